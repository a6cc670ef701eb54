import { applicationForDecision, moveApplication } from "../../applications/steps.ts";
import { isClose } from "../../desk/closeness.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { isReviewed, openSlots, reviewersAtMost, reviewersNeeded } from "../rules.ts";
import {
  CloseDiscussion,
  NeedReviewers,
  OpenDiscussion,
  PostToDiscussion,
  StoredScores,
  SubmitReview,
} from "../schema.ts";
import { scored } from "../scoring.ts";
import { conflictsWith, differencesOf, lockApplication, rubricOf } from "../steps.ts";

/**
 * Asks for a third review of a case whose scores differ; it is in review again until that is there.
 * Errors: notFound, conflictOfInterest, wrongState (not reviewed, or three already), scoresAgree, changedMeanwhile.
 */
export const askThirdReview = command({
  action: "reviews.widen",
  schema: NeedReviewers,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId: id, version } = input;
    await lockApplication(tx, id);
    const application = await applicationForDecision(tx, id);
    if (!application) return fail("notFound");
    if (await isClose(tx, actor, application.institution.id, now)) return fail("conflictOfInterest");
    if (application.state !== "REVIEWED" || application.reviewersNeeded >= reviewersAtMost) return fail("wrongState");
    if ((await differencesOf(tx, application)).length === 0) return fail("scoresAgree");
    if ((await tx.batchItem.count({ where: { applicationId: id, live: true } })) > 0) return fail("inAnotherBatch");
    const data = { reviewersNeeded: reviewersAtMost };
    const moved = await moveApplication(tx, { id, from: "REVIEWED", to: "IN_REVIEW", version, data });
    return moved.ok ? done({ applicationId: id }, { kind: "application", id }, data) : moved;
  },
});

/**
 * Does without the third review, while nobody is at it: the case is reviewed again.
 * Errors: notFound, conflictOfInterest, wrongState, changedMeanwhile.
 */
export const skipThirdReview = command({
  action: "reviews.widen",
  schema: NeedReviewers,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId: id, version } = input;
    await lockApplication(tx, id);
    const application = await applicationForDecision(tx, id);
    if (!application) return fail("notFound");
    if (await isClose(tx, actor, application.institution.id, now)) return fail("conflictOfInterest");
    const reviews = await tx.review.findMany({ where: { applicationId: id } });
    const isIdle = application.reviewersNeeded > reviewersNeeded && openSlots(reviews, application.reviewersNeeded) > 0;
    if (application.state !== "IN_REVIEW" || !isIdle || !isReviewed(reviews)) return fail("wrongState");
    const data = { reviewersNeeded };
    const moved = await moveApplication(tx, { id, from: "IN_REVIEW", to: "REVIEWED", version, data });
    return moved.ok ? done({ applicationId: id }, { kind: "application", id }, data) : moved;
  },
});

/**
 * Brings the reviewers of a case whose scores differ together, and tells them. Nobody opens it for their own institution.
 * Errors: notFound, conflictOfInterest, wrongState (in neither review nor reviewed, or open already), scoresAgree, changedMeanwhile.
 */
export const openDiscussion = command({
  action: "reviews.moderate",
  schema: OpenDiscussion,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId, version } = input;
    await lockApplication(tx, applicationId);
    const application = await applicationForDecision(tx, applicationId);
    if (!application) return fail("notFound");
    if (await isClose(tx, actor, application.institution.id, now)) return fail("conflictOfInterest");
    if (application.state !== "REVIEWED" && application.state !== "IN_REVIEW") return fail("wrongState");
    if (application.version !== version) return fail("changedMeanwhile");
    const before = await tx.reviewDiscussion.findUnique({ where: { applicationId } });
    if (before?.state === "OPEN") return fail("wrongState");
    if ((await differencesOf(tx, application)).length === 0) return fail("scoresAgree");
    const { id } = await tx.reviewDiscussion.upsert({
      where: { applicationId },
      create: { applicationId, openedById: actor.userId, openedAt: now },
      update: { state: "OPEN", version: { increment: 1 }, openedById: actor.userId, openedAt: now, closedAt: null },
      select: { id: true },
    });
    await tell(tx, { id, applicationId, openedById: actor.userId }, actor, application.receipt, "discussionOpened");
    return done({ discussionId: id }, { kind: "discussion", id }, { applicationId });
  },
});

/**
 * Says something to the others of a discussion: a reviewer who has submitted, or an administrator, none of the applicant's.
 * Errors: notFound (also for whoever does not take part), conflictOfInterest, wrongState (closed), changedMeanwhile.
 */
