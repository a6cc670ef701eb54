import { isAppealStep } from "../../../lib/appeals/rules.ts";
import { mayMove } from "../../../lib/applications/rules.ts";
import { mayMoveBatch } from "../../../lib/batches/rules.ts";
import { isOfferStep } from "../../../lib/batches/waitlist/rules.ts";
import { isRebindStep, isRenewalStep, isSeatStep, licenceChanges } from "../../../lib/licences/rules.ts";
import { isAccountStep } from "../../../lib/messenger/rules.ts";
import { isEntryStep } from "../../../lib/outcomes/rules.ts";
import { isRoleChangeStep } from "../../../lib/people/rules.ts";
import { isProgrammeChangeStep } from "../../../lib/programmes/changes/rules.ts";
import { isReviewStep } from "../../../lib/reviews/rules.ts";
import { statesOf, type World } from "./world.ts";

/** Per kind: the state that a thing begins in, and whether it may go from one to another. */
const tables: Record<string, { first: readonly string[]; may(from: string, to: string): boolean }> = {
  institutions: {
    first: ["DRAFT"],
    may: (from, to) =>
      ["DRAFT SUBMITTED", "RETURNED SUBMITTED", "SUBMITTED VERIFIED", "SUBMITTED RETURNED"]
        .concat(
          "SUBMITTED DECLINED",
          "RETURNED LAPSED",
          "VERIFIED SUSPENDED",
          "SUSPENDED VERIFIED",
          "VERIFIED MERGED",
          "SUSPENDED MERGED",
        )
        .includes(`${from} ${to}`),
  },
  applications: table(["DRAFT"], mayMove),
  reviews: table(["ASSIGNED"], isReviewStep),
  // A release without awards completes its batch at once.
  // A batch that takes the place of another begins as a proposal.
  batches: table(
    ["DRAFT", "PROPOSED"],
    (from: never, to: never) => mayMoveBatch(from, to) || `${from} ${to}` === "APPROVED COMPLETED",
  ),
  licences: table(
    ["PENDING"],
    (from: keyof typeof licenceChanges, to: never) =>
      `${from} ${to}` === "PENDING ACTIVE" || Object.values(licenceChanges[from]).includes(to),
  ),
  seats: table(["OFFERED"], isSeatStep),
  accounts: table(["REQUESTED"], isAccountStep),
  accountBatches: {
    first: ["PROPOSED"],
    may: (from, to) =>
      ["PROPOSED APPROVED", "PROPOSED REJECTED", "APPROVED COMPLETED", "APPROVED CANCELLED"].includes(`${from} ${to}`),
  },
  changes: table(["PROPOSED", "IN_FORCE"], isRoleChangeStep),
  appeals: table(["FILED"], isAppealStep),
  offers: table(["OPEN"], isOfferStep),
  proposals: table(["PROPOSED"], isProgrammeChangeStep),
  invitations: once("OPEN"),
  registrationInvites: once("OPEN"),
  merges: once("PROPOSED"),
  declines: once("PROPOSED"),
  closings: once("PROPOSED"),
  transfers: once("PROPOSED"),
  joinRequests: once("OPEN"),
  seatImports: once("OPEN"),
  licenceChanges: once("PROPOSED"),
  renewals: table(["ASKED"], isRenewalStep),
  seatRebinds: table(["ASKED"], isRebindStep),
  entries: table(["INTERNAL", "PUBLISHED"], isEntryStep),
};

/** What is decided once, and stays so. */
function once(first: string) {
  return { first: [first], may: (from: string) => from === first };
}

function table<S>(first: string[], may: (from: S, to: S) => boolean) {
  return { first, may: (from: string, to: string) => may(from as S, to as S) };
}

/** What moved between two worlds otherwise than the tables of the rooms say. Only a licence that nobody heard of may vanish. */
export function unlawful(before: World, after: World): string[] {
  const [was, is] = [statesOf(before), statesOf(after)];
  return Object.entries(tables).flatMap(([kind, { first, may }]) => {
    const [old, now] = [was[kind] ?? new Map(), is[kind] ?? new Map()];
    const gone = [...old].filter(([id, { state }]) => !now.has(id) && state !== "PENDING");
    const moved = [...now].flatMap(([id, { state, version }]) => {
      const from = old.get(id);
      if (!from) return first.includes(state) ? [] : [`${kind} ${id} begins ${state}`];
      if (from.state === state) return [];
      const isVersioned = version > from.version;
      return may(from.state, state) && isVersioned ? [] : [`${kind} ${id} went from ${from.state} to ${state}`];
    });
    return [...gone.map(([id]) => `${kind} ${id} is gone`), ...moved];
  });
}
