import { recordApplicationEvents } from "../applications/steps.ts";
import { dropReasons } from "../batches/signing/rules.ts";
import { dropSigned } from "../batches/signing/steps.ts";
import { moveBatch } from "../batches/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { holdersOf } from "../people/letters.ts";
import type { ChainAnswers, ChainRefusal } from "../platform/chain/answers.ts";
import { type ChainWritePayloads, instantOf, isOperatorsToMend } from "../platform/chain/writes.ts";
import type { Tx } from "../platform/db/client.ts";
import type { LicenceState } from "../platform/db/generated/enums.ts";
import { announceActive, announceBinding, announceChange, announceFailedBinding } from "./announcements.ts";
import { announceRefusedChange } from "./changes/announce.ts";
import { type ChangeReason, type LicenceChange, licenceAfter } from "./rules.ts";

/** A change of a licence's status, as the outbox holds it. */
export type StatusWrite = { kind: LicenceChange; payload: ChainWritePayloads[LicenceChange] };

/**
 * What a certified chunk means: its licences are in force from now on, under their block. Applicants whose last licence this was
 * are told; the batch whose last chunk this was is complete. Settling the same chunk again changes nothing.
 */
export async function settleIssue(
  tx: Tx,
  payload: ChainWritePayloads["issueBatch"],
  answer: ChainAnswers["issueBatch"],
): Promise<void> {
  // Chunks of a batch settle one after the other, so that exactly one of them sees itself as the last.
  const [batch] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Batch" WHERE code = ${payload.batchId} FOR UPDATE`;
  if (!batch) throw new Error("a chunk without its batch");
  const chunk = { batchId: batch.id, chunk: payload.chunk };
  const { count } = await tx.licence.updateMany({
    where: { ...chunk, state: "PENDING" },
    data: {
      state: "ACTIVE",
      version: { increment: 1 },
      issuedAt: instantOf(answer.issued),
      block: BigInt(answer.block),
    },
  });
  if (count === 0) return;
  const [fixed] = await tx.$queryRaw<{ licences: number }[]>`
    SELECT jsonb_array_length(entries) AS licences FROM "BatchChunk"
    WHERE "batchId" = ${batch.id}::uuid AND chunk = ${payload.chunk}`;
  if (count !== fixed?.licences) throw new Error(`${count} of ${fixed?.licences} licences were pending`);

  const whole = await tx.$queryRaw<{ applicationId: string }[]>`
    SELECT "applicationId" FROM "Licence" WHERE "applicationId" IN (
      SELECT "applicationId" FROM "Licence" WHERE "batchId" = ${batch.id}::uuid AND chunk = ${payload.chunk}
    ) GROUP BY "applicationId" HAVING bool_and(state <> 'PENDING') ORDER BY "applicationId"`;
  const ids = whole.map(({ applicationId }) => applicationId);
  await recordApplicationEvents(
    tx,
    ids.map((applicationId) => ({ applicationId, kind: "licencesActive" as const })),
  );
  await announceActive(tx, ids);

  if ((await tx.licence.count({ where: { batchId: batch.id, state: "PENDING" } })) === 0)
    await moveBatch(tx, { id: batch.id, from: "RELEASED", to: "COMPLETED", data: { completedAt: new Date() } });
}

/** What a certified suspension, reinstatement or revocation means. Gives the licence and its state now, for the rooms that follow it. */
export async function settleStatus(
  tx: Tx,
  { kind, payload }: StatusWrite,
): Promise<{ licenceId: string; state: LicenceState }> {
  // Locked, so that an account opened for the licence at this very moment sees the change or is seen by it.
  await tx.$queryRaw`SELECT 1 FROM "Licence" WHERE number = ${payload.number} FOR UPDATE`;
  const licence = await tx.licence.findUniqueOrThrow({ where: { number: payload.number } });
  const state = licenceAfter(licence.state, kind);
  // Settled before: what the change leads to is where the licence is.
  if (state === undefined) return { licenceId: licence.id, state: licence.state };
  await tx.licence.update({
    where: { id: licence.id },
    data: { state, version: { increment: 1 }, reason: payload.reason },
  });
  if (state === "REVOKED")
    await tx.seat.updateMany({
      where: { licenceId: licence.id, state: "OFFERED" },
      data: { state: "RELEASED", releasedAt: new Date(), version: { increment: 1 } },
    });
  await announceChange(tx, licence.id, kind, payload.reason as ChangeReason);
  return { licenceId: licence.id, state };
}

/** What a certified binding means: the seat is its holder's. */
export async function settleBinding(
  tx: Tx,
  payload: ChainWritePayloads["bindHolder"],
  answer: ChainAnswers["bindHolder"],
): Promise<void> {
  const id = seatOf(payload.operation);
  const { count } = await tx.seat.updateMany({
    where: { id, state: "CLAIMED" },
    data: { state: "BOUND", version: { increment: 1 }, boundAt: instantOf(answer.at), block: BigInt(answer.block) },
  });
  if (count > 0) await announceBinding(tx, id);
}

/**
 * What it means that the registry refused a binding (the licence was revoked before it got there): the seat is free again, and
 * the person is told. Refused because the portal's key has no role there, or there is no room, it is the operator's to mend and to send again, and the
 * seat stays claimed.
 */
export async function refuseBinding(
  tx: Tx,
  payload: ChainWritePayloads["bindHolder"],
  refusal: ChainRefusal,
): Promise<void> {
  if (isOperatorsToMend(refusal.code)) return;
  const id = seatOf(payload.operation);
  const { count } = await tx.seat.updateMany({
    where: { id, state: "CLAIMED" },
    data: { state: "RELEASED", version: { increment: 1 }, releasedAt: new Date() },
  });
  if (count > 0) await announceFailedBinding(tx, id);
}

/**
 * What it means that the registry refused a chunk (its caps are lower than the portal's, or a number exists): the licences stay
 * pending with their places kept, and the operators, whose it is to set right what it named, are told.
 */
export async function refuseIssue(
  tx: Tx,
  payload: ChainWritePayloads["issueBatch"],
  refusal: ChainRefusal,
  at: Date,
): Promise<void> {
  const { id } = await tx.batch.findUniqueOrThrow({ where: { code: payload.batchId }, select: { id: true } });
  for (const { email, locale } of await holdersOf(tx, ["OPERATOR"], at)) {
    if (email === null) continue;
    const link = linkTo(`/desk/batches/${id}`, locale);
    const values = { batch: payload.batchId, part: payload.chunk + 1, parts: payload.chunks, code: refusal.code, link };
    await notify(tx, { to: email, locale, letter: "partRefused", values });
  }
}

/**
 * What it means that the registry refused a change of status: the licence stays as it is. The write is no longer under way,
 * so the officer sees the refusal in the licence's history and may ask for another change; who decided it together is told.
 */
export async function refuseStatus(
  tx: Tx,
  payload: ChainWritePayloads[LicenceChange],
  refusal: ChainRefusal,
): Promise<void> {
  const change = await tx.licenceChange.findUnique({ where: { operation: payload.operation }, select: { id: true } });
  if (!change) return;
  // Nobody may do later, on the same approvals, what was refused now.
  await dropSigned(tx, { code: payload.operation }, dropReasons.refused);
  await announceRefusedChange(tx, change.id, refusal.code);
}

function seatOf(operation: string): string {
  return operation.slice(operation.indexOf(":") + 1);
}
