import { applicationForDecision, askForInformation, moveApplication } from "../applications/steps.ts";
import { isClose } from "../desk/closeness.ts";
import { passLease } from "../desk/steps.ts";
import { command, done } from "../platform/command.ts";
import { fail } from "../platform/errors/result.ts";
import { isReviewed, isReviewStep } from "./rules.ts";
import { DeclareConflict, RequestInformation, SubmitReview, WithdrawReview } from "./schema.ts";
import { scored } from "./scoring.ts";
import {
  conflictsWith,
  lockApplication,
  obstaclesToReviewing,
  requeueWithoutReviewers,
  rubricOf,
  takeBackReview,
} from "./steps.ts";

export { assignReviewers, reassignReview } from "./commands/assign.ts";
export {
  askThirdReview,
  closeDiscussion,
  openDiscussion,
  postToDiscussion,
  reviseReview,
  skipThirdReview,
} from "./discussion/commands.ts";
export { draftRubric, proposeRubric, publishRubric, returnRubric, saveRubric } from "./rubrics/commands.ts";

/**
 * A reviewer's scores, once and for all. The second one makes the application REVIEWED.
 * Errors: notFound (not this reviewer's), wrongState, changedMeanwhile, invalidInput with `scores.<code>`, conflictOfInterest,
 * reviewNotBlind (they came to an office meanwhile in which they see who applies).
 */
export const submitReview = command({
  action: "reviews.submit",
  schema: SubmitReview,
  run: async ({ tx, actor, input, now }) => {
    const { reviewId, version, scores, comment } = input;
    const review = await tx.review.findFirst({ where: { id: reviewId, reviewerId: actor.userId } });
    if (!review) return fail("notFound");
    // Two reviewers who submit at the same time take turns here, so that exactly one of them is the second.
    await lockApplication(tx, review.applicationId);
    const application = await applicationForDecision(tx, review.applicationId);
    if (!application) return fail("notFound");
    if (review.state !== "ASSIGNED" || application.state !== "IN_REVIEW") return fail("wrongState");
    const obstacle = (await obstaclesToReviewing(tx, actor, [application.id], now)).get(application.id);
    if (obstacle !== undefined) return fail(obstacle === "office" ? "reviewNotBlind" : "conflictOfInterest");
    const criteria = await rubricOf(tx, application.programmeId, application.rubricVersion);
    const points = scored(criteria, scores);
    if (!points.ok) return points;
    const { count } = await tx.review.updateMany({
      where: { id: reviewId, state: "ASSIGNED", version },
      data: { state: "SUBMITTED", version: { increment: 1 }, scores, comment, total: points.value, submittedAt: now },
    });
    if (count === 0) return fail("changedMeanwhile");
    const reviews = await tx.review.findMany({ where: { applicationId: application.id } });
    if (isReviewed(reviews, application.reviewersNeeded)) {
      const moved = await moveApplication(tx, {
        id: application.id,
        from: "IN_REVIEW",
        to: "REVIEWED",
        event: { kind: "reviewed" },
      });
      if (!moved.ok) return moved;
    }
    return done({ reviewId, total: points.value }, { kind: "review", id: reviewId }, { total: points.value });
  },
});

/**
 * A reviewer steps aside, which frees the place. Without any reviewer left, the application is back in the queue.
 * That they recognised the applicant is a reason where they should not have.
 * Errors: notFound (not this reviewer's), wrongState, invalidInput (recognised, though the review is not blind), changedMeanwhile.
 */
export const declareConflict = command({
  action: "reviews.declareConflict",
  schema: DeclareConflict,
  run: async ({ tx, actor, input }) => {
    const { reviewId, version, reason } = input;
    const review = await tx.review.findFirst({ where: { id: reviewId, reviewerId: actor.userId } });
    if (!review) return fail("notFound");
    if (!isReviewStep(review.state, "CONFLICTED")) return fail("wrongState");
    if (reason === "recognised" && !review.blind) return fail("invalidInput", { fields: { reason: "invalidInput" } });
    await lockApplication(tx, review.applicationId);
    const { count } = await tx.review.updateMany({
      where: { id: reviewId, state: "ASSIGNED", version },
      data: { state: "CONFLICTED", version: { increment: 1 }, conflictReason: reason },
    });
    if (count === 0) return fail("changedMeanwhile");
    const requeued = await requeueWithoutReviewers(tx, review.applicationId);
    if (!requeued.ok) return requeued;
    return done({ reviewId }, { kind: "review", id: reviewId }, { reason });
  },
});

/**
 * Takes back a review that was not submitted: its reviewer is away, late, or should not have been asked. Its place is free again,
 * and the same person may be asked another time. Nobody does so for an institution that they stand close to.
 * Errors: notFound, conflictOfInterest, wrongState (submitted or stepped aside from), caseHeld, changedMeanwhile.
 */
export const withdrawReview = command({
  action: "reviews.withdraw",
  schema: WithdrawReview,
  run: async ({ tx, actor, input, now }) => {
    const { reviewId, version, reason } = input;
    const review = await tx.review.findUnique({ where: { id: reviewId } });
    const application = review && (await applicationForDecision(tx, review.applicationId));
    if (!review || !application) return fail("notFound");
    if (await isClose(tx, actor, application.institution.id, now)) return fail("conflictOfInterest");
    if (!isReviewStep(review.state, "WITHDRAWN")) return fail("wrongState");
    const passed = await passLease(tx, { applicationId: application.id }, actor.userId, now);
    if (!passed.ok) return passed;
    const taken = await takeBackReview(tx, { ...review, version }, reason);
    if (!taken.ok) return taken;
    return done({ reviewId }, { kind: "review", id: reviewId }, { reason });
  },
});

/**
 * Asks the applicant for more, and the clock pauses: an administrator, or a reviewer of this very application.
 * Errors: notFound, conflictOfInterest, caseHeld (by another administrator), wrongState, changedMeanwhile.
 */
export const requestInformation = command({
  action: "reviews.requestInformation",
  schema: RequestInformation,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId, version, question } = input;
    if (!actor.roles.includes("ADMINISTRATOR")) {
      const own = await tx.review.count({ where: { applicationId, reviewerId: actor.userId, state: "ASSIGNED" } });
      if (own === 0) return fail("notFound");
    } else {
      const passed = await passLease(tx, { applicationId }, actor.userId, now);
      if (!passed.ok) return passed;
    }
    if ((await conflictsWith(tx, actor, [applicationId], now)).size > 0) return fail("conflictOfInterest");
    const asked = await askForInformation(tx, { applicationId, version, askedById: actor.userId, question, now });
    if (!asked.ok) return asked;
    return done({ applicationId }, { kind: "application", id: applicationId }, { requestId: asked.value.requestId });
  },
});
