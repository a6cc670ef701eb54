import type { Judge } from "../desk/closeness.ts";
import type { Person } from "../platform/auth/actor.ts";
import type { Tx } from "../platform/db/client.ts";
import type { Batch, Prisma } from "../platform/db/generated/client.ts";
import type { BatchState } from "../platform/db/generated/enums.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { obstacleToDeciding } from "../reviews/steps.ts";
import { planHash } from "./plan.ts";
import { knownFacts } from "./reasons.ts";
import { batchAllows, mayMoveBatch, type PlanItem } from "./rules.ts";
import { heldIn } from "./waitlist/rules.ts";

/** A batch with what it decides. */
export type Plan = {
  id: string;
  code: string;
  state: BatchState;
  version: number;
  proposedById: string | null;
  /** As fixed at proposal, hex. */
  planHash: string | null;
  programmeId: string;
  programmeCode: string;
  /** Days a licence of the programme is valid. */
  validDays: number;
  /** By receipt number. */
  items: PlanItem[];
  /** As written at proposal. */
  passedOver: { waiting: number; reason: string } | null;
  /** Of the licences as fixed at proposal, hex. */
  manifestHash: string | null;
};

/** What a batch decides, as the tables stand in `tx`; null when there is no such batch. */
export async function planOf(tx: Tx, batchId: string): Promise<Plan | null> {
  const batch = await tx.batch.findUnique({
    where: { id: batchId },
    include: {
      programme: true,
      items: {
        include: {
          application: { include: { institution: true, phase: true, offers: { where: { state: "ACCEPTED" } } } },
        },
      },
    },
  });
  if (!batch) return null;
  const { programme } = batch;
  const items = batch.items.map(({ application, ...item }): PlanItem => {
    const { institution, phase, offers } = application;
    if (application.receipt === null || application.seats === null)
      throw new Error(`application ${application.id} is in a batch and was never submitted`);
    return {
      itemId: item.id,
      applicationId: application.id,
      receipt: application.receipt,
      institutionId: institution.id,
      institutionName: institution.name,
      institutionNameUr: institution.nameUr,
      sector: institution.sector,
      phaseId: phase.id,
      phaseCode: phase.code,
      asked: application.seats,
      outcome: item.outcome,
      seats: item.seats,
      reason: item.reason,
      evidence: knownFacts(item.evidence),
      note: item.note,
      held: item.outcome === "AWARD" ? heldIn(offers, institution.sector) : 0,
      demonstration: institution.demonstration,
    };
  });
  return {
    id: batch.id,
    code: batch.code,
    state: batch.state,
    version: batch.version,
    proposedById: batch.proposedById,
    planHash: batch.planHash && Buffer.from(batch.planHash).toString("hex"),
    programmeId: programme.id,
    programmeCode: programme.code,
    validDays: programme.validDays,
    items: items.sort((a, b) => (a.receipt < b.receipt ? -1 : 1)),
    passedOver:
      batch.passedOver !== null && batch.passedReason !== null
        ? { waiting: batch.passedOver, reason: batch.passedReason }
        : null,
    manifestHash: batch.manifestHash && Buffer.from(batch.manifestHash).toString("hex"),
  };
}

/**
 * Locks a batch that waits for its second approver and gives its plan, provided that it is exactly the one that was shown:
 * its version, its hash (hex), and the hash of what the tables hold now.
 * Errors: notFound, wrongState, changedMeanwhile, planChanged.
 */
export async function lockProposedBatch(
  tx: Tx,
  batchId: string,
  shownHash: string,
  version: number,
): Promise<Result<Plan>> {
  await tx.$queryRaw`SELECT 1 FROM "Batch" WHERE id = ${batchId}::uuid FOR UPDATE`;
  const plan = await planOf(tx, batchId);
  if (!plan) return fail("notFound");
  if (!batchAllows(plan.state, "batches.approve")) return fail("wrongState");
  if (plan.version !== version) return fail("changedMeanwhile");
  if (plan.planHash !== shownHash || planHash(plan) !== shownHash) return fail("planChanged");
  return ok(plan);
}

/**
 * May this approver be the second to decide on the batch? Another person than the proposer (`sameOfficer`), who scored none
 * of its applications (`scorerMayNotDecide`), stands close to no applicant (`conflictOfInterest`) and decided none of them before
 * an appeal did away with it (`decidedBefore`). `notFound` without a batch.
 */
export async function assertMayDecide(tx: Tx, actor: Person, batchId: string): Promise<Result<void>> {
  const batch = await tx.batch.findUnique({
    where: { id: batchId },
    select: { proposedById: true, items: { select: { applicationId: true } } },
  });
  if (!batch) return fail("notFound");
  if (batch.proposedById === actor.userId) return fail("sameOfficer");
  return assertMayTakePart(
    tx,
    actor,
    batch.items.map((item) => item.applicationId),
  );
}

