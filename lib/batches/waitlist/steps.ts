import type { Tx } from "../../platform/db/client.ts";
import type { PlaceOfferState, Sector } from "../../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { lockPlaces, reservePlaces, returnPlaces } from "../../programmes/steps.ts";
import { meanTotal } from "../../reviews/rules.ts";
import { inWaitingOrder, isOfferStep, type Waiting } from "./rules.ts";

/** An application comes on the waitlist, with the score that its reviewers gave it until now. */
export async function joinWaitlist(tx: Tx, applicationId: string, now: Date): Promise<void> {
  const reviews = await tx.review.findMany({
    where: { applicationId, state: { not: "WITHDRAWN" }, total: { not: null } },
    select: { total: true },
  });
  const place = { score: meanTotal(reviews.flatMap(({ total }) => total ?? [])), since: now };
  await tx.waitlistEntry.upsert({ where: { applicationId }, create: { applicationId, ...place }, update: place });
}

/** Somebody on the waitlist. */
export type Waiter = Waiting & {
  applicationId: string;
  sector: Sector;
  /** Asked for. */
  seats: number;
  since: Date;
  phase: { nameEn: string; nameUr: string; opensAt: Date };
  institution: { name: string; nameUr: string | null };
  isSuspended: boolean;
  /** What it is offered now. */
  offer: { id: string; version: number; seats: number; until: Date } | null;
};

/** At most this many of a programme wait. */
const waitingAtMost = 5_000;

/** Everybody who waits for places of a programme, of one sector where named, in the published order of each sector. */
export async function waitersOf(tx: Tx, programmeId: string, sector?: Sector): Promise<Waiter[]> {
  const entries = await tx.waitlistEntry.findMany({
    where: { application: { programmeId, state: "WAITLISTED", ...(sector && { institution: { sector } }) } },
    select: {
      score: true,
      since: true,
      application: {
        select: {
          ...{ id: true, receipt: true, seats: true, submittedAt: true },
          phase: { select: { nameEn: true, nameUr: true, opensAt: true } },
          institution: { select: { name: true, nameUr: true, sector: true, state: true } },
          offers: { select: { id: true, version: true, seats: true, until: true, state: true } },
        },
      },
    },
    orderBy: { applicationId: "asc" },
    take: waitingAtMost,
  });
  const rows = entries.flatMap(({ score, since, application }): Waiter[] => {
    const { id, receipt, seats, submittedAt, phase, institution, offers } = application;
    if (receipt === null || seats === null || submittedAt === null) return [];
    const { name, nameUr, sector: of, state } = institution;
    const open = offers.find((offer) => offer.state === "OPEN");
    return [
      {
        ...{ applicationId: id, receipt, seats, submittedAt, phase, sector: of, score, since },
        ...{ institution: { name, nameUr }, isSuspended: state === "SUSPENDED" },
        passed: offers.filter((offer) => offer.state === "DECLINED" || offer.state === "LAPSED").length,
        offer: open ? { id: open.id, version: open.version, seats: open.seats, until: open.until } : null,
      },
    ];
  });
  return inWaitingOrder(rows);
}

/**
 * Moves an offer by compare-and-set on its state, and its version where a person was shown one. Errors: changedMeanwhile. Throws
 * when the table in rules.ts does not know the move: a bug.
 */
export async function moveOffer(
  tx: Tx,
  move: {
    id: string;
    from: PlaceOfferState;
    to: PlaceOfferState;
    version?: number;
    data?: { seats?: number; closedAt?: Date | null };
  },
): Promise<Result<void>> {
  const { id, from, to, version, data } = move;
  if (!isOfferStep(from, to)) throw new Error(`an offer does not go from ${from} to ${to}`);
  const { count } = await tx.placeOffer.updateMany({
    where: { id, state: from, ...(version !== undefined && { version }) },
    data: { ...data, state: to, version: { increment: 1 } },
  });
  return count === 1 ? ok(undefined) : fail("changedMeanwhile");
}

/** How many places the accepted offer of each application holds, by application. */
export async function heldPlaces(tx: Tx, applicationIds: readonly string[]): Promise<Map<string, number>> {
  const accepted = await tx.placeOffer.findMany({
    where: { applicationId: { in: [...applicationIds] }, state: "ACCEPTED" },
    select: { applicationId: true, seats: true },
  });
  return new Map(accepted.map(({ applicationId, seats }) => [applicationId, seats]));
}

/**
 * What accepted offers hold for these awards comes free, to be taken by the awards in the same transaction. Whoever changes places
 * and offers locks the places first, so that nobody waits in a circle.
 */
export async function spendHolds(
  tx: Tx,
  programmeId: string,
  awards: readonly { applicationId: string; seats: number }[],
): Promise<Result<void>> {
  await lockPlaces(tx, programmeId);
  for (const { applicationId, seats: awarded } of awards) {
    const offer = await tx.placeOffer.findFirst({ where: { applicationId, state: "ACCEPTED" } });
    if (!offer) continue;
    await returnPlaces(tx, programmeId, offer.sector, offer.seats);
    const spent = await moveOffer(tx, { id: offer.id, from: "ACCEPTED", to: "SPENT", data: { seats: awarded } });
    if (!spent.ok) return spent;
  }
  return ok(undefined);
}

/** Awards were taken back and their places returned: the offers that they came from hold as many again. */
export async function restoreHolds(
  tx: Tx,
  programmeId: string,
  applicationIds: readonly string[],
): Promise<Result<void>> {
  await lockPlaces(tx, programmeId);
  const spent = await tx.placeOffer.findMany({
    where: { applicationId: { in: [...applicationIds] }, state: "SPENT" },
    orderBy: { id: "asc" },
  });
  for (const { id, sector, seats } of spent) {
    const held = await reservePlaces(tx, programmeId, sector, seats);
    if (!held.ok) return held;
    const restored = await moveOffer(tx, { id, from: "SPENT", to: "ACCEPTED" });
    if (!restored.ok) return restored;
  }
  return ok(undefined);
}
