import type { z } from "zod";
import { dropReasons } from "../../batches/signing/rules.ts";
import { dropSigned } from "../../batches/signing/steps.ts";
import { isClose, type Judge } from "../../desk/closeness.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { RenewalState } from "../../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { obstacleToApproving, signAct } from "../jointly.ts";
import { announceRenewal } from "../renewals/announce.ts";
import {
  askAgain,
  isAsProposed,
  lockedRenewal,
  renewable,
  renewalHash,
  sendRenewalWhenDecided,
} from "../renewals/renewing.ts";
import { isRenewalStep, renewalsConfirmed, writeKeys } from "../rules.ts";
import { ApproveRenewal, ApproveRenewals, DeclineRenewal, ProposeRenewal, SignRenewal } from "../schema.ts";

/**
 * The first of two decisions: each licence of a renewal that is still in force is to end later by as many days as the programme gives,
 * what is no longer in force falls out, and another approver is to approve exactly that. The proposer signs it where the registry asks
 * for signatures. Gives how many there are.
 * Fails with `wrongState` once it is proposed or decided, `conflictOfInterest` for an institution that one stands close to,
 * `nothingToRenew` where none is left, `planChanged` where it is another list than was looked at, and as a signature does.
 */
export const proposeRenewal = command({
  action: "licences.proposeRenewal",
  schema: ProposeRenewal,
  run: async ({ tx, actor, input, now }) => {
    const { renewalId, version, signature } = input;
    const found = await renewalFor(tx, renewalId, "PROPOSED", actor, now);
    if (!found.ok) return found;
    const renewals = await renewable(tx, renewalId, now);
    if (renewals.length === 0) return fail("nothingToRenew");
    const contentHash = renewalHash(renewalId, renewals);
    if (input.contentHash !== undefined && input.contentHash !== Buffer.from(contentHash).toString("hex"))
      return fail("planChanged");
    const operation = writeKeys.renew(renewalId, version);
    const { count } = await tx.renewal.updateMany({
      where: { id: renewalId, state: "ASKED", version },
      data: {
        ...{ state: "PROPOSED", version: { increment: 1 }, operation, contentHash },
        ...{ proposedById: actor.userId, proposedAt: now },
      },
    });
    if (count === 0) return fail("changedMeanwhile");
    await tx.renewalItem.updateMany({
      where: { renewalId, id: { notIn: renewals.map(({ itemId }) => itemId) } },
      data: { live: false },
    });
    for (const until of new Set(renewals.map((one) => one.until.getTime()))) {
      const ids = renewals.flatMap((one) => (one.until.getTime() === until ? [one.itemId] : []));
      await tx.renewalItem.updateMany({ where: { id: { in: ids } }, data: { validUntil: new Date(until) } });
    }
    const signed = await signAct(tx, actor, { operation, contentHash, subject: subjectOf(renewalId) }, signature, now);
    if (!signed.ok) return signed;
    const licences = renewals.length;
    return done({ renewalId, licences }, { kind: "renewal", id: renewalId }, { licences });
  },
});

/**
 * Another approver's yes to a renewal as it was proposed, with their own signature where the registry asks for it. The registry is asked
 * to move the ends once as many have approved as have to and it has certified their signatures. Wants a fresh confirmation.
 * Gives whether it was approved: where a licence of it is no longer in force it is not, and is asked for again, to be proposed anew.
 * Fails with `wrongState` unless it is proposed, `changedMeanwhile`, `sameOfficer`, `alreadyDone`, `conflictOfInterest`,
 * `proposerConflicted`, and as a signature does.
 */
export const approveRenewal = command({
  action: "licences.approveRenewal",
  schema: ApproveRenewal,
  // The signature is the person's own confirmation, and another each time.
  confirmed: ({ signature: _, ...act }) => act,
  run: async ({ tx, actor, input, now }) => {
    const approved = await approve(tx, actor, input, now);
    if (!approved.ok) return approved;
    const said = { approved: approved.value };
    return done({ renewalId: input.renewalId, ...said }, { kind: "renewal", id: input.renewalId }, said);
  },
});

/**
 * The same yes to several renewals at once, by one fresh confirmation of exactly these: all of them or none, each with its own signature
 * and its own line of the audit. Gives how many were approved. Fails as `approveRenewal` does, with the first that is in the way.
 */
