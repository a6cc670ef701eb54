import { dropReasons } from "../../batches/signing/rules.ts";
import { dropSigned, isLive, signaturesOf } from "../../batches/signing/steps.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { announceProposal } from "../changes/announce.ts";
import { lockedChange, openChange, sendWhenDecided, subjectOf } from "../changes/send.ts";
import { obstacleToApproving, signAct, signableAct } from "../jointly.ts";
import { effectiveState, isJoint, isReasonOf, licenceAfter } from "../rules.ts";
import { ApproveChange, ProposeChange, RejectChange, SignChange } from "../schema.ts";
import { changeUnderway, isConcerned, touchLicence } from "../steps.ts";

/**
 * Proposes that a licence is reinstated, or revoked for good, with a public reason; the proposer signs it where the registry asks for
 * signatures. Other approvers decide, and are told.
 * Fails with `reasonRequired` for a reason that is not in its catalogue, `wrongState` where the table does not allow it,
 * `conflictOfInterest` for a licence of an institution that one stands close to, or one's own seat, `changeUnderway` while an earlier
 * change waits for the registry, `changeProposed` while another one waits for approvers, and as a signature does.
 */
export const proposeChange = command({
  action: "licences.proposeChange",
  schema: ProposeChange,
  run: async ({ tx, actor, input, now }) => {
    const { licenceId, version, change: kind, reason, signature } = input;
    if (!isReasonOf(kind, reason)) return fail("reasonRequired", { fields: { reason: "reasonRequired" } });
    const licence = await tx.licence.findUnique({ where: { id: licenceId } });
    if (!licence) return fail("notFound");
    if (await isConcerned(tx, licence, actor, now)) return fail("conflictOfInterest");
    const isOver = kind === "reinstate" && effectiveState(licence, now) === "EXPIRED";
    if (isOver || licenceAfter(licence.state, kind) === undefined) return fail("wrongState");
    const touched = await touchLicence(tx, licence, version);
    if (!touched.ok) return touched;
    if (await changeUnderway(tx, licenceId)) return fail("changeUnderway");
    if ((await tx.licenceChange.count({ where: { licenceId, state: "PROPOSED" } })) > 0) return fail("changeProposed");

    const opened = await openChange(tx, actor, { licence, version, kind, reason, signature }, now);
    if (!opened.ok) return opened;
    const id = opened.value;
    await announceProposal(tx, id, actor, now);
    return done(
      { licenceChangeId: id, licenceId },
      { kind: "licence", id: licenceId },
      { licenceChangeId: id, change: kind, reason },
    );
  },
});

/**
 * Another approver's yes to such a change, with their own signature where the registry asks for it. It goes to the registry once as many
 * have approved as have to and the registry has certified their signatures; gives whether it went now. Wants a fresh confirmation.
 * Fails with `wrongState` once it is decided, and for a suspension, which nobody else approves; with `sameOfficer` for the proposer,
 * `alreadyDone`, `conflictOfInterest`, `proposerConflicted`, and as a signature does.
 */
export const approveChange = command({
  action: "licences.approveChange",
  schema: ApproveChange,
  // The signature is the person's own confirmation, and another each time.
  confirmed: ({ signature: _, ...act }) => act,
  run: async ({ tx, actor, input, now }) => {
    const found = await changeFor(tx, input.licenceChangeId, actor, now);
    if (!found.ok) return found;
    const { id, licenceId, kind, reason, licence, ...change } = found.value;
    if (!isJoint(kind)) return fail("wrongState");
    const obstacle = await obstacleToApproving(tx, { ...change, institutionId: licence.institutionId }, actor, now);
    if (obstacle !== null) return fail(obstacle);
    await tx.licenceChange.update({
      where: { id },
      data: { approverIds: { push: actor.userId }, version: { increment: 1 } },
    });
    const signed = await signAct(tx, actor, { ...change, subject: subjectOf(id) }, input.signature, now);
    if (!signed.ok) return signed;
    const sent = await sendWhenDecided(tx, id, now);
    return done({ licenceId, sent }, { kind: "licence", id: licenceId }, { licenceChangeId: id, change: kind, reason });
  },
});

/**
 * A signature made anew, by whoever proposed or approved the change, or suspends alone, and whose signature ran out or was refused.
 * With that of a suspension it goes to the registry.
 * Fails with `wrongState` once it is decided, `notAllowed` for anybody else, `conflictOfInterest`, and as a signature does.
 */
export const signChange = command({
  action: "licences.signChange",
  schema: SignChange,
  run: async ({ tx, actor, input, now }) => {
    const found = await changeFor(tx, input.licenceChangeId, actor, now);
    if (!found.ok) return found;
    const { id, licenceId, proposedById, approverIds } = found.value;
    if (![proposedById, ...approverIds].includes(actor.userId)) return fail("notAllowed");
    const signed = await signAct(tx, actor, { ...found.value, subject: subjectOf(id) }, input.signature, now);
    if (!signed.ok) return signed;
    return done({ licenceId }, { kind: "licence", id: licenceId }, { licenceChangeId: id });
  },
});

/**
 * Rejects such a change with a reason, or takes one's own back: the licence stays as it is, and what was signed is taken out of the
 * registry for good. A suspension is taken back by any of them whose signature did not arrive, so that another may suspend: with its
 * signature on its way it fails with `changeUnderway`. Fails with `wrongState` once it is decided, and `conflictOfInterest`.
 */
export const rejectChange = command({
  action: "licences.rejectChange",
  schema: RejectChange,
  run: async ({ tx, actor, input, now }) => {
    const found = await changeFor(tx, input.licenceChangeId, actor, now);
    if (!found.ok) return found;
    const { id, licenceId, kind, operation } = found.value;
    const isSigned = (await signaturesOf(tx, signableAct(found.value))).some(isLive);
    if (!isJoint(kind) && isSigned) return fail("changeUnderway");
    const closed = { closedById: actor.userId, closedAt: now, rejectReason: input.reason };
    await tx.licenceChange.update({
      where: { id },
      data: { ...closed, state: "REJECTED", version: { increment: 1 } },
    });
    await dropSigned(tx, { code: operation }, dropReasons.rejected);
    return done({ licenceId }, { kind: "licence", id: licenceId }, { licenceChangeId: id });
  },
});

/** A change that waits, locked, for an approver whom it does not concern. */
async function changeFor(tx: Tx, id: string, actor: Person, now: Date) {
  const change = await lockedChange(tx, id);
  if (!change) return fail("notFound");
  if (await isConcerned(tx, change.licence, actor, now)) return fail("conflictOfInterest");
  if (change.state !== "PROPOSED") return fail("wrongState");
  return ok(change) satisfies Result<typeof change>;
}
