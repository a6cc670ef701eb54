import type { ApplicationState, InstitutionState } from "../platform/db/generated/enums.ts";

/** For how long a case is held at a time, in milliseconds. Reading it renews that. */
export const leaseMilliseconds = 30 * 60_000;

/** How often a page that is in sight renews the lease, in milliseconds: a few tries fit into one lease. */
export const renewEvery = 8 * 60_000;

/** Messages about one case that one side sends in a day at most: each is a letter to several people. */
export const messagesADay = 20;

/** Views that one person keeps at most. */
export const viewsAtMost = 20;

/** Lists of the desk of which a view can be kept, each with what its address may say. */
export const viewLists = ["institutions", "applications", "appeals", "outcomes"] as const;

/** A list of the desk of which a view can be kept. */
export type ViewList = (typeof viewLists)[number];

const openInstitutions: readonly InstitutionState[] = ["SUBMITTED"];
const openApplications: readonly ApplicationState[] = ["SUBMITTED", "IN_REVIEW", "INFORMATION_REQUESTED", "REVIEWED"];

/** Is there something to do on a case, so that somebody may take it? */
export function isOpenCase(of: { institution: InstitutionState } | { application: ApplicationState }): boolean {
  return "institution" in of ? openInstitutions.includes(of.institution) : openApplications.includes(of.application);
}

/** A lease as it stands for somebody at `now`: theirs, another's, or nobody's. */
export function leaseFor(
  lease: { holderId: string; until: Date } | null,
  userId: string,
  now: Date,
): "own" | "other" | "free" {
  if (!lease || lease.until <= now) return "free";
  return lease.holderId === userId ? "own" : "other";
}

const known = ["q", "state", "sector", "due", "held", "unread", "sort"] as const;

/** The query of a view: what a list understands, in one order, without the page and without what is empty. */
export function viewQuery(query: string): string {
  const asked = new URLSearchParams(query);
  const kept = new URLSearchParams();
  for (const name of known) {
    const value = asked.get(name);
    if (value) kept.set(name, value.slice(0, 80));
  }
  return kept.toString();
}
