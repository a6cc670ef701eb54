import { pausesOf } from "../applications/clock.ts";
import { dueAfter } from "../platform/workingDays.ts";

/** Working days that a reviewer has. */
export const reviewDays = 10;

/** Working days between two reminders of a review that is late. */
export const reminderDays = 3;

/** When a review is due: while the applicant has the ball, the reviewer's clock stands, too. */
export function reviewDue(
  review: { assignedAt: Date; requests: readonly { askedAt: Date; repliedAt: Date | null }[] },
  now: Date,
): Date {
  const { assignedAt, requests } = review;
  const since = requests.filter(({ askedAt }) => askedAt >= assignedAt);
  return dueAfter(assignedAt, reviewDays, pausesOf(since), now);
}
