import { knownRule } from "../../chain/rule.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { requestChainWrite } from "../../platform/chain/outbox.ts";
import { readSignedCall } from "../../platform/chain/readSignedCall.ts";
import { approvalArgument } from "../../platform/chain/signedCall.ts";
import { identityTrust } from "../../platform/chain/trust.ts";
import { config } from "../../platform/config.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { SignatureState, SignedKind } from "../../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { signatureFailures } from "./rules.ts";

/** What approvers sign, as the registry knows it: the code of a batch or the id of an operation, and its hashes in hex. */
export type Signable = { code: string; planHash: string | null; manifestHash: string | null };

/** What that is in the portal. */
export type SignedSubject = { kind: SignedKind; id: string };

/** A signature under one thing as it is now. */
export type Signature = {
  userId: string;
  name: string;
  principal: string;
  state: SignatureState;
  refusal: string | null;
  signedAt: Date;
};

/**
 * How many signatures it takes before the registry does it, by its policy as it was last read: none where there is nothing to sign,
 * as with a batch that awards nothing.
 */
export async function signaturesNeeded(tx: Tx, { manifestHash }: Pick<Signable, "manifestHash">): Promise<number> {
  return manifestHash === null ? 0 : signaturesAsked(tx);
}

/** How many signatures the registry asks for as its policy was last read; none before it was ever read. */
export async function signaturesAsked(tx: Tx): Promise<number> {
  return (await knownRule(tx))?.approvals ?? 0;
}

/** The signatures under this and nothing else, the earliest first. */
export async function signaturesOf(tx: Tx, { code, planHash, manifestHash }: Signable): Promise<Signature[]> {
  if (planHash === null || manifestHash === null) return [];
  const rows = await tx.signature.findMany({
    where: { code, planHash: bytes(planHash), manifestHash: bytes(manifestHash) },
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

/** How many signatures it still lacks: only those count that the registry has certified. `atMost` is how many such a thing ever takes. */
export async function signaturesMissing(
  tx: Tx,
  signable: Signable,
  atMost = Number.POSITIVE_INFINITY,
): Promise<number> {
  const needed = Math.min(atMost, await signaturesNeeded(tx, signable));
  if (needed === 0) return 0;
  const certified = (await signaturesOf(tx, signable)).filter(({ state }) => state === "CERTIFIED");
  return Math.max(0, needed - new Set(certified.map(({ principal }) => principal)).size);
}

/** Whose signature is on its way or certified. */
export function isLive({ state }: Pick<Signature, "state">): boolean {
  return state === "SENT" || state === "CERTIFIED";
}

/** The codes of those among them under which somebody's signature is on its way or certified. */
export async function codesSigned(tx: Tx, signables: readonly Signable[]): Promise<Set<string>> {
  const known = new Map(signables.map((signable) => [signable.code, signable]));
  const rows = await tx.signature.findMany({
    where: { code: { in: [...known.keys()] }, state: { in: ["SENT", "CERTIFIED"] } },
    select: { code: true, planHash: true, manifestHash: true },
  });
  const hex = (hash: Uint8Array) => Buffer.from(hash).toString("hex");
  const isOf = (signable: Signable | undefined, row: (typeof rows)[number]) =>
    signable?.planHash === hex(row.planHash) && signable.manifestHash === hex(row.manifestHash);
  return new Set(rows.filter((row) => isOf(known.get(row.code), row)).map(({ code }) => code));
}

/**
 * Takes an approver's own signature (base64 of the envelope), provided that it is exactly theirs and under exactly this, and puts
 * it on its way to the registry. The portal hands it on; it could not make one.
 * Errors: internetIdentityNeeded, signatureWrong, signatureExpired, alreadyDone (one of theirs is there or on its way).
 */
export async function takeSignature(
  tx: Tx,
  actor: Person,
  signable: Signable & { subject: SignedSubject },
  signature: string,
  now: Date,
): Promise<Result<void>> {
  const { principal } = actor;
  const { code, planHash, manifestHash, subject } = signable;
  if (principal === null) return fail("internetIdentityNeeded");
  if (planHash === null || manifestHash === null) return fail("wrongState");
  const approval = { batchId: code, manifestHash, planHash };
  const canister = config().network.canisters.licence_registry;
  const expected = { canister, methods: ["approveBatch"] as const, argument: approvalArgument(approval) };
  const read = await readSignedCall(fromBase64(signature), expected, identityTrust(config()), now);
  if (!read.ok) return fail(signatureFailures[read.fault], { values: { fault: read.fault } });
  if (read.call.principal !== principal) return fail("signatureWrong", { values: { fault: "sender" } });
  const live = await tx.signature.count({
    where: { code, principal, state: { in: ["SENT", "CERTIFIED"] } },
  });
  if (live > 0) return fail("alreadyDone");
  const { requestId, expiresAt } = read.call;
  const { id: writeId } = await requestChainWrite(tx, {
    key: `approve:${code}:${requestId}`,
    kind: "approveBatch",
    payload: { ...approval, principal, envelope: signature, expiresAt: expiresAt.toISOString() },
  });
  // The very same envelope again, after the registry said no to it.
  if ((await tx.signature.count({ where: { writeId } })) > 0) return fail("alreadyDone");
  await tx.signature.create({
    data: {
      ...{ code, subjectKind: subject.kind, subjectId: subject.id },
      ...{ userId: actor.userId, principal, writeId, signedAt: now },
      ...{ planHash: bytes(planHash), manifestHash: bytes(manifestHash) },
    },
  });
  return ok(undefined);
}

/**
 * Has the registry take out for good what somebody signed, by its id here: under this code it is not done any more. Only where a signature is certified
 * or on its way, since the registry takes nothing out that nobody approved. Call with what was signed locked: no signature comes after.
 */
export async function dropSigned(tx: Tx, { code }: Pick<Signable, "code">, reason: string): Promise<void> {
  const signature = await tx.signature.findFirst({
    where: { code, state: { in: ["SENT", "CERTIFIED"] } },
    select: { subjectId: true },
  });
  if (signature === null) return;
  const operation = `drop:${code}`;
  await requestChainWrite(tx, {
    key: operation,
    kind: "dropBatch",
    payload: { operation, batchId: code, reason, decision: signature.subjectId },
  });
}

function bytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(hex, "hex"));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "base64"));
}
