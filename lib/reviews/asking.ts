import type { ApplicationForDecision } from "../applications/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { atWork } from "../platform/auth/held.ts";
import type { Tx } from "../platform/db/client.ts";
import type { ReviewState } from "../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { formatDate } from "../platform/i18n/format.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import { reviewDue } from "./due.ts";
import { isReviewStep } from "./rules.ts";
import { conflictsWith } from "./steps.ts";

/**
 * Asks somebody to review an application, and tells them until when. Call with the application locked and a place of its free;
 * `before` is every review that it has. Errors: notFound (no reviewer, or on leave), reviewerConflicted, alreadyDone.
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
  const found = await conflictsWith(tx, { userId: reviewerId, email: reviewer.email }, [applicationId], now);
  if (own?.state === "CONFLICTED" || found.size > 0)
    return fail("reviewerConflicted", { fields: { reviewerIds: "reviewerConflicted" } });
  if (own && !isReviewStep(own.state, "ASSIGNED"))
    return fail("alreadyDone", { fields: { reviewerIds: "alreadyDone" } });
  const { id } = await tx.review.upsert({
    where: { applicationId_reviewerId: { applicationId, reviewerId } },
    create: { applicationId, reviewerId, assignedAt: now },
    update: {
      ...{ state: "ASSIGNED", version: { increment: 1 }, withdrawReason: null, assignedAt: now, remindedAt: null },
    },
    select: { id: true },
  });
  const { email, locale } = reviewer;
  if (email !== null)
    await notify(tx, {
      to: email,
      locale,
      letter: "reviewAssigned",
      values: (locale) => ({
        receipt,
        institution: inLanguage(locale, institution.name, institution.nameUr),
        by: formatDate(reviewDue({ assignedAt: now, requests: [] }, now), locale),
        link: linkTo(`/desk/reviews/${id}`, locale),
      }),
    });
  return ok({ reviewId: id });
}
