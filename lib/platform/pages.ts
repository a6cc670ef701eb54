/** The page number of an address, from 1; whatever is no such number is the first page. */
export function pageOf(asked: string | string[] | undefined): number {
  const page = typeof asked === "string" && /^[1-9][0-9]{0,3}$/.test(asked) ? Number(asked) : 1;
  return Math.max(1, page);
}

/** What the way through a list needs: neighbours of `page` in a list of `count` rows, `size` to a page. `query` stays in the address. */
export function pagesAround(
  path: string,
  page: number,
  count: number,
  size: number,
  query: Record<string, string> = {},
): { page: number; pages: number; previous?: string; next?: string } {
  const pages = Math.max(1, Math.ceil(count / size));
  const at = (number: number) => `${path}?${new URLSearchParams({ ...query, page: String(number) })}`;
  return {
    page,
    pages,
    ...(page > 1 && { previous: at(Math.min(page - 1, pages)) }),
    ...(page < pages && { next: at(page + 1) }),
  };
}
