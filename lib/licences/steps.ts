import { isClose, type Judge } from "../desk/closeness.ts";
import { forTomorrow } from "../platform/chain/writes.ts";
import type { Tx } from "../platform/db/client.ts";
import type { Licence, Prisma } from "../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { writeKeys } from "./rules.ts";
import { claimHash } from "./seats/claimToken.ts";

export { followSignature } from "./changes/followSignature.ts";
export { expireLicences } from "./expire.ts";
export { refuseRenewal, settleRenewal } from "./renewals/settle.ts";
export { refuseRebinding, refuseRelease, settleRebinding, settleRelease } from "./seats/settle.ts";
export type { StatusWrite } from "./settle.ts";
export { refuseBinding, refuseIssue, refuseStatus, settleBinding, settleIssue, settleStatus } from "./settle.ts";

/**
 * Ends an institution's offers that nobody took in time: their licences may be offered again.
 * Call with the institution locked (`lockInstitution` of its room).
 */
export async function releaseExpiredOffers(tx: Tx, institutionId: string, now: Date): Promise<void> {
  await tx.seat.updateMany({
    where: { state: "OFFERED", expiresAt: { lte: now }, licence: { institutionId } },
    data: { state: "RELEASED", releasedAt: now, version: { increment: 1 } },
  });
}

/**
 * Up to `count` ids of an institution's licences that are in force and with nobody, the oldest first.
 * Call with the institution locked: otherwise two could be given the same.
 */
export async function freeLicences(tx: Tx, institutionId: string, count: number, now: Date): Promise<string[]> {
  const licences = await tx.licence.findMany({
    where: {
      institutionId,
      state: "ACTIVE",
      validUntil: { gt: now },
      seats: { none: { state: { not: "RELEASED" } } },
    },
    orderBy: [{ createdAt: "asc" }, { batchId: "asc" }, { chunk: "asc" }, { position: "asc" }],
    select: { id: true },
    take: count,
  });
  return licences.map((licence) => licence.id);
}

/** Chain writes that have not come back yet. */
export const underway = ["QUEUED", "SENT"] as const;

/**
 * Does a change of the licence still wait for the registry: in the outbox, or a suspension that is not there before the registry has its
 * officer's signature?
 */
export async function changeUnderway(tx: Tx, licenceId: string): Promise<boolean> {
  const [writes, suspensions] = [
    await tx.chainWrite.count({
      where: { key: { startsWith: writeKeys.statusOf(licenceId) }, state: { in: [...underway] } },
    }),
    await tx.licenceChange.count({ where: { licenceId, kind: "suspend", state: "PROPOSED" } }),
  ];
  return writes + suspensions > 0;
}

/**
 * Moves the version of a licence on that is asked to change, so that of two officers who read the same page only one is heard; its
 * state follows the registry. Errors: `changedMeanwhile`.
 */
export async function touchLicence(
  tx: Tx,
  { id, state }: Pick<Licence, "id" | "state">,
  version: number,
): Promise<Result<void>> {
  const { count } = await tx.licence.updateMany({
    where: { id, state, version },
    data: { version: { increment: 1 } },
  });
  return count === 0 ? fail("changedMeanwhile") : ok(undefined);
}

/** Does the officer stand close to the licence's institution, or hold its seat? */
export async function isConcerned(
  tx: Tx,
  licence: Pick<Licence, "id" | "institutionId">,
  officer: Judge,
  now: Date,
): Promise<boolean> {
  const { userId } = officer;
  const seats = await tx.seat.count({ where: { licenceId: licence.id, userId, state: { not: "RELEASED" } } });
  return seats > 0 || isClose(tx, officer, licence.institutionId, now);
}

/** Is a release of the seat on its way to the registry? The outbox row is the marker. */
export async function isReleaseUnderway(tx: Tx, seatId: string): Promise<boolean> {
  const where = { key: { startsWith: writeKeys.unbindOf(seatId) }, state: { in: [...underway] } };
  return (await tx.chainWrite.count({ where })) > 0;
}

/** Does the release of a seat, or one of these moves to another identity, wait for the next day in Pakistan? */
export async function isSeatForTomorrow(tx: Tx, seatId: string, rebindIds: readonly string[]): Promise<boolean> {
  const moves = rebindIds.map((id) => ({ key: writeKeys.rebind(id) }));
  const where = { ...forTomorrow, OR: [{ key: { startsWith: writeKeys.unbindOf(seatId) } }, ...moves] };
  return (await tx.chainWrite.count({ where })) > 0;
}

/** The seat that a claim link leads to: the first link, or one that came with a reminder. */
export async function seatOfToken(tx: Tx, token: string): Promise<{ id: string } | null> {
  const hash = claimHash(token);
  const seat = await tx.seat.findUnique({ where: { claimHash: hash }, select: { id: true } });
  const link = seat ?? (await tx.claimLink.findUnique({ where: { hash }, select: { seatId: true } }));
  return link && { id: "id" in link ? link.id : link.seatId };
}

/**
 * Does this identity hold a seat of the programme, or is one on its way to it? Call with the person's row locked, so that two
 * ways to a seat at once cannot both hear no.
 */
export async function holdsSeat(
  tx: Tx,
  holder: { principal: string; programmeId: string; now: Date },
): Promise<boolean> {
  const { principal, programmeId, now } = holder;
  const licence: Prisma.LicenceWhereInput = {
    programmeId,
    state: { in: ["ACTIVE", "SUSPENDED"] },
    validUntil: { gt: now },
  };
  const [seats, rebinds] = [
    await tx.seat.count({ where: { principal, state: { in: ["CLAIMED", "BOUND"] }, licence } }),
    await tx.seatRebind.count({ where: { principal, state: "CONFIRMED" } }),
  ];
  return seats + rebinds > 0;
}
