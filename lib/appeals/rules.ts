import type { Action } from "../platform/auth/permissions.ts";
import type { AppealState } from "../platform/db/generated/enums.ts";
import { workingDaysAfter } from "../platform/workingDays.ts";
import { type DaysSet, daysOf } from "../programmes/stepDays.ts";

/** On what an appeal can rest: how it was decided, not how many points there were. Words under `appeals.grounds`. */
export const grounds = ["conflictOverlooked", "evidenceNotConsidered", "wrongRule", "otherProcess"] as const;

/** Why an appeal is dismissed. Words under `appeals.dismissals`. */
export const dismissals = [
  "processFollowed",
  "noConflictFound",
  "evidenceWasConsidered",
  "ruleAppliedRightly",
  "notAboutProcess",
] as const;

/** What an appeal can come to. */
export const appealOutcomes = ["UPHELD", "DISMISSED"] as const;

/**
 * The one table of appeal states. An appeal is filed whatever else the institution has under way, so that its days are not used up by
 * waiting. What the one application in a phase keeps out is its way back: while another of the institution in the phase is handed in
 * and not over, nobody confirms that it is upheld; the proposal waits.
 */
const moves: Record<AppealState, readonly AppealState[]> = {
  FILED: ["PROPOSED"],
  // The second person disagrees, or the first takes the proposal back.
  PROPOSED: ["FILED", "UPHELD", "DISMISSED"],
  UPHELD: [],
  DISMISSED: [],
};

/** Every state, what waits for somebody first. */
export const appealStates = Object.keys(moves) as AppealState[];

/** May an appeal go from one state to the other? */
export function isAppealStep(from: AppealState, to: AppealState): boolean {
  return moves[from].includes(to);
}

/** What people do to an appeal, and in which states. */
const actions = {
  "appeals.propose": ["FILED"],
  "appeals.confirm": ["PROPOSED"],
  "appeals.sendBack": ["PROPOSED"],
  "appeals.sendMessage": ["FILED", "PROPOSED"],
} as const satisfies Partial<Record<Action, readonly AppealState[]>>;

/** Does the state allow the action? The permission is another question, and so is who takes part. */
export function appealAllows(state: AppealState, action: keyof typeof actions): boolean {
  const states: readonly AppealState[] = actions[action];
  return states.includes(state);
}

/** Until when a decline that was released at `decidedAt` can be appealed. */
export function appealEnds(decidedAt: Date, stepDays: readonly DaysSet[]): Date {
  return workingDaysAfter(decidedAt, daysOf("appeal", decidedAt, stepDays));
}

/** Until when an appeal that was filed at `filedAt` is to be decided. */
export function appealDue(filedAt: Date, stepDays: readonly DaysSet[]): Date {
  return workingDaysAfter(filedAt, daysOf("appealDecision", filedAt, stepDays));
}
