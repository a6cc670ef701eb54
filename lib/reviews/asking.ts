import type { ApplicationForDecision } from "../applications/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { atWork } from "../platform/auth/held.ts";
import type { Tx } from "../platform/db/client.ts";
import type { ReviewState } from "../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { formatDate } from "../platform/i18n/format.ts";
import { stepDaysOf } from "../programmes/steps.ts";
import { applicantIn } from "./applicantIn.ts";
import { reviewDue } from "./due.ts";
import { isReviewStep } from "./rules.ts";
import { isBlindRubric, obstaclesToReviewing } from "./steps.ts";

/**
 * Asks somebody to review an application, and tells them until when. Call with the application locked and a place of its free;
 * `before` is every review that it has. Errors: notFound (no reviewer, or on leave), reviewerConflicted, reviewNotBlind, alreadyDone.
 */
export async function askReviewer(
  tx: Tx,
  application: ApplicationForDecision,
  reviewerId: string,
  before: readonly { reviewerId: string; state: ReviewState }[],
  now: Date,
): Promise<Result<{ reviewId: string }>> {
  const { id: applicationId, receipt, institution } = application;
  const reviewer = await tx.user.findFirst({ where: { id: reviewerId, ...atWork("REVIEWER", now) } });
  if (!reviewer) return fail("notFound", { fields: { reviewerIds: "notFound" } });
  const own = before.find((review) => review.reviewerId === reviewerId);
  const judge = { userId: reviewerId, email: reviewer.email };
  const found = (await obstaclesToReviewing(tx, judge, [applicationId], now)).get(applicationId);
  if (found === "office") return fail("reviewNotBlind", { fields: { reviewerIds: "reviewNotBlind" } });
  if (own?.state === "CONFLICTED" || found !== undefined)
    return fail("reviewerConflicted", { fields: { reviewerIds: "reviewerConflicted" } });
  if (own && !isReviewStep(own.state, "ASSIGNED"))
    return fail("alreadyDone", { fields: { reviewerIds: "alreadyDone" } });
  const blind = await isBlindRubric(tx, application.programmeId, application.rubricVersion);
  const { id } = await tx.review.upsert({
    where: { applicationId_reviewerId: { applicationId, reviewerId } },
    create: { applicationId, reviewerId, blind, assignedAt: now },
    update: {
      ...{ state: "ASSIGNED", version: { increment: 1 }, withdrawReason: null, assignedAt: now, remindedAt: null },
    },
    select: { id: true },
  });
  const stepDays = await stepDaysOf(tx, application.programmeId);
  const { email, locale } = reviewer;
  if (email !== null)
    await notify(tx, {
      to: email,
      locale,
      letter: "reviewAssigned",
      values: (locale) => ({
        receipt,
        ...applicantIn(locale, { blind }, institution),
        by: formatDate(reviewDue({ assignedAt: now, requests: [], stepDays }, now), locale),
        link: linkTo(`/desk/reviews/${id}`, locale),
      }),
    });
  return ok({ reviewId: id });
}
