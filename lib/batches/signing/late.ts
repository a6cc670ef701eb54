import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import { planOf } from "../steps.ts";
import { isLive, signaturesNeeded, signaturesOf } from "./steps.ts";

/** An approved batch whose window is over and that waits for signatures. */
export type UnsignedBatch = {
  id: string;
  code: string;
  /** Since when it could have been released. */
  since: Date;
  certified: number;
  needed: number;
  /** Who owes one: whoever proposed or approved it and has none there or on its way. */
  owners: string[];
};

/** At most this many are listed, the longest waiting first. */
const listedAtMost = 50;

/** Batches that wait for signatures though their window is over, the longest waiting first; none for whoever may not read them. */
export async function unsignedBatches(actor: Actor, now = new Date()): Promise<UnsignedBatch[]> {
  if (!may(actor, "batches.read")) return [];
  const batches = await db().batch.findMany({
    where: { state: "APPROVED", releaseAt: { lte: now }, manifestHash: { not: null } },
    select: { id: true, releaseAt: true, approvals: { select: { approverId: true } } },
    orderBy: [{ releaseAt: "asc" }, { id: "asc" }],
    take: listedAtMost,
  });
  const rows: UnsignedBatch[] = [];
  for (const { id, releaseAt, approvals } of batches) {
    const plan = await planOf(db(), id);
    if (!plan || !releaseAt) continue;
    const [needed, signatures] = [await signaturesNeeded(db(), plan), await signaturesOf(db(), plan)];
    const certified = signatures.filter(({ state }) => state === "CERTIFIED").length;
    if (certified >= needed) continue;
    const live = signatures.filter(isLive);
    const deciders = [plan.proposedById ?? "", ...approvals.map(({ approverId }) => approverId)];
    const owing = deciders.filter((userId) => !live.some((signature) => signature.userId === userId));
    const people = await db().user.findMany({ where: { id: { in: owing } }, select: { name: true } });
    const owners = people.map(({ name }) => name).sort();
    rows.push({ id, code: plan.code, since: releaseAt, certified, needed, owners });
  }
  return rows;
}
