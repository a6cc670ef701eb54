import { randomBytes } from "node:crypto";
import { isClose } from "../../desk/closeness.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { holderCommitment } from "../../platform/chain/encoding.ts";
import { requestChainWrite } from "../../platform/chain/outbox.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { isRebindStep, mayHoldSeat, rebindReason, writeKeys } from "../rules.ts";
import { DecideRebind } from "../schema.ts";
import { announceRebind } from "../seats/announceHolder.ts";
import { rebindOwner } from "../seats/owner.ts";
import { holdsSeat, isReleaseUnderway } from "../steps.ts";

/**
 * Confirms that it is the same person who asks with another identity, and asks the registry to bind the licence to that. The seat
 * is theirs once it is certified. Wants a fresh confirmation. Fails with `conflictOfInterest` for one's own seat or wish
 * and for an administrator who stands close to the institution and does not own it, `wrongState` once it is decided,
 * `licenceNotActive`, `seatUnderway` while the seat is being released, and `principalHasSeat` when the identity holds one by now.
 */
export const confirmRebind = command({
  action: "licences.confirmRebind",
  schema: DecideRebind,
  owner: rebindOwner,
  confirmed: (input) => input,
  run: async ({ tx, actor, input, now }) => {
    const { rebindId, version } = input;
    const rebind = await tx.seatRebind.findUniqueOrThrow({
      where: { id: rebindId },
      include: { seat: { include: { licence: true } } },
    });
    const { seat, principal } = rebind;
    if (await isConcerned(tx, rebind, actor, now)) return fail("conflictOfInterest");
    if (!isRebindStep(rebind.state, "CONFIRMED")) return fail("wrongState");
    if (seat.state !== "BOUND" || !mayHoldSeat(seat.licence, now)) return fail("licenceNotActive");
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${rebind.userId}::uuid FOR UPDATE`;
    const salt = Uint8Array.from(randomBytes(32));
    const commitment = holderCommitment(salt, principal);
    const { programmeId, number } = seat.licence;
    if (await holdsSeat(tx, { principal, programmeId, now })) return fail("principalHasSeat");
    const { count } = await tx.seatRebind.updateMany({
      where: { id: rebindId, state: "ASKED", version },
      data: {
        ...{ state: "CONFIRMED", version: { increment: 1 }, salt, commitment },
        ...{ decidedById: actor.userId, decidedAt: now },
      },
    });
    if (count === 0) return fail("changedMeanwhile");
    if (await isReleaseUnderway(tx, seat.id)) return fail("seatUnderway");
    const operation = writeKeys.rebind(rebindId);
    await requestChainWrite(tx, {
      key: operation,
      kind: "rebindHolder",
      payload: {
        ...{ operation, number, commitment: Buffer.from(commitment).toString("hex") },
        ...{ reason: rebindReason, decision: operation },
      },
    });
    return done({ seatId: seat.id }, { kind: "seat", id: seat.id }, { rebindId });
  },
});

/** Declines such a wish: the seat stays with the identity that has it. Fails with `conflictOfInterest` and `wrongState` as above. */
export const declineRebind = command({
  action: "licences.declineRebind",
  schema: DecideRebind,
  owner: rebindOwner,
  run: async ({ tx, actor, input, now }) => {
    const { rebindId, version } = input;
    const rebind = await tx.seatRebind.findUniqueOrThrow({
      where: { id: rebindId },
      include: { seat: { include: { licence: true } } },
    });
    if (await isConcerned(tx, rebind, actor, now)) return fail("conflictOfInterest");
    // What was confirmed is with the registry, whose word counts.
    if (rebind.state !== "ASKED") return fail("wrongState");
    const { count } = await tx.seatRebind.updateMany({
      where: { id: rebindId, state: "ASKED", version },
      data: { state: "DECLINED", version: { increment: 1 }, decidedById: actor.userId, decidedAt: now },
    });
    if (count === 0) return fail("changedMeanwhile");
    await announceRebind(tx, rebindId, "seatNotMoved");
    return done({ seatId: rebind.seatId }, { kind: "seat", id: rebind.seatId }, { rebindId });
  },
});

/**
 * Is it the actor's own seat, by person or by address, or their own wish? Whoever decides for the office, and not as an owner of the
 * institution, is concerned as well when they stand close to it.
 */
async function isConcerned(
  tx: Tx,
  rebind: {
    userId: string;
    seat: { userId: string | null; email: string; licence: { institutionId: string } };
  },
  actor: Person,
  now: Date,
): Promise<boolean> {
  const { userId, seat } = rebind;
  if (userId === actor.userId || seat.userId === actor.userId || seat.email === actor.email) return true;
  const { institutionId } = seat.licence;
  const decidesAsOwner = may({ ...actor, roles: [] }, "licences.confirmRebind", { institutionId });
  return !decidesAsOwner && (await isClose(tx, actor, institutionId, now));
}
