import { isId } from "./ids.ts";
import { parseSorting, type Sorting, sortingParam } from "./sorting.ts";
import { searchText } from "./text.ts";

/** A page of a desk's list, as asked for in the address. */
export type Listing<State extends string, Sector extends string, Sort extends string = never> = {
  /** What is searched for, tidied, at most 80 characters; empty for everything. */
  text: string;
  state: State | undefined;
  sector: Sector | undefined;
  /** How the clock of a case stands; left out for all of them. */
  due?: ClockFilter;
  /** Who works on it; left out for all of them. */
  held?: HeldFilter;
  /** Only what has messages that the reader has not read; left out for all. */
  unread?: true;
  /** From 1. */
  page: number;
  /** Left out for the list's own order. */
  sort?: Sorting<Sort>;
};

/** How the clock of a case can stand: over its time, near its end, or with the applicant. */
export const dueFilters = ["overdue", "soon", "paused"] as const;

/** How the clock of a case can stand. */
export type DueFilter = (typeof dueFilters)[number];

/** The same, and what lies with its applicant untouched for long: for a list that knows of that. */
export const clockFilters = [...dueFilters, "lying"] as const;

/** How the clock of a case can stand, or that it lies untouched. */
export type ClockFilter = (typeof clockFilters)[number];

/** Whose a case can be: the reader's, or nobody's. */
export const heldFilters = ["mine", "free"] as const;

/** Whose a case can be. */
export type HeldFilter = (typeof heldFilters)[number];

/** Working days before a case is due in which it is due soon. */
export const soonDays = 3;

/** Rows on one page of a list that is read from top to bottom. */
export const listingSize = 25;

/** Rows on one page of a list of the desk that is worked through: a grid on a large screen, cards on a phone. */
export const deskListingSize = 100;

/** Rows on one page of a list of the desk that is mostly read, newest first, and that grows by itself: nobody scrolls past more on a phone. */
export const trailListingSize = 50;

/** Rows that one act of the desk takes at most: their keys fit into an address. */
export const chosenAtMost = 50;

/** The keys in an address that says `id` once for each chosen row; each once, at most {@link chosenAtMost}. */
export function parseChosen(ids: string | string[] | undefined): string[] {
  const asked = typeof ids === "string" ? [ids] : (ids ?? []);
  return [...new Set(asked.filter(isId))].slice(0, chosenAtMost);
}

/** Far enough for any real queue, near enough that nobody makes the database count to a billion. */
const lastPage = 400;

type Params = Record<string, string | string[] | undefined>;

/**
 * Reads `q`, `state`, `sector`, `sort` and `page` of an address, `due` and `held` for a list of cases, and `unread` for one with messages. Whatever is unknown, repeated or out of bounds becomes the default:
 * a list always shows something.
 */
export function parseListing<State extends string, Sector extends string, Sort extends string = never>(
  params: Params,
  known: {
    states: readonly State[];
    sectors: readonly Sector[];
    sorts?: readonly Sort[];
    cases?: boolean;
    /** How the clock can stand, for a list that is none of cases to take. */
    dues?: readonly ClockFilter[];
    lying?: boolean;
    messages?: boolean;
  },
): Listing<State, Sector, Sort> {
  const page = Number(single(params.page));
  const sort = parseSorting(params.sort, known.sorts ?? []);
  const held = known.cases && heldFilters.find((one) => one === single(params.held));
  const dues = known.dues ?? (known.cases ? (known.lying ? clockFilters : dueFilters) : []);
  const due = dues.find((one) => one === single(params.due));
  return {
    text: searchText(params.q),
    state: known.states.find((state) => state === single(params.state)),
    sector: known.sectors.find((sector) => sector === single(params.sector)),
    page: Number.isInteger(page) && page >= 1 ? Math.min(page, lastPage) : 1,
    ...(due && { due }),
    ...(held && { held }),
    ...(known.messages && params.unread === "1" && { unread: true as const }),
    ...(sort && { sort }),
  };
}

/** The address's query of `listing` on another page, without a leading question mark; defaults are left out. */
export function listingQuery(listing: Listing<string, string, string>, page: number): string {
  const query = new URLSearchParams();
  if (listing.text) query.set("q", listing.text);
  if (listing.state) query.set("state", listing.state);
  if (listing.sector) query.set("sector", listing.sector);
  if (listing.due) query.set("due", listing.due);
  if (listing.held) query.set("held", listing.held);
  if (listing.unread) query.set("unread", "1");
  if (listing.sort) query.set("sort", sortingParam(listing.sort));
  if (page > 1) query.set("page", String(page));
  return query.toString();
}

/** How many rows come before the page, with `size` rows on each. */
export function listingOffset({ page }: { page: number }, size: number = listingSize): number {
  return (page - 1) * size;
}

function single(value: string | string[] | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
