/** What the proxy tells the page of last resort: no page has this address. */
export const unknownAddress = "x-unknown-address";

/** The request's header in which the proxy names the page: its path without the language, and its query. */
export const pageHeader = "x-page";

/**
 * Does a path (with or without its language) fit one of the patterns of pages, as `/applications/[id]`? Without patterns, which the
 * build writes down, every path may.
 */
export function isKnownAddress(pathname: string, patterns: readonly string[] | undefined): boolean {
  if (patterns === undefined) return true;
  const parts = pathname
    .replace(/^\/(?:en|ur)(?=\/|$)/, "")
    .split("/")
    .filter((part) => part !== "");
  return patterns.some((pattern) => {
    const expected = pattern.split("/").filter((part) => part !== "");
    if (expected.length !== parts.length) return false;
    return expected.every((part, index) => part.startsWith("[") || part === parts[index]);
  });
}
