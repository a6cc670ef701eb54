import type { PlaceOfferState, Sector } from "../../platform/db/generated/enums.ts";

/** From each state of an offer, the states that may follow. */
const moves: Record<PlaceOfferState, readonly PlaceOfferState[]> = {
  OPEN: ["ACCEPTED", "DECLINED", "LAPSED", "ENDED"],
  ACCEPTED: ["SPENT", "ENDED"],
  // The approval was taken back inside its window.
  SPENT: ["ACCEPTED"],
  DECLINED: [],
  LAPSED: [],
  ENDED: [],
};

/** May an offer go from one state to the other? */
export function isOfferStep(from: PlaceOfferState, to: PlaceOfferState): boolean {
  return moves[from].includes(to);
}

/** The states in which an offer holds its places. */
export const holding = ["OPEN", "ACCEPTED"] as const satisfies readonly PlaceOfferState[];

/** The places of a sector that accepted offers hold. */
export function heldIn(accepted: readonly { sector: Sector; seats: number }[], sector: Sector): number {
  return accepted.reduce((sum, offer) => (offer.sector === sector ? sum + offer.seats : sum), 0);
}

/** An application that waits, as far as its place goes by it. */
export type Waiting = {
  receipt: string;
  /** How many offers it declined or let lapse. */
  passed: number;
  /** Hundredths of a percent, as it was when it came on the waitlist; null where nothing was scored. */
  score: number | null;
  submittedAt: Date;
  phase: { opensAt: Date };
};

/**
 * The published order of those who wait for places of one sector: who let fewer offers pass, then the phase that opened earlier,
 * then the better score, then the earlier submission, then the receipt. All but the first are fixed when an application comes on
 * the waitlist, and the first is its institution's own doing.
 */
export function inWaitingOrder<Row extends Waiting>(rows: readonly Row[]): Row[] {
  return [...rows].sort(byClaim);
}

/** Negative where the first of two comes before the second in the published order. */
function byClaim(a: Waiting, b: Waiting): number {
  return (
    a.passed - b.passed ||
    a.phase.opensAt.getTime() - b.phase.opensAt.getTime() ||
    (b.score ?? -1) - (a.score ?? -1) ||
    a.submittedAt.getTime() - b.submittedAt.getTime() ||
    (a.receipt < b.receipt ? -1 : a.receipt > b.receipt ? 1 : 0)
  );
}

/**
 * How many of those who wait would come before at least one of `awarded` in the published order, were that one on the waitlist: they
 * have the better claim to its places. Whoever is offered places has its own, and a suspended institution can be given none.
 */
export function betterClaims(waiters: readonly (Waiting & Standing)[], awarded: readonly Waiting[]): number {
  return waiters.filter(
    (waiter) => waiter.offer === null && !waiter.isSuspended && awarded.some((award) => byClaim(waiter, award) < 0),
  ).length;
}

/** What decides whether an offer can be made to somebody who waits. */
type Standing = { offer: unknown; isSuspended: boolean };

/**
 * Who is offered places next: the first in the order (as the rows come) without an open offer. A suspended institution keeps its
 * place, and is offered none while it is suspended. Undefined when nobody is left.
 */
export function nextInOrder<Row extends Standing>(rows: readonly Row[]): Row | undefined {
  return rows.find(({ offer, isSuspended }) => offer === null && !isSuspended);
}

/** How many places whoever is next is offered: all that were asked for, or as many as there are. */
export function seatsToOffer(asked: number, free: number): number {
  return Math.max(0, Math.min(asked, free));
}