/** May this approver put these applications into a batch, or take them out? Errors: those of `obstacleToTakingPart`. */
export async function assertMayTakePart(
  tx: Tx,
  actor: Person,
  applicationIds: readonly string[],
): Promise<Result<void>> {
  const obstacle = await obstacleToTakingPart(tx, actor, applicationIds);
  return obstacle ? fail(obstacle) : ok(undefined);
}

/**
 * Why the judge may not decide on any of these applications, or null: `scorerMayNotDecide` and `conflictOfInterest` as for
 * reviews, and `decidedBefore` for whoever proposed or approved a decision on one of them that an appeal overturned.
 */
export async function obstacleToTakingPart(
  tx: Tx,
  judge: Judge,
  applicationIds: readonly string[],
): Promise<ErrorCode | null> {
  const obstacle = await obstacleToDeciding(tx, judge, applicationIds);
  if (obstacle) return obstacle;
  return (await decidedBefore(tx, judge.userId, applicationIds)).size > 0 ? "decidedBefore" : null;
}

/** Of these applications, those on which the person proposed or approved a decision that an appeal overturned. */
export async function decidedBefore(
  tx: Tx,
  userId: string,
  applicationIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const overturned = await tx.batchItem.findMany({
    where: {
      applicationId: { in: [...applicationIds] },
      // An appeal is about a decline; who only had to wait is decided on anew by anybody.
      ...{ live: false, outcome: "DECLINE" },
      batch: {
        state: { in: ["RELEASED", "COMPLETED"] },
        OR: [{ proposedById: userId }, { approvedById: userId }, { approvals: { some: { approverId: userId } } }],
      },
    },
    select: { applicationId: true },
  });
  return new Set(overturned.map(({ applicationId }) => applicationId));
}

/**
 * Moves a batch by compare-and-set on `from` (and `version`, where the caller showed one to a person).
 * Errors: `changedMeanwhile` when it is no longer there. Throws when the table in rules.ts does not know the move: a bug.
 */
export async function moveBatch(
  tx: Tx,
  move: {
    id: string;
    from: BatchState;
    to: BatchState;
    version?: number;
    data?: Prisma.BatchUncheckedUpdateManyInput;
  },
): Promise<Result<void>> {
  if (!mayMoveBatch(move.from, move.to)) throw new Error(`a batch does not go from ${move.from} to ${move.to}`);
  const { count } = await tx.batch.updateMany({
    where: { id: move.id, state: move.from, ...(move.version !== undefined && { version: move.version }) },
    data: { ...move.data, state: move.to, version: { increment: 1 } },
  });
  return count === 1 ? ok(undefined) : fail("changedMeanwhile");
}

/** Records the second approver's yes. Errors: changedMeanwhile. */
export function markApproved(
  tx: Tx,
  approval: {
    batchId: string;
    version: number;
    approvedById: string;
    approvedAt: Date;
    /** End of the undo window. */
    releaseAt: Date;
  },
): Promise<Result<void>> {
  const { batchId, version, approvedById, approvedAt, releaseAt } = approval;
  return moveBatch(tx, {
    id: batchId,
    from: "PROPOSED",
    to: "APPROVED",
    version,
    data: { approvedById, approvedAt, releaseAt },
  });
}

/** Lets a batch's applications be proposed again: after a rejection or a cancellation. */
export async function freeItems(tx: Tx, batchId: string): Promise<void> {
  await tx.batchItem.updateMany({ where: { batchId }, data: { live: false } });
}

/** Takes hold of a draft: whoever read an older version is told so. Errors: notFound, wrongState, changedMeanwhile. */
export async function touchDraft(tx: Tx, id: string, version: number): Promise<Result<Batch>> {
  const batch = await tx.batch.findUnique({ where: { id } });
  if (!batch) return fail("notFound");
  if (!batchAllows(batch.state, "batches.setItem")) return fail("wrongState");
  const { count } = await tx.batch.updateMany({
    where: { id, state: "DRAFT", version },
    data: { version: { increment: 1 } },
  });
  return count === 1 ? ok(batch) : fail("changedMeanwhile");
}

/** Who proposed or approved what was ever put to approvers about an application, or closed the waitlist that it was on. */
export async function decidersOf(tx: Tx, applicationId: string): Promise<string[]> {
  const items = await tx.batchItem.findMany({
    where: { applicationId },
    select: {
      batch: { select: { proposedById: true, approvedById: true, approvals: { select: { approverId: true } } } },
    },
  });
  const entry = await tx.waitlistEntry.findUnique({ where: { applicationId }, select: { closing: true } });
  const closers = [entry?.closing?.proposedById, entry?.closing?.closedById].flatMap((id) => id ?? []);
  const deciders = items
    .flatMap(({ batch }) => [batch.proposedById, batch.approvedById, ...batch.approvals.map((one) => one.approverId)])
    .filter((id) => id !== null);
  return [...deciders, ...closers];
}

/** What was decided on an application stands no more: it may be proposed again. Who decided stays on record. */
export async function reopenDecision(tx: Tx, applicationId: string): Promise<void> {
  await tx.batchItem.updateMany({ where: { applicationId }, data: { live: false } });
}
