import { sortingParam } from "@/lib/platform/sorting";
import type { DeskSort } from "./model";

/** What the address says once a column's head is pressed: upwards, or the other way round where it is so already. Back to the first page. */
export function sortedBy(key: string, sort: DeskSort | undefined): Record<string, string | undefined> {
  const order = sort?.by === key && sort.order === "asc" ? "desc" : "asc";
  return { sort: sortingParam({ by: key, order }), page: undefined };
}
