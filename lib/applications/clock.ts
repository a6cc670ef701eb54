import type { ApplicationState } from "../platform/db/generated/enums.ts";
import { dueAfter, type Pause } from "../platform/workingDays.ts";
import { workingDays } from "./rules.ts";

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

/** When the step that an application stands in is due; null while no clock runs. */
export function stepDue(application: {
  state: ApplicationState;
  submittedAt: Date | null;
  requests: readonly Asked[];
}): Date | null {
  const step = clockStep(application.state);
  if (!step || !application.submittedAt) return null;
  // No request is open while a step runs, so that it does not matter what time it is.
  return dueAfter(application.submittedAt, workingDays[step], pausesOf(application.requests), application.submittedAt);
}
