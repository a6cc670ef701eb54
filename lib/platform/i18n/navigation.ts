import { redirect as nextRedirect } from "next/navigation";
import { localePath } from "./routing.ts";

export { Link } from "./link.tsx";

/** Goes to `href` in `locale`; never returns. */
export function redirect({ href, locale }: { href: string; locale: string }): never {
  nextRedirect(localePath(href, locale));
}
