import { Pagination } from "@/components/ui";
import { deskListingSize, type Listing, listingQuery } from "@/lib/platform/listing";

/** The way through a desk's list, keeping what it is filtered by. */
export function QueuePages({
  path,
  listing,
  total,
  size = deskListingSize,
}: {
  path: string;
  listing: Listing<string, string, string>;
  total: number;
  /** Rows on one page. */
  size?: number;
}) {
  const pages = Math.max(1, Math.ceil(total / size));
  const { page } = listing;
  const at = (number: number) => {
    const query = listingQuery(listing, number);
    return query ? `${path}?${query}` : path;
  };
  return (
    <Pagination
      previous={page > 1 ? at(Math.min(page - 1, pages)) : undefined}
      next={page < pages ? at(page + 1) : undefined}
      page={page}
      pages={pages}
    />
  );
}
