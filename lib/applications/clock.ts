import type { ApplicationState } from "../platform/db/generated/enums.ts";
import { dueAfter, type Pause } from "../platform/workingDays.ts";
import { type DaysSet, daysOf } from "../programmes/stepDays.ts";

/** A step of the officials that has an end by the clock. */
export type ClockStep = "review" | "decision";

const steps: Partial<Record<ApplicationState, ClockStep>> = {
  SUBMITTED: "review",
  IN_REVIEW: "review",
  REVIEWED: "decision",
  PROPOSED: "decision",
};

/** The step that the officials' clock runs for in a state; none while the applicant has the ball, and when it is over. */
export function clockStep(state: ApplicationState): ClockStep | undefined {
  return steps[state];
}

type Asked = { askedAt: Date; repliedAt: Date | null };

/** The times in which the applicant had the ball. */
export function pausesOf(requests: readonly Asked[]): Pause[] {
  return requests.map(({ askedAt, repliedAt }) => ({ from: askedAt, to: repliedAt }));
}

/** What the clock of an application counts by. */
export type Clocked = {
  submittedAt: Date | null;
  requests: readonly Asked[];
  events: readonly { kind: string; at: Date }[];
  programme: { stepDays: readonly DaysSet[] };
};

/** Events after which an application is decided on anew, so that the time begins anew, too. */
export const anew = ["appealUpheld", "placesAccepted"];

/**
 * From when the clock counts, and the pauses since: from submission, or from the day on which an appeal was upheld or places from
 * the waitlist were accepted.
 */
export function clockSince({
  submittedAt,
  requests,
  events,
}: Omit<Clocked, "programme">): { since: Date; pauses: Pause[] } | null {
  const again = events.findLast(({ kind }) => anew.includes(kind))?.at;
  const since = again ?? submittedAt;
  return since && { since, pauses: pausesOf(requests.filter(({ askedAt }) => !again || askedAt >= again)) };
}

/** When the step that an application stands in is due; null while no clock runs. */
export function stepDue(application: Clocked & { state: ApplicationState }): Date | null {
  const step = clockStep(application.state);
  const clock = clockSince(application);
  if (!step || !clock) return null;
  // No request is open while a step runs, so that it does not matter what time it is.
  return dueAfter(clock.since, daysOf(step, clock.since, application.programme.stepDays), clock.pauses, clock.since);
}
