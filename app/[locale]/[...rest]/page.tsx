import { notFound } from "next/navigation";

/** Every address that no page answers: drawn for the request, since a page built ahead would have no nonce. */
export default function Rest() {
  notFound();
}
