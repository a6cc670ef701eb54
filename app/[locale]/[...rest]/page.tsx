import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { unknownAddress } from "@/lib/platform/web/addresses";
import NotFound from "../not-found";

export async function generateMetadata() {
  return { title: (await getTranslations("common.notFound"))("title"), robots: { index: false } };
}

/** Every address that no page answers. The proxy has said 404 already; then this is a page like others, and readable without a script. */
export default async function Rest() {
  if ((await headers()).get(unknownAddress) !== "1") notFound();
  return <NotFound />;
}