export const postToDiscussion = command({
  action: "reviews.discuss",
  schema: PostToDiscussion,
  run: async ({ tx, actor, input, now }) => {
    const discussion = await discussionOf(tx, actor, input.discussionId, now);
    if (!discussion.ok) return discussion;
    const { id, state, applicationId, receipt } = discussion.value;
    if (state !== "OPEN") return fail("wrongState");
    const { count } = await tx.reviewDiscussion.updateMany({
      where: { id, state: "OPEN", version: input.version },
      data: { version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    await tx.discussionMessage.create({
      data: { discussionId: id, authorId: actor.userId, text: input.text, at: now },
    });
    await tell(tx, discussion.value, actor, receipt, "discussionPosted");
    return done({ discussionId: id }, { kind: "discussion", id }, { applicationId });
  },
});

/** Ends a discussion: nothing is said and no review revised any more. Errors: notFound, conflictOfInterest, wrongState, changedMeanwhile. */
export const closeDiscussion = command({
  action: "reviews.moderate",
  schema: CloseDiscussion,
  run: async ({ tx, actor, input, now }) => {
    const discussion = await discussionOf(tx, actor, input.discussionId, now);
    if (!discussion.ok) return discussion;
    const { id, state, applicationId } = discussion.value;
    if (state !== "OPEN") return fail("wrongState");
    const { count } = await tx.reviewDiscussion.updateMany({
      where: { id, state: "OPEN", version: input.version },
      data: { state: "CLOSED", version: { increment: 1 }, closedAt: now },
    });
    if (count === 0) return fail("changedMeanwhile");
    return done({ discussionId: id }, { kind: "discussion", id }, { applicationId });
  },
});

/**
 * A reviewer's second thoughts, while the case is discussed: what the review said before is kept beside what it says now.
 * Errors: notFound (not this reviewer's), wrongState (not submitted, not discussed, or proposed meanwhile), conflictOfInterest,
 * invalidInput with `scores.<code>`, changedMeanwhile.
 */
export const reviseReview = command({
  action: "reviews.revise",
  schema: SubmitReview,
  run: async ({ tx, actor, input, now }) => {
    const { reviewId, version, scores, comment } = input;
    const review = await tx.review.findFirst({ where: { id: reviewId, reviewerId: actor.userId } });
    if (!review) return fail("notFound");
    await lockApplication(tx, review.applicationId);
    const application = await applicationForDecision(tx, review.applicationId);
    if (!application) return fail("notFound");
    const { state, total, comment: said, submittedAt } = review;
    if (state !== "SUBMITTED" || total === null || submittedAt === null) return fail("wrongState");
    if (application.state !== "REVIEWED" && application.state !== "IN_REVIEW") return fail("wrongState");
    const open = await tx.reviewDiscussion.count({ where: { applicationId: application.id, state: "OPEN" } });
    if (open === 0) return fail("wrongState");
    if ((await conflictsWith(tx, actor, [application.id], now)).size > 0) return fail("conflictOfInterest");
    const points = scored(await rubricOf(tx, application.programmeId, application.rubricVersion), scores);
    if (!points.ok) return points;
    const { count } = await tx.review.updateMany({
      where: { id: reviewId, state: "SUBMITTED", version },
      data: { version: { increment: 1 }, scores, comment, total: points.value, submittedAt: now },
    });
    if (count === 0) return fail("changedMeanwhile");
    const revision = 1 + (await tx.reviewRevision.count({ where: { reviewId } }));
    await tx.reviewRevision.create({
      data: { reviewId, revision, scores: StoredScores.parse(review.scores), total, comment: said ?? "", submittedAt },
    });
    const audit = { revision: revision + 1, from: total, to: points.value };
    return done({ reviewId, total: points.value }, { kind: "review", id: reviewId }, audit);
  },
});

type Discussed = { id: string; state: string; applicationId: string; openedById: string; receipt: string };

/** A discussion that the person takes part in. Errors: notFound, conflictOfInterest. */
async function discussionOf(tx: Tx, actor: Person, id: string, now: Date): Promise<Result<Discussed>> {
  const discussion = await tx.reviewDiscussion.findUnique({ where: { id } });
  const application = discussion && (await applicationForDecision(tx, discussion.applicationId));
  if (!discussion || !application) return fail("notFound");
  const { applicationId, state, openedById } = discussion;
  const own = await tx.review.count({ where: { applicationId, reviewerId: actor.userId, state: "SUBMITTED" } });
  if (own === 0 && !actor.roles.includes("ADMINISTRATOR")) return fail("notFound");
  if ((await conflictsWith(tx, actor, [applicationId], now)).size > 0) return fail("conflictOfInterest");
  return ok({ id, state, applicationId, openedById, receipt: application.receipt });
}

/** Writes to the others: the reviewers who have submitted, and whoever opened the discussion. */
async function tell(
  tx: Tx,
  { id, applicationId, openedById }: Pick<Discussed, "id" | "applicationId" | "openedById">,
  author: Person,
  receipt: string,
  letter: "discussionOpened" | "discussionPosted",
): Promise<void> {
  const reviews = await tx.review.findMany({
    where: { applicationId, state: "SUBMITTED" },
    select: { reviewerId: true },
  });
  const others = [openedById, ...reviews.map(({ reviewerId }) => reviewerId)].filter((one) => one !== author.userId);
  const people = await tx.user.findMany({
    where: { id: { in: others }, email: { not: null } },
    select: { email: true, locale: true },
    orderBy: { createdAt: "asc" },
  });
  for (const { email, locale } of people)
    if (email !== null)
      await notify(tx, {
        to: email,
        locale,
        letter,
        values: { receipt, link: linkTo(`/desk/reviews/discussion/${id}`, locale) },
      });
}
