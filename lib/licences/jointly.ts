import {
  type Signable,
  type SignedSubject,
  signaturesAsked,
  signaturesMissing,
  takeSignature,
} from "../batches/signing/steps.ts";
import { isClose } from "../desk/closeness.ts";
import type { Person } from "../platform/auth/actor.ts";
import { heldAt } from "../platform/auth/held.ts";
import type { Tx } from "../platform/db/client.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";

/**
 * An act on licences of one institution that one approver proposed and others approve, each with a signature of their own; or one that
 * its proposer does alone.
 */
export type JointAct = {
  isAlone: boolean;
  operation: string;
  contentHash: Uint8Array;
  institutionId: string;
  proposedById: string;
  approverIds: readonly string[];
};

/** The act as it is signed: its hash stands for the manifest and for the plan. */
export function signableAct({ operation, contentHash }: Pick<JointAct, "operation" | "contentHash">): Signable {
  const hash = Buffer.from(contentHash).toString("hex");
  return { code: operation, manifestHash: hash, planHash: hash };
}

/** How many have to sign it, and how many have to approve it besides its proposer, whose signature is one of those. */
export async function wantedFor(tx: Tx, { isAlone }: Pick<JointAct, "isAlone">) {
  const asked = await signaturesAsked(tx);
  return isAlone
    ? { signatures: Math.min(1, asked), approvals: 0 }
    : { signatures: asked, approvals: Math.max(1, asked - 1) };
}

/**
 * Have as many approved as have to, and has the registry certified their signatures? Only those count who are approvers now and
 * stand close to nobody concerned. Call with the act locked.
 */
export async function isDecided(tx: Tx, act: JointAct, now: Date): Promise<boolean> {
  const approvers = await tx.user.findMany({
    where: { id: { in: [...act.approverIds] }, grants: { some: { role: "APPROVER", ...heldAt(now) } } },
    select: { id: true, email: true },
  });
  let standing = 0;
  for (const { id: userId, email } of approvers)
    if (!(await isClose(tx, { userId, email }, act.institutionId, now))) standing++;
  const { approvals, signatures } = await wantedFor(tx, act);
  return standing >= approvals && (await signaturesMissing(tx, signableAct(act), signatures)) === 0;
}

/**
 * Why somebody may not approve what another proposed, or null: `sameOfficer` (the proposer, or the proposer's identity), `alreadyDone`,
 * `conflictOfInterest`, `proposerConflicted` (the proposer stands too close by now).
 */
export async function obstacleToApproving(
  tx: Tx,
  act: Omit<JointAct, "isAlone">,
  actor: Person,
  now: Date,
): Promise<ErrorCode | null> {
  const { institutionId, proposedById, approverIds } = act;
  if (await isClose(tx, actor, institutionId, now)) return "conflictOfInterest";
  const proposer = await tx.user.findUnique({
    where: { id: proposedById },
    select: { id: true, email: true, principal: true },
  });
  const isSame = actor.principal !== null && proposer?.principal === actor.principal;
  if (proposedById === actor.userId || isSame) return "sameOfficer";
  if (approverIds.includes(actor.userId)) return "alreadyDone";
  const judge = proposer && { userId: proposer.id, email: proposer.email };
  return judge && (await isClose(tx, judge, institutionId, now)) ? "proposerConflicted" : null;
}

/**
 * Takes the approver's own signature under the act where the registry asks for one.
 * Errors: `signatureMissing`, and those of `takeSignature`.
 */
export async function signAct(
  tx: Tx,
  actor: Person,
  act: Pick<JointAct, "operation" | "contentHash"> & { subject: SignedSubject },
  signature: string | undefined,
  now: Date,
): Promise<Result<void>> {
  if (signature !== undefined)
    return takeSignature(tx, actor, { ...signableAct(act), subject: act.subject }, signature, now);
  return (await signaturesAsked(tx)) > 0
    ? fail("signatureMissing", { fields: { signature: "signatureMissing" } })
    : ok(undefined);
}