export const approveRenewals = command({
  action: "licences.approveRenewal",
  schema: ApproveRenewals,
  confirmed: ({ renewals }) => renewalsConfirmed(renewals.map(({ renewalId: id, version }) => ({ id, version }))),
  run: async ({ tx, actor, input, now }) => {
    const each = [];
    // In the order of their ids, so that nobody waits for whoever waits for them.
    for (const one of input.renewals.toSorted((a, b) => (a.renewalId < b.renewalId ? -1 : 1))) {
      const approved = await approve(tx, actor, one, now);
      if (!approved.ok) return approved;
      each.push({ subject: { kind: "renewal" as const, id: one.renewalId }, audit: { approved: approved.value } });
    }
    return ok({ value: { approved: each.filter(({ audit }) => audit.approved).length }, each });
  },
});

/**
 * A signature made anew, by whoever proposed or approved the renewal and whose signature ran out or was refused.
 * Fails with `wrongState` unless it is proposed, `notAllowed` for anybody else, `conflictOfInterest`, and as a signature does.
 */
export const signRenewal = command({
  action: "licences.signRenewal",
  schema: SignRenewal,
  run: async ({ tx, actor, input, now }) => {
    const { renewalId, signature } = input;
    const found = await renewalFor(tx, renewalId, "APPROVED", actor, now);
    if (!found.ok) return found;
    const { operation, contentHash, proposedById, approverIds } = found.value;
    if (operation === null || contentHash === null) return fail("wrongState");
    if (![proposedById, ...approverIds].includes(actor.userId)) return fail("notAllowed");
    const signed = await signAct(tx, actor, { operation, contentHash, subject: subjectOf(renewalId) }, signature, now);
    if (!signed.ok) return signed;
    return done({ renewalId }, { kind: "renewal", id: renewalId });
  },
});

/**
 * Declines a renewal, asked for or proposed, with a reason that the institution is told. The licences end when they end, and what was
 * signed is taken out of the registry for good.
 */
export const declineRenewal = command({
  action: "licences.declineRenewal",
  schema: DeclineRenewal,
  run: async ({ tx, actor, input, now }) => {
    const { renewalId, version, reason } = input;
    const found = await renewalFor(tx, renewalId, "DECLINED", actor, now);
    if (!found.ok) return found;
    const { count } = await tx.renewal.updateMany({
      where: { id: renewalId, state: found.value.state, version },
      data: { state: "DECLINED", version: { increment: 1 }, decidedById: actor.userId, decidedAt: now, reason },
    });
    if (count === 0) return fail("changedMeanwhile");
    await tx.renewalItem.updateMany({ where: { renewalId }, data: { live: false } });
    if (found.value.operation !== null) await dropSigned(tx, { code: found.value.operation }, dropReasons.rejected);
    await announceRenewal(tx, renewalId, { letter: "renewalDeclined", reason });
    return done({ renewalId }, { kind: "renewal", id: renewalId }, { reason });
  },
});

/** The yes itself; false where it is asked for again instead. */
async function approve(
  tx: Tx,
  actor: Person,
  { renewalId, version, signature }: z.output<typeof ApproveRenewal>,
  now: Date,
): Promise<Result<boolean>> {
  const found = await renewalFor(tx, renewalId, "APPROVED", actor, now);
  if (!found.ok) return found;
  const { operation, contentHash, proposedById, approverIds, institutionId } = found.value;
  if (operation === null || contentHash === null || proposedById === null) return fail("wrongState");
  if (found.value.version !== version) return fail("changedMeanwhile");
  const act = { operation, contentHash, proposedById, approverIds, institutionId };
  const obstacle = await obstacleToApproving(tx, act, actor, now);
  if (obstacle !== null) return fail(obstacle);
  if (!(await isAsProposed(tx, renewalId, now))) {
    await askAgain(tx, { id: renewalId, operation }, "replaced");
    return ok(false);
  }
  await tx.renewal.update({
    where: { id: renewalId },
    data: { approverIds: { push: actor.userId }, version: { increment: 1 } },
  });
  const signed = await signAct(tx, actor, { operation, contentHash, subject: subjectOf(renewalId) }, signature, now);
  if (!signed.ok) return signed;
  await sendRenewalWhenDecided(tx, renewalId, now);
  return ok(true);
}

async function renewalFor(tx: Tx, id: string, to: RenewalState, officer: Judge, now: Date) {
  const renewal = await lockedRenewal(tx, id);
  if (!renewal) return fail("notFound");
  if (await isClose(tx, officer, renewal.institutionId, now)) return fail("conflictOfInterest");
  if (!isRenewalStep(renewal.state, to)) return fail("wrongState");
  return ok(renewal) satisfies Result<typeof renewal>;
}

function subjectOf(id: string) {
  return { kind: "RENEWAL" as const, id };
}
