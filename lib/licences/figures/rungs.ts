import type { LicenceState, SeatState } from "../../platform/db/generated/enums.ts";
import { mayHoldSeat } from "../rules.ts";

/**
 * The ladder of seats, as every page and file has it: places that the programme promised; those released, since a phase of their
 * sector has opened; those awarded, by a decision that is out; of these the ones that a person has claimed; and of those the active
 * ones, in force and in use by their holder's word. lib/licences/figures/ladder.ts counts them.
 */
export const rungs = ["promised", "released", "awarded", "claimed", "active"] as const;

/** A rung of the ladder. */
export type Rung = (typeof rungs)[number];

/** How many seats stand on each rung, each within the one before. */
export type SeatLadder = Record<Rung, number>;

/** The rungs that an institution has: what is awarded to it, and what became of that. */
export const ownRungs = ["awarded", "claimed", "active"] as const satisfies readonly Rung[];

/** The ladder from the award on. */
export type OwnLadder = Record<(typeof ownRungs)[number], number>;

/** How far institutions have come: verified, with licences, with a seat that a person has claimed, with one that is in use. */
export const institutionRungs = ["verified", ...ownRungs] as const;

/** Institutions on each of these steps. */
export type InstitutionRungs = Record<(typeof institutionRungs)[number], number>;

/** How far a licence that was awarded has come at `now`, with the seat that stands on it. */
export function rungOf(
  licence: { state: LicenceState; validUntil: Date | null },
  seat: { state: SeatState; activatedAt: Date | null } | null,
  now: Date,
): (typeof ownRungs)[number] {
  if (seat?.state !== "CLAIMED" && seat?.state !== "BOUND") return "awarded";
  return seat.state === "BOUND" && seat.activatedAt !== null && mayHoldSeat(licence, now) ? "active" : "claimed";
}
