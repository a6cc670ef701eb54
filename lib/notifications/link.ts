import { portalOrigin } from "../platform/config.ts";
import { localePath } from "../platform/i18n/routing.ts";

/** The absolute address of a path of the portal in the reader's language, for letters. */
export function linkTo(path: string, locale: string): string {
  return `${portalOrigin()}${localePath(path, locale)}`;
}
