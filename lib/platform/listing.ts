import { searchText } from "./text.ts";

/** A page of a desk's list, as asked for in the address. */
export type Listing<State extends string, Sector extends string> = {
  /** What is searched for, tidied, at most 80 characters; empty for everything. */
  text: string;
  state: State | undefined;
  sector: Sector | undefined;
  /** From 1. */
  page: number;
};

/** Rows on one page of a desk's list. */
export const listingSize = 25;

/** Far enough for any real queue, near enough that nobody makes the database count to a billion. */
const lastPage = 400;

type Params = Record<string, string | string[] | undefined>;

/**
 * Reads `q`, `state`, `sector` and `page` of an address. Whatever is unknown, repeated or out of bounds becomes the default:
 * a list always shows something.
 */
export function parseListing<State extends string, Sector extends string>(
  params: Params,
  known: { states: readonly State[]; sectors: readonly Sector[] },
): Listing<State, Sector> {
  const page = Number(single(params.page));
  return {
    text: searchText(params.q),
    state: known.states.find((state) => state === single(params.state)),
    sector: known.sectors.find((sector) => sector === single(params.sector)),
    page: Number.isInteger(page) && page >= 1 ? Math.min(page, lastPage) : 1,
  };
}

/** The address's query of `listing` on another page, without a leading question mark; defaults are left out. */
export function listingQuery(listing: Listing<string, string>, page: number): string {
  const query = new URLSearchParams();
  if (listing.text) query.set("q", listing.text);
  if (listing.state) query.set("state", listing.state);
  if (listing.sector) query.set("sector", listing.sector);
  if (page > 1) query.set("page", String(page));
  return query.toString();
}

/** How many rows come before the page. */
export function listingOffset(listing: Listing<string, string>): number {
  return (listing.page - 1) * listingSize;
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
