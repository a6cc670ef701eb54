import type { ChainAnswers, ChainRefusal } from "../../platform/chain/answers.ts";
import { type ChainWritePayloads, instantOf, isOperatorsToMend } from "../../platform/chain/writes.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { ReleaseReason } from "../rules.ts";
import { announceRebind, announceRelease } from "./announceHolder.ts";

/**
 * What it means that a licence was certainly taken from its holder: the seat is free again, and who had it is told. Gives the
 * licence, for the rooms that follow it. Settling again changes nothing.
 */
export async function settleRelease(
  tx: Tx,
  payload: ChainWritePayloads["unbindHolder"],
  answer: ChainAnswers["unbindHolder"],
): Promise<string> {
  const id = subjectOf(payload.operation);
  const { licenceId } = await lockLicence(tx, id);
  const { count } = await tx.seat.updateMany({
    where: { id, state: { in: ["CLAIMED", "BOUND"] } },
    data: { state: "RELEASED", version: { increment: 1 }, releasedAt: instantOf(answer.at) },
  });
  if (count === 0) return licenceId;
  await tx.seatRebind.updateMany({
    where: { seatId: id, state: "ASKED" },
    data: { state: "DECLINED", version: { increment: 1 } },
  });
  await announceRelease(tx, id, payload.reason as ReleaseReason);
  return licenceId;
}

/**
 * What it means that the registry refused to take a licence from its holder (it was revoked before): the seat stays as it is, and
 * may be released again.
 */
export async function refuseRelease(): Promise<void> {}

/**
 * What it means that a licence was certainly bound to its holder's other identity: the seat is that identity's. Gives the licence,
 * for the rooms that follow it. Settling again changes nothing.
 */
export async function settleRebinding(
  tx: Tx,
  payload: ChainWritePayloads["rebindHolder"],
  answer: ChainAnswers["rebindHolder"],
): Promise<string> {
  const id = subjectOf(payload.operation);
  const { seatId, userId, principal, salt, commitment } = await tx.seatRebind.findUniqueOrThrow({ where: { id } });
  const { licenceId } = await lockLicence(tx, seatId);
  const { count } = await tx.seatRebind.updateMany({
    where: { id, state: "CONFIRMED" },
    data: { state: "DONE", version: { increment: 1 } },
  });
  if (count === 0) return licenceId;
  await tx.seat.updateMany({
    where: { id: seatId, state: "BOUND" },
    data: {
      ...{ userId, principal, salt, commitment, version: { increment: 1 } },
      ...{ boundAt: instantOf(answer.at), block: BigInt(answer.block) },
    },
  });
  await announceRebind(tx, id, "seatMoved");
  return licenceId;
}

/**
 * What it means that the registry refused the other identity (the licence was suspended or taken back before): the seat stays its
 * holder's as it was, and who asked is told. Refused because of the portal's own role, or for want
 * of room, it is the operator's to send again.
 */
export async function refuseRebinding(
  tx: Tx,
  payload: ChainWritePayloads["rebindHolder"],
  refusal: ChainRefusal,
): Promise<void> {
  if (isOperatorsToMend(refusal.code)) return;
  const id = subjectOf(payload.operation);
  const { count } = await tx.seatRebind.updateMany({
    where: { id, state: "CONFIRMED" },
    data: { state: "DECLINED", version: { increment: 1 } },
  });
  if (count > 0) await announceRebind(tx, id, "seatNotMoved");
}

/** Locked, so that an account opened for the licence at this very moment sees the change or is seen by it. */
async function lockLicence(tx: Tx, seatId: string): Promise<{ licenceId: string }> {
  const seat = await tx.seat.findUniqueOrThrow({ where: { id: seatId }, select: { licenceId: true } });
  await tx.$queryRaw`SELECT 1 FROM "Licence" WHERE id = ${seat.licenceId}::uuid FOR UPDATE`;
  return seat;
}

/** What an operation is about: `unbind:<seat>:<version>`, `rebind:<wish>`. */
function subjectOf(operation: string): string {
  return operation.split(":")[1] ?? "";
}
