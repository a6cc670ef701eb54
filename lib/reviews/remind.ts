import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { recordEvent } from "../platform/audit.ts";
import { db } from "../platform/db/client.ts";
import { formatDate } from "../platform/i18n/format.ts";
import { applicantIn } from "./applicantIn.ts";
import { reviewsToRemind } from "./late.ts";

/** Reminded in one go at most; the next round takes the rest. */
const atOnce = 100;

/**
 * Reminds reviewers of what is late, and again after the working days that the programme says; nobody while they are on leave. Gives how many letters
 * were written.
 */
export async function remindReviewers(now = new Date()): Promise<number> {
  const due = await reviewsToRemind(now, atOnce);
  let count = 0;
  for (const { id, version, blind, remindedAt, dueAt, application, reviewer } of due)
    await db().$transaction(async (tx) => {
      // Submitted, taken back or reminded at this very moment: then there is nothing to say.
      const taken = await tx.review.updateMany({
        where: { id, version, state: "ASSIGNED", remindedAt },
        data: { remindedAt: now },
      });
      if (taken.count === 0) return;
      count++;
      const { email, locale } = reviewer;
      await notify(tx, {
        to: email,
        locale,
        letter: "reviewOverdue",
        values: (locale) => ({
          receipt: application.receipt ?? "",
          ...applicantIn(locale, { blind }, application.institution),
          by: formatDate(dueAt, locale),
          link: linkTo(`/desk/reviews/${id}`, locale),
        }),
      });
      await recordEvent(tx, {
        actor: { kind: "system", name: "worker" },
        action: "reviews.remind",
        subject: { kind: "review", id },
        outcome: "DONE",
      });
    });
  return count;
}
