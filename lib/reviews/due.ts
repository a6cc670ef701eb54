import { pausesOf } from "../applications/clock.ts";
import { dueAfter } from "../platform/workingDays.ts";
import { type DaysSet, daysOf } from "../programmes/stepDays.ts";

/** When a review is due: while the applicant has the ball, the reviewer's clock stands, too. */
export function reviewDue(
  review: {
    assignedAt: Date;
    requests: readonly { askedAt: Date; repliedAt: Date | null }[];
    /** What was set for the programme. */
    stepDays: readonly DaysSet[];
  },
  now: Date,
): Date {
  const { assignedAt, requests, stepDays } = review;
  const since = requests.filter(({ askedAt }) => askedAt >= assignedAt);
  return dueAfter(assignedAt, daysOf("reviewer", assignedAt, stepDays), pausesOf(since), now);
}
