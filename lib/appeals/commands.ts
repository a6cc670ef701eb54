import { applicationOwner } from "../applications/owner.ts";
import { lockApplication, moveApplication, recordApplicationEvent } from "../applications/steps.ts";
import { reopenDecision } from "../batches/steps.ts";
import { lockInstitution } from "../institutions/steps.ts";
import { dismissalWords } from "../notifications/words.ts";
import { command, done } from "../platform/command.ts";
import { fail } from "../platform/errors/result.ts";
import { formatDate } from "../platform/i18n/format.ts";
import { stepDaysOf } from "../programmes/steps.ts";
import { appealAllows, appealDue, appealEnds, dismissals } from "./rules.ts";
import { ConfirmAppeal, FileAppeal, ProposeAppeal, SendBackAppeal } from "./schema.ts";
import {
  isOtherUnderway,
  lockAppeal,
  moveAppeal,
  obstacleToJudging,
  receiptUnderway,
  tellInstitution,
  tellPanel,
} from "./steps.ts";

export { markAppealRead, sendAppealMessage } from "./commands/messages.ts";

/**
 * An owner asks for a decline to be examined by people who took no part in it: on how it was decided, once, and in time, whatever
 * else of theirs is under way.
 * Errors: wrongState (nothing was declined), changedMeanwhile, alreadyDone, appealTooLate.
 */
export const fileAppeal = command({
  action: "appeals.file",
  schema: FileAppeal,
  owner: applicationOwner,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId, version, ground, words } = input;
    const { institutionId } = await tx.application.findUniqueOrThrow({ where: { id: applicationId } });
    await lockInstitution(tx, institutionId);
    const application = await lockApplication(tx, applicationId);
    if (await tx.appeal.findUnique({ where: { applicationId } })) return fail("alreadyDone");
    if (application.state !== "DECLINED" || application.decidedAt === null) return fail("wrongState");
    if (application.version !== version) return fail("changedMeanwhile");
    const stepDays = await stepDaysOf(tx, application.programmeId);
    if (now > appealEnds(application.decidedAt, stepDays)) return fail("appealTooLate");
    const { id } = await tx.appeal.create({
      data: { applicationId, ground, words, filedById: actor.userId, filedAt: now },
      select: { id: true },
    });
    await recordApplicationEvent(tx, applicationId, { kind: "appealed", data: { ground } }, now);
    const by = appealDue(now, stepDays);
    await tellInstitution(tx, applicationId, "appealReceived", (locale) => ({ by: formatDate(by, locale) }));
    await tellPanel(tx, { id, applicationId }, now);
    return done({ appealId: id }, { kind: "appeal", id }, { applicationId, ground });
  },
});

/**
 * The first of two says what an appeal comes to. A dismissal names its reason. Where another application of the institution keeps an
 * upheld one from coming back, the institution hears what it waits for and what can be done.
 * Errors: notFound, wrongState, changedMeanwhile, reasonRequired, scorerMayNotDecide, conflictOfInterest, decidedBefore.
 */
export const proposeAppeal = command({
  action: "appeals.propose",
  schema: ProposeAppeal,
  run: async ({ tx, actor, input, now }) => {
    const { appealId: id, version, outcome, note } = input;
    const appeal = await lockAppeal(tx, id);
    if (!appeal) return fail("notFound");
    if (!appealAllows(appeal.state, "appeals.propose")) return fail("wrongState");
    const obstacle = await obstacleToJudging(tx, actor, appeal.applicationId);
    if (obstacle) return fail(obstacle);
    const reason = outcome === "DISMISSED" ? input.reason : undefined;
    if (outcome === "DISMISSED" && !reason) return fail("reasonRequired", { fields: { reason: "reasonRequired" } });
    const moved = await moveAppeal(tx, {
      ...{ id, from: "FILED", to: "PROPOSED", version },
      data: { outcome, reason: reason ?? null, note, proposedById: actor.userId, proposedAt: now },
    });
    if (!moved.ok) return moved;
    await tellPanel(tx, appeal, now, actor.userId);
    if (outcome === "UPHELD" && (await isOtherUnderway(tx, appeal.applicationId))) {
      const other = (await receiptUnderway(tx, appeal.applicationId)) ?? "";
      await tellInstitution(tx, appeal.applicationId, "appealWaits", () => ({ other }));
    }
    return done({ appealId: id }, { kind: "appeal", id }, { outcome, ...(reason && { reason }) });
  },
});

