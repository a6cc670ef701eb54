/** Working days that each step may take until two administrators set others. */
export const firstDays = {
  /** A registration, from the day it was handed in. */
  verification: 5,
  /** Both from the submission of the application: its reviews, and the decision. */
  review: 20,
  decision: 30,
  /** One reviewer's, from the day they were asked. */
  reviewer: 10,
  /** A reply, from the question. */
  reply: 10,
  /** To appeal, from the release of a decline; and to decide on the appeal. */
  appeal: 20,
  appealDecision: 15,
  /** To answer places that are offered. */
  offer: 10,
  /** From one reminder of a review that is late to the next. */
  reminder: 3,
  /** From when a case is overdue until everybody whose office its step is hears of it, after the administrators. */
  escalation: 3,
} as const;

/** A step that has an end by the clock. */
export type ClockedStep = keyof typeof firstDays;

/** The steps, in the order in which people see them. */
export const clockedSteps = Object.keys(firstDays) as ClockedStep[];

/** The most working days that a step can be given. */
export const daysAtMost = 250;

/** What was set for a programme's steps, and since when, as the database holds it. */
export type DaysSet = { step: string; since: Date; days: number };

/** What of a programme's `stepDays` is read with whatever has a clock. */
export const daysShown = { select: { step: true, since: true, days: true } } as const;

/** How many working days the step has that began at `at`: whatever is set later changes nothing for it. */
export function daysOf(step: ClockedStep, at: Date, set: readonly DaysSet[]): number {
  const [latest] = set
    .filter((one) => one.step === step && one.since <= at)
    .sort((a, b) => b.since.getTime() - a.since.getTime());
  return latest?.days ?? firstDays[step];
}

/** The days of every step that begins at `at`. */
export function allDays(at: Date, set: readonly DaysSet[]): Record<ClockedStep, number> {
  const entries = clockedSteps.map((step) => [step, daysOf(step, at, set)]);
  return Object.fromEntries(entries) as Record<ClockedStep, number>;
}

/** Could each step end before the one that waits for it: a reviewer before the reviews, the reviews before the decision? */
export function areDaysInOrder(days: Record<ClockedStep, number>): boolean {
  return days.reviewer <= days.review && days.review <= days.decision;
}
