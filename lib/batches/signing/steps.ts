import { knownRule } from "../../chain/rule.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { requestChainWrite } from "../../platform/chain/outbox.ts";
import { readSignedCall } from "../../platform/chain/readSignedCall.ts";
import { approvalArgument } from "../../platform/chain/signedCall.ts";
import { identityTrust } from "../../platform/chain/trust.ts";
import { config } from "../../platform/config.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { SignatureState } from "../../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import type { Plan } from "../steps.ts";
import { signatureFailures } from "./rules.ts";

/** A batch as far as signatures go; hashes in hex. */
export type Signable = Pick<Plan, "id" | "code" | "planHash" | "manifestHash">;

/** A signature under the present plan of a batch. */
export type Signature = {
  userId: string;
  name: string;
  principal: string;
  state: SignatureState;
  refusal: string | null;
  signedAt: Date;
};

/**
 * How many signatures a batch takes before its release, by the registry's policy as it was last read: none for a batch that awards
 * nothing.
 */
export async function signaturesNeeded(tx: Tx, { manifestHash }: Pick<Signable, "manifestHash">): Promise<number> {
  return manifestHash === null ? 0 : signaturesAsked(tx);
}

/** How many signatures the registry asks for under a batch that awards something, as its policy was last read; none before it was ever read. */
export async function signaturesAsked(tx: Tx): Promise<number> {
  return (await knownRule(tx))?.approvals ?? 0;
}

/** The signatures under the plan and the licences of a batch as they are now, the earliest first. */
export async function signaturesOf(tx: Tx, batch: Signable): Promise<Signature[]> {
  const { id: batchId, planHash, manifestHash } = batch;
  if (planHash === null || manifestHash === null) return [];
  const rows = await tx.batchSignature.findMany({
    where: { batchId, planHash: bytes(planHash), manifestHash: bytes(manifestHash) },
    orderBy: [{ signedAt: "asc" }, { id: "asc" }],
  });
  const people = await tx.user.findMany({
    where: { id: { in: rows.map(({ userId }) => userId) } },
    select: { id: true, name: true },
  });
  return rows.map(({ userId, principal, state, refusal, signedAt }) => ({
    ...{ userId, principal, state, refusal, signedAt },
    name: people.find(({ id }) => id === userId)?.name ?? "",
  }));
}

/** How many signatures a batch still lacks before it can be released: only those count that the registry has certified. */
export async function signaturesMissing(tx: Tx, batch: Signable): Promise<number> {
  const needed = await signaturesNeeded(tx, batch);
  if (needed === 0) return 0;
  const certified = (await signaturesOf(tx, batch)).filter(({ state }) => state === "CERTIFIED");
  return Math.max(0, needed - new Set(certified.map(({ principal }) => principal)).size);
}

/**
 * Takes an approver's own signature under a batch (base64 of the envelope), provided that it is exactly theirs, under exactly this
 * batch, and puts it on its way to the registry. The portal hands it on; it could not make one.
 * Errors: internetIdentityNeeded, signatureWrong, signatureExpired, alreadyDone (one of theirs is there or on its way).
 */
export async function takeSignature(
  tx: Tx,
  actor: Person,
  batch: Signable,
  signature: string,
  now: Date,
): Promise<Result<void>> {
  const { principal } = actor;
  const { id: batchId, code, planHash, manifestHash } = batch;
  if (principal === null) return fail("internetIdentityNeeded");
  if (planHash === null || manifestHash === null) return fail("wrongState");
  const approval = { batchId: code, manifestHash, planHash };
  const canister = config().network.canisters.licence_registry;
  const expected = { canister, methods: ["approveBatch"] as const, argument: approvalArgument(approval) };
  const read = await readSignedCall(fromBase64(signature), expected, identityTrust(config()), now);
  if (!read.ok) return fail(signatureFailures[read.fault], { values: { fault: read.fault } });
  if (read.call.principal !== principal) return fail("signatureWrong", { values: { fault: "sender" } });
  const live = await tx.batchSignature.count({
    where: { batchId, principal, state: { in: ["SENT", "CERTIFIED"] } },
  });
  if (live > 0) return fail("alreadyDone");
  const { requestId, expiresAt } = read.call;
  const { id: writeId } = await requestChainWrite(tx, {
    key: `approve:${code}:${requestId}`,
    kind: "approveBatch",
    payload: { ...approval, principal, envelope: signature, expiresAt: expiresAt.toISOString() },
  });
  // The very same envelope again, after the registry said no to it.
  if ((await tx.batchSignature.count({ where: { writeId } })) > 0) return fail("alreadyDone");
  await tx.batchSignature.create({
    data: {
      ...{ batchId, userId: actor.userId, principal, writeId, signedAt: now },
      ...{ planHash: bytes(planHash), manifestHash: bytes(manifestHash) },
    },
  });
  return ok(undefined);
}

/** Has the registry take a batch out for good that somebody signed: it will not be released under this code any more. */
export async function dropSigned(tx: Tx, batch: { id: string; code: string }, reason: string): Promise<void> {
  if ((await tx.batchSignature.count({ where: { batchId: batch.id } })) === 0) return;
  const operation = `drop:${batch.code}`;
  await requestChainWrite(tx, {
    key: operation,
    kind: "dropBatch",
    payload: { operation, batchId: batch.code, reason },
  });
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "base64"));
}
