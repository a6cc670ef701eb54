/** What a list is ordered by, and which way. */
export type Sorting<Key extends string = string> = { by: Key; order: "asc" | "desc" };

/**
 * Reads `sort` of an address: a column's key, with a hyphen before it for the other way round. Whatever is no known key is
 * undefined: then the list has the order that suits the work.
 */
export function parseSorting<Key extends string>(
  asked: string | string[] | undefined,
  keys: readonly Key[],
): Sorting<Key> | undefined {
  if (typeof asked !== "string") return undefined;
  const by = keys.find((key) => key === asked.replace(/^-/, ""));
  return by && { by, order: asked.startsWith("-") ? "desc" : "asc" };
}

/** `sorting` as an address says it. */
export function sortingParam({ by, order }: Sorting): string {
  return order === "desc" ? `-${by}` : by;
}
