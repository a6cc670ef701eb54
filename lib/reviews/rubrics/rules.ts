import type { Action } from "../../platform/auth/permissions.ts";
import type { RubricState } from "../../platform/db/generated/enums.ts";

/** At most this many criteria are scored. */
export const criteriaAtMost = 12;

/** Whether reviewers are told who applies. */
export const applicantModes = ["shown", "hidden"] as const;

/** What people do to a version of a rubric, and in which states. A published one never changes again. */
const actions = {
  "reviews.editRubric": ["DRAFT"],
  "reviews.proposeRubric": ["DRAFT"],
  "reviews.returnRubric": ["PROPOSED"],
  "reviews.publishRubric": ["PROPOSED"],
} as const satisfies Partial<Record<Action, readonly RubricState[]>>;

/** Does the state allow the action? The permission is another question. */
export function rubricAllows(state: RubricState, action: keyof typeof actions): boolean {
  const states: readonly RubricState[] = actions[action];
  return states.includes(state);
}

/** What the weights add up to; a rubric that is proposed has 100. */
export function weightsOf(criteria: readonly { weight: number }[]): number {
  return criteria.reduce((sum, { weight }) => sum + weight, 0);
}

/** Codes that more than one criterion goes by. */
export function repeatedCodes(criteria: readonly { code: string }[]): string[] {
  const codes = criteria.map(({ code }) => code);
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) < index))];
}
