import { type Message, threadOf } from "../desk/thread.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { isId } from "../platform/ids.ts";
import { reading } from "../platform/reading.ts";
import { daysOf, daysShown } from "../programmes/stepDays.ts";
import { appealAllows, appealDue, appealEnds } from "./rules.ts";
import { isBesideAnother, obstacleToJudging } from "./steps.ts";

export { appealDues, appealQueue, appealSorts } from "./queue.ts";

/** How many appeals wait for somebody. */
export async function appealsWaiting(actor: Actor): Promise<number> {
  if (!may(actor, "appeals.read")) return 0;
  return db().appeal.count({ where: { state: { in: ["FILED", "PROPOSED"] } } });
}

/** An appeal as the desk reads it, with what keeps the reader from judging it; null for whoever may not read it. */
export const findAppeal = reading("appeals.read", "appeal", async (actor: Actor, id: string) => {
  if (actor?.kind !== "person" || !may(actor, "appeals.read")) return null;
  const row = await db().appeal.findUnique({
    where: { id },
    include: {
      application: {
        select: {
          ...{ receipt: true, decidedAt: true, institutionId: true, phaseId: true, institution: true },
          programme: { select: { stepDays: daysShown } },
        },
      },
      proposedBy: true,
      confirmedBy: true,
    },
  });
  if (!row) return null;
  const { proposedBy, confirmedBy, ...appeal } = row;
  const isSame =
    proposedBy !== null &&
    (proposedBy.id === actor.userId || (actor.principal !== null && proposedBy.principal === actor.principal));
  const obstacle = await obstacleToJudging(db(), actor, row.applicationId);
  const { institutionId, phaseId } = row.application;
  const isBeside = await isBesideAnother(db(), { institutionId, phaseId, except: row.applicationId });
  const waits = row.state === "PROPOSED" && row.outcome === "UPHELD" && isBeside;
  return {
    ...appeal,
    dueAt: appealDue(row.filedAt, row.application.programme.stepDays),
    proposedBy: proposedBy?.name ?? null,
    confirmedBy: confirmedBy?.name ?? null,
    obstacle,
    /** What keeps the reader from confirming what was proposed. */
    obstacleToConfirming:
      obstacle ?? (isSame ? ("sameOfficer" satisfies ErrorCode) : waits ? ("appealWaits" satisfies ErrorCode) : null),
    mayPropose: may(actor, "appeals.propose") && appealAllows(row.state, "appeals.propose"),
    mayConfirm: may(actor, "appeals.confirm") && appealAllows(row.state, "appeals.confirm"),
  };
});

/** What the institution and those who judge wrote to each other about an appeal, the oldest first; null for whoever may not read it. */
export async function appealMessages(actor: Actor, appealId: string): Promise<Message[] | null> {
  if (actor?.kind !== "person" || !isId(appealId)) return null;
  const appeal = await db().appeal.findUnique({
    where: { id: appealId },
    select: { application: { select: { institutionId: true } } },
  });
  if (!appeal || !may(actor, "appeals.readMessages", appeal.application)) return null;
  const { institutionId } = appeal.application;
  const isMember = actor.memberships.some((membership) => membership.institutionId === institutionId);
  return threadOf(db(), { appealId }, { userId: actor.userId, isMember });
}

/**
 * The appeal about an application as its institution reads it, and whether one can be filed still: until when, or null. Nothing of
 * a proposal shows before it is confirmed.
 */
export async function appealOn(actor: Actor, applicationId: string, now = new Date()) {
  const application = await db().application.findUnique({
    where: { id: applicationId },
    include: { appeal: true, programme: { select: { stepDays: daysShown } } },
  });
  if (!application || !may(actor, "applications.read", application)) return null;
  const { state, decidedAt, appeal, institutionId, phaseId } = application;
  const { stepDays } = application.programme;
  const ends = state === "DECLINED" && decidedAt && !appeal ? appealEnds(decidedAt, stepDays) : null;
  const isDecided = appeal?.state === "UPHELD" || appeal?.state === "DISMISSED";
  return {
    until: ends && now <= ends ? ends : null,
    /** Working days in which an appeal that is filed now is decided. */
    days: daysOf("appealDecision", now, stepDays),
    /** Another of theirs in the phase is under way: upheld, this one comes back only when that is over. */
    isBesideAnother:
      state === "DECLINED" && (await isBesideAnother(db(), { institutionId, phaseId, except: applicationId })),
    mayFile: ends !== null && now <= ends && may(actor, "appeals.file", application),
    appeal: appeal && {
      ...{ id: appeal.id, mayWrite: appealAllows(appeal.state, "appeals.sendMessage") },
      ...{ ground: appeal.ground, words: appeal.words, filedAt: appeal.filedAt },
      dueAt: appealDue(appeal.filedAt, stepDays),
      outcome: isDecided ? appeal.outcome : null,
      reason: isDecided ? appeal.reason : null,
      note: isDecided ? appeal.note : null,
      decidedAt: appeal.decidedAt,
    },
  };
}
