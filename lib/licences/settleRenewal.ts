import type { ChainRefusal } from "../platform/chain/answers.ts";
import { type ChainWritePayloads, instantOf, refusedForRole } from "../platform/chain/writes.ts";
import type { Tx } from "../platform/db/client.ts";
import { announceRenewal } from "./announceRenewal.ts";

/**
 * What a certified renewal means: the licence ends later. The institution is told once the last one of its renewal is recorded.
 * Settling again changes nothing.
 */
export async function settleRenewal(tx: Tx, payload: ChainWritePayloads["renew"]): Promise<void> {
  const item = await closeItem(tx, payload, true);
  if (!item) return;
  await tx.licence.update({
    where: { id: item.licenceId },
    data: { validUntil: instantOf(payload.validUntil), version: { increment: 1 }, endNotices: 0 },
  });
  await tellWhenLast(tx, item.renewalId);
}

/**
 * What it means that the registry refused a renewal (the licence was suspended or revoked before): it ends when it ends, and may be
 * asked for again. Refused because of the portal's own role, it is the operator's to send again.
 */
export async function refuseRenewal(
  tx: Tx,
  payload: ChainWritePayloads["renew"],
  refusal: ChainRefusal,
): Promise<void> {
  if (refusal.code === refusedForRole) return;
  const item = await closeItem(tx, payload, false);
  if (item) await tellWhenLast(tx, item.renewalId);
}

async function closeItem(tx: Tx, { operation }: { operation: string }, renewed: boolean) {
  const id = operation.split(":")[1] ?? "";
  const item = await tx.renewalItem.findUniqueOrThrow({ where: { id } });
  // Items of a renewal settle one after the other, so that exactly one of them sees itself as the last.
  await tx.$queryRaw`SELECT 1 FROM "Renewal" WHERE id = ${item.renewalId}::uuid FOR UPDATE`;
  const { count } = await tx.renewalItem.updateMany({ where: { id, live: true }, data: { live: false, renewed } });
  return count > 0 ? item : undefined;
}

async function tellWhenLast(tx: Tx, renewalId: string): Promise<void> {
  const [open, licences] = [
    await tx.renewalItem.count({ where: { renewalId, live: true } }),
    await tx.renewalItem.count({ where: { renewalId, renewed: true } }),
  ];
  if (open === 0) await announceRenewal(tx, renewalId, { letter: "renewalDone", licences });
}
