import { dropReasons } from "../../batches/signing/rules.ts";
import { dropSigned } from "../../batches/signing/steps.ts";
import { actHash } from "../../platform/chain/encoding.ts";
import { requestChainWrite } from "../../platform/chain/outbox.ts";
import { nanoseconds } from "../../platform/chain/writes.ts";
import type { Tx } from "../../platform/db/client.ts";
import { isDecided } from "../jointly.ts";
import { mayHoldSeat, renewedUntil, renewReason } from "../rules.ts";

/** A licence that is to go on: its number as the registry knows it, and when it is to end. */
export type Renewing = { itemId: string; licenceId: string; number: string; from: Date; until: Date };

/** A renewal, locked; null where there is none. */
export async function lockedRenewal(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT 1 FROM "Renewal" WHERE id = ${id}::uuid FOR UPDATE`;
  return tx.renewal.findUnique({ where: { id } });
}

/** The licences of a renewal that are in force, in the order in which they are signed, with the ends that they would have. */
export async function renewable(tx: Tx, renewalId: string, now: Date): Promise<Renewing[]> {
  const items = await tx.renewalItem.findMany({
    where: { renewalId, live: true },
    include: { licence: { include: { programme: { select: { validDays: true } } } } },
    orderBy: { id: "asc" },
  });
  return items.flatMap(({ id, licenceId, licence }) => {
    const { number, validUntil, programme } = licence;
    if (validUntil === null || !mayHoldSeat(licence, now)) return [];
    return { itemId: id, licenceId, number, from: validUntil, until: renewedUntil(validUntil, programme.validDays) };
  });
}

/** The licences of a renewal and their new ends as they were proposed, in the order in which they are signed. */
export async function proposedRenewals(tx: Tx, renewalId: string): Promise<Renewing[]> {
  const items = await tx.renewalItem.findMany({
    where: { renewalId, validUntil: { not: null } },
    include: { licence: { select: { number: true, validUntil: true } } },
    orderBy: { id: "asc" },
  });
  return items.flatMap(({ id, licenceId, validUntil: until, licence: { number, validUntil: from } }) =>
    until === null || from === null ? [] : { itemId: id, licenceId, number, from, until },
  );
}

/** The act that is signed. */
export function renewalAct(renewalId: string, renewals: readonly Renewing[]) {
  return {
    kind: "renewBatch" as const,
    reason: renewReason,
    decision: renewalId,
    renewals: renewals.map(({ number, until }) => ({ number, validUntil: nanoseconds(until) })),
  };
}

/** What is signed for a renewal: 32 bytes. */
export function renewalHash(renewalId: string, renewals: readonly Renewing[]): Uint8Array<ArrayBuffer> {
  return actHash(renewalAct(renewalId, renewals));
}

/** Is every licence of a proposed renewal in force, and to end when it was proposed? */
export async function isAsProposed(tx: Tx, renewalId: string, now: Date): Promise<boolean> {
  const hash = (renewals: readonly Renewing[]) => Buffer.from(renewalHash(renewalId, renewals)).toString("hex");
  return hash(await renewable(tx, renewalId, now)) === hash(await proposedRenewals(tx, renewalId));
}

/**
 * Asks the registry for a renewal once enough have approved it and their signatures are certified, never before; gives whether. Waits
 * for whoever is doing the same.
 */
export async function sendRenewalWhenDecided(tx: Tx, id: string, now: Date): Promise<boolean> {
  const renewal = await lockedRenewal(tx, id);
  if (renewal?.state !== "PROPOSED") return false;
  const { operation, contentHash, proposedById, approverIds, institutionId } = renewal;
  if (operation === null || contentHash === null || proposedById === null) return false;
  const act = { operation, contentHash, proposedById, approverIds, institutionId, isAlone: false };
  if (!(await isDecided(tx, act, now))) return false;
  await tx.renewal.update({
    where: { id },
    data: { state: "APPROVED", version: { increment: 1 }, decidedById: approverIds.at(-1) ?? null, decidedAt: now },
  });
  const { kind, ...content } = renewalAct(id, await proposedRenewals(tx, id));
  await requestChainWrite(tx, { key: operation, kind, payload: { operation, ...content } });
  return true;
}

/** A renewal is asked for as before its proposal, which is taken out of the registry for good. Call with it locked. */
export async function askAgain(
  tx: Tx,
  { id, operation }: { id: string; operation: string | null },
  reason: (typeof dropReasons)["replaced" | "refused"],
): Promise<void> {
  const undecided = { proposedById: null, proposedAt: null, approverIds: [], decidedById: null, decidedAt: null };
  await tx.renewal.update({
    where: { id },
    data: { ...undecided, state: "ASKED", version: { increment: 1 }, operation: null, contentHash: null },
  });
  await tx.renewalItem.updateMany({ where: { renewalId: id }, data: { validUntil: null } });
  if (operation !== null) await dropSigned(tx, { code: operation }, dropReasons[reason]);
}
