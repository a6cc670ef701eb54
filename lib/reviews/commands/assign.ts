import { applicationForDecision, moveApplication } from "../../applications/steps.ts";
import { isClose } from "../../desk/closeness.ts";
import { passLease } from "../../desk/steps.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { askReviewer } from "../asking.ts";
import { isReviewStep, openSlots } from "../rules.ts";
import { AssignReviewers, ReassignReview } from "../schema.ts";
import { lockApplication, takeBackReview } from "../steps.ts";

/**
 * Gives an application its reviewers: as many as there are open places, or fewer. The first takes it into review.
 * Nobody chooses the reviewers of an institution that they stand close to.
 * Errors: notFound, conflictOfInterest, wrongState, changedMeanwhile, caseHeld, reviewerConflicted, tooLarge (more than there are places).
 */
export const assignReviewers = command({
  action: "reviews.assign",
  schema: AssignReviewers,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId, version, reviewerIds } = input;
    await lockApplication(tx, applicationId);
    const application = await applicationForDecision(tx, applicationId);
    if (!application) return fail("notFound");
    if (await isClose(tx, actor, application.institution.id, now)) return fail("conflictOfInterest");
    if (application.state !== "SUBMITTED" && application.state !== "IN_REVIEW") return fail("wrongState");
    if (application.version !== version) return fail("changedMeanwhile");
    const passed = await passLease(tx, { applicationId }, actor.userId, now);
    if (!passed.ok) return passed;
    const reviews = await tx.review.findMany({ where: { applicationId } });
    if (reviewerIds.length > openSlots(reviews, application.reviewersNeeded))
      return fail("tooLarge", { fields: { reviewerIds: "tooLarge" } });

    for (const reviewerId of reviewerIds) {
      const asked = await askReviewer(tx, application, reviewerId, reviews, now);
      if (!asked.ok) return asked;
    }
    const moved =
      application.state === "SUBMITTED"
        ? await moveApplication(tx, {
            id: applicationId,
            from: "SUBMITTED",
            to: "IN_REVIEW",
            version,
            event: { kind: "reviewStarted" },
          })
        : undefined;
    if (moved && !moved.ok) return moved;
    return done({ applicationId }, { kind: "application", id: applicationId }, { reviewers: reviewerIds });
  },
});

/**
 * Takes a review back that waits for somebody who is late or away, and asks another person in the same act: the application is
 * never without. Errors: notFound, conflictOfInterest, wrongState, changedMeanwhile, caseHeld, reviewerConflicted, alreadyDone.
 */
export const reassignReview = command({
  action: "reviews.reassign",
  schema: ReassignReview,
  run: async ({ tx, actor, input, now }) => {
    const { reviewId, version, reason, reviewerId } = input;
    const review = await tx.review.findUnique({ where: { id: reviewId } });
    const application = review && (await applicationForDecision(tx, review.applicationId));
    if (!review || !application) return fail("notFound");
    if (await isClose(tx, actor, application.institution.id, now)) return fail("conflictOfInterest");
    await lockApplication(tx, application.id);
    if (!isReviewStep(review.state, "WITHDRAWN") || application.state !== "IN_REVIEW") return fail("wrongState");
    const passed = await passLease(tx, { applicationId: application.id }, actor.userId, now);
    if (!passed.ok) return passed;
    const before = await tx.review.findMany({ where: { applicationId: application.id } });
    // Asked first, so that the application does not fall back into the queue in between.
    const asked = await askReviewer(tx, application, reviewerId, before, now);
    if (!asked.ok) return fail(asked.error.code, { fields: { reviewerId: asked.error.code } });
    const taken = await takeBackReview(tx, { ...review, version }, reason);
    if (!taken.ok) return taken;
    return done({ reviewId: asked.value.reviewId }, { kind: "review", id: reviewId }, { reason, reviewer: reviewerId });
  },
});