/**
 * The second of two, another person under another identity, confirms exactly what was proposed. Upheld, the application goes back
 * among the reviewed ones and can be decided on anew, but never beside another one of the institution in the phase: then it waits until
 * that is withdrawn or decided. Dismissed, the decline stands.
 * Errors: notFound, wrongState, changedMeanwhile, sameOfficer, scorerMayNotDecide, conflictOfInterest, decidedBefore, appealWaits.
 */
export const confirmAppeal = command({
  action: "appeals.confirm",
  schema: ConfirmAppeal,
  confirmed: (input) => input,
  run: async ({ tx, actor, input, now }) => {
    const { appealId: id, version } = input;
    const appeal = await lockAppeal(tx, id);
    if (!appeal) return fail("notFound");
    if (!appealAllows(appeal.state, "appeals.confirm") || !appeal.outcome || !appeal.proposedById)
      return fail("wrongState");
    const obstacle = await obstacleToJudging(tx, actor, appeal.applicationId);
    if (obstacle) return fail(obstacle);
    const proposer = await tx.user.findUniqueOrThrow({ where: { id: appeal.proposedById } });
    const isSame = proposer.id === actor.userId || (actor.principal !== null && proposer.principal === actor.principal);
    if (isSame) return fail("sameOfficer");
    const { applicationId, outcome, reason, note } = appeal;
    if (outcome === "UPHELD" && (await isOtherUnderway(tx, applicationId))) return fail("appealWaits");
    const moved = await moveAppeal(tx, {
      ...{ id, from: "PROPOSED", to: outcome, version },
      data: { confirmedById: actor.userId, decidedAt: now },
    });
    if (!moved.ok) return moved;
    if (outcome === "UPHELD") {
      await reopenDecision(tx, applicationId);
      const back = await moveApplication(tx, {
        ...{ id: applicationId, from: "DECLINED", to: "REVIEWED" },
        data: { decidedAt: null },
        event: { kind: "appealUpheld" },
      });
      if (!back.ok) return back;
      await tellInstitution(tx, applicationId, "appealUpheld", () => ({ note: note ?? "" }));
    } else {
      const known = dismissals.find((one) => one === reason);
      if (!known) throw new Error(`an appeal dismissed without a reason of the catalogue: ${reason}`);
      await recordApplicationEvent(tx, applicationId, { kind: "appealDismissed", data: { reason: known } }, now);
      await tellInstitution(tx, applicationId, "appealDismissed", (locale) => ({
        reason: dismissalWords(locale, known),
        note: note ?? "",
      }));
    }
    return done({ appealId: id }, { kind: "appeal", id }, { outcome });
  },
});

/**
 * What was proposed does not stand: the second person disagrees, or the first takes it back. Another proposal may follow.
 * Errors: notFound, wrongState, changedMeanwhile, scorerMayNotDecide, conflictOfInterest, decidedBefore.
 */
export const sendBackAppeal = command({
  action: "appeals.sendBack",
  schema: SendBackAppeal,
  run: async ({ tx, actor, input }) => {
    const { appealId: id, version } = input;
    const appeal = await lockAppeal(tx, id);
    if (!appeal) return fail("notFound");
    if (!appealAllows(appeal.state, "appeals.sendBack")) return fail("wrongState");
    const obstacle = await obstacleToJudging(tx, actor, appeal.applicationId);
    if (obstacle) return fail(obstacle);
    const moved = await moveAppeal(tx, {
      ...{ id, from: "PROPOSED", to: "FILED", version },
      data: { outcome: null, reason: null, note: null, proposedById: null, proposedAt: null },
    });
    return moved.ok ? done({ appealId: id }, { kind: "appeal", id }) : moved;
  },
});
