import { heldAt } from "../../platform/auth/held.ts";
import type { Tx } from "../../platform/db/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { approvalsNeeded } from "../../programmes/changes/rules.ts";
import { signaturesAsked } from "../signing/steps.ts";
import { obstacleToTakingPart, type Plan } from "../steps.ts";

/** An approval of a batch; one that no longer counts is that of somebody who could not decide on it now. */
export type Approval = { approverId: string; name: string; approvedAt: Date; counts: boolean };

/** How far a batch is with its approvals. */
export type Quorum = { needed: number; approvals: Approval[] };

/** The seats that a plan awards. */
export function seatsOf(plan: Pick<Plan, "items">): number {
  return plan.items.reduce((sum, item) => sum + item.seats, 0);
}

/** How many have to approve a batch of so many seats besides its proposer, by the programme's rules as they are and the registry's policy. */
export async function quorumNow(tx: Tx, programmeId: string, seats: number): Promise<number> {
  const rules = await tx.quorumRule.findMany({ where: { programmeId }, select: { above: true, approvals: true } });
  // The proposer's signature is one of those that the registry asks for.
  const asked = seats > 0 ? (await signaturesAsked(tx)) - 1 : 0;
  return Math.max(approvalsNeeded(rules, seats), asked);
}

/**
 * The approvals of a batch's present plan and how many it needs: by the rule when it was proposed or the rule now, whichever asks
 * for more. Only those count who are approvers now, did not propose it and could decide on each of its applications today.
 */
export async function quorumOf(tx: Tx, plan: Plan, now: Date): Promise<Quorum> {
  const [batch, current] = [
    await tx.batch.findUniqueOrThrow({ where: { id: plan.id }, select: { quorum: true, approvals: true } }),
    await quorumNow(tx, plan.programmeId, seatsOf(plan)),
  ];
  const applicationIds = plan.items.map((item) => item.applicationId);
  const people = await tx.user.findMany({
    where: { id: { in: batch.approvals.map(({ approverId }) => approverId) } },
    select: { id: true, name: true, email: true, grants: { where: { role: "APPROVER", ...heldAt(now) } } },
  });
  const approvals: Approval[] = [];
  for (const { approverId, approvedAt, planHash } of batch.approvals) {
    const person = people.find(({ id }) => id === approverId);
    if (!person || Buffer.from(planHash).toString("hex") !== plan.planHash) continue;
    const judge = { userId: approverId, email: person.email };
    const counts =
      person.grants.length > 0 &&
      approverId !== plan.proposedById &&
      (await obstacleToTakingPart(tx, judge, applicationIds)) === null;
    approvals.push({ approverId, name: person.name, approvedAt, counts });
  }
  approvals.sort((a, b) => a.approvedAt.getTime() - b.approvedAt.getTime());
  return { needed: Math.max(batch.quorum ?? 1, current), approvals };
}

/** The ids of a batch's decisions that somebody has not opened yet. */
export async function unopenedItems(tx: Tx, batchId: string, userId: string): Promise<string[]> {
  const items = await tx.batchItem.findMany({
    where: { batchId, views: { none: { userId } } },
    select: { id: true },
  });
  return items.map(({ id }) => id);
}

/**
 * Writes an approver's yes down, once they have opened every decision. Gives whether the quorum is reached by it.
 * Call with the batch locked and the approver's right to decide on it asked. Errors: `alreadyDone`, `itemsUnopened`,
 * `proposerConflicted` (whoever proposed it could not decide on it today).
 */
export async function giveApproval(tx: Tx, plan: Plan, approverId: string, now: Date): Promise<Result<boolean>> {
  if (plan.planHash === null) return fail("planChanged");
  const before = await quorumOf(tx, plan, now);
  if (before.approvals.some((approval) => approval.approverId === approverId)) return fail("alreadyDone");
  const unopened = await unopenedItems(tx, plan.id, approverId);
  if (unopened.length > 0) return fail("itemsUnopened", { values: { count: unopened.length } });
  const proposer = await tx.user.findUnique({
    where: { id: plan.proposedById ?? "" },
    select: { id: true, email: true },
  });
  const applicationIds = plan.items.map((item) => item.applicationId);
  if (
    proposer &&
    (await obstacleToTakingPart(tx, { userId: proposer.id, email: proposer.email }, applicationIds)) !== null
  )
    return fail("proposerConflicted");
  await tx.batchApproval.create({
    data: {
      ...{ batchId: plan.id, approverId, approvedAt: now },
      planHash: Uint8Array.from(Buffer.from(plan.planHash, "hex")),
    },
  });
  const standing = before.approvals.filter(({ counts }) => counts).length + 1;
  return ok(standing >= before.needed);
}
