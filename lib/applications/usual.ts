import { workingDaysBetween } from "../platform/workingDays.ts";
import type { Step } from "./timeline.ts";

/** How many decided applications the figures are taken from, the newest, and the fewest from which any is given. */
export const usualFrom = { most: 60, least: 10 } as const;

/** An application that was decided, and when it came to each step. */
export type Decided = { submittedAt: Date; startedAt: Date | null; reviewedAt: Date | null; decidedAt: Date };

/** Working days that a step usually takes; nothing of a step that too few applications have gone through. */
export type Usual = Partial<Record<Step, number>>;

/**
 * The medians of the steps over applications that were decided, in whole working days, at least one: half of them took no longer.
 * `hear` is the whole way, from submission to the decision.
 */
export function usual(decided: readonly Decided[]): Usual {
  const steps: Record<"await" | "review" | "decide" | "hear", (number | null)[]> = {
    await: decided.map(({ submittedAt, startedAt }) => days(submittedAt, startedAt)),
    review: decided.map(({ startedAt, reviewedAt }) => days(startedAt, reviewedAt)),
    decide: decided.map(({ reviewedAt, decidedAt }) => days(reviewedAt, decidedAt)),
    hear: decided.map(({ submittedAt, decidedAt }) => days(submittedAt, decidedAt)),
  };
  return Object.fromEntries(
    Object.entries(steps).flatMap(([step, all]) => {
      const known = all.filter((one) => one !== null).sort((a, b) => a - b);
      const median = known[Math.floor(known.length / 2)];
      return known.length < usualFrom.least || median === undefined ? [] : [[step, Math.max(1, median)]];
    }),
  );
}

function days(from: Date | null, to: Date | null): number | null {
  return from && to ? Math.max(0, workingDaysBetween(from, to)) : null;
}
