import type { ReviewState } from "../platform/db/generated/enums.ts";
import type { Criterion } from "../programmes/schema.ts";

/** Reviewers that an application needs at first, and at most, where those differ. */
export const reviewersNeeded = 2;
export const reviewersAtMost = 3;

/** The one table of review states. */
const steps: Record<ReviewState, readonly ReviewState[]> = {
  ASSIGNED: ["SUBMITTED", "CONFLICTED", "WITHDRAWN"],
  // Revised while the reviewers discuss.
  SUBMITTED: ["SUBMITTED"],
  CONFLICTED: [],
  // The same person may be asked again.
  WITHDRAWN: ["ASSIGNED"],
};

/** May a review go from `from` to `to`? */
export function isReviewStep(from: ReviewState, to: ReviewState): boolean {
  return steps[from].includes(to);
}

/** Why a reviewer steps aside. */
export const conflictReasons = ["employment", "family", "financial", "supervision", "collaboration", "other"] as const;

/** And whose review is blind, also because they see all the same who applies. */
export const blindConflictReasons = ["recognised", ...conflictReasons] as const;

/** Why an administrator takes a review back that was not submitted. */
export const withdrawReasons = ["unavailable", "overdue", "mistake", "conflict"] as const;

/** Why a review was taken back: a reason of an administrator's, or the reviewer's role, which has ended. */
export const withdrawnBecause = [...withdrawReasons, "roleEnded"] as const;

/** A reason of the catalogue above. */
export type WithdrawnBecause = (typeof withdrawnBecause)[number];

/** The states of a review that takes one of the application's places. */
export const placeTaking = ["ASSIGNED", "SUBMITTED"] as const satisfies readonly ReviewState[];

/** How many reviewers an application still lacks: a declared conflict frees its place, and so does a review taken back. */
export function openSlots(reviews: readonly { state: ReviewState }[], needed: number = reviewersNeeded): number {
  return Math.max(0, needed - reviews.filter(({ state }) => placeTaking.some((taking) => taking === state)).length);
}

/** Has every reviewer that an application needs submitted? */
export function isReviewed(reviews: readonly { state: ReviewState }[], needed: number = reviewersNeeded): boolean {
  return reviews.filter((review) => review.state === "SUBMITTED").length >= needed;
}

/** Criterion codes whose score is missing, is no whole number from 0 to its best, or that the rubric does not have. */
export function faultyScores(criteria: readonly Criterion[], scores: Readonly<Record<string, number>>): string[] {
  const known = new Map(criteria.map((criterion) => [criterion.code, criterion]));
  const faulty = criteria.filter(({ code, max }) => !isScore(scores[code], max)).map(({ code }) => code);
  return [...faulty, ...Object.keys(scores).filter((code) => !known.has(code))];
}

function isScore(score: number | undefined, max: number): boolean {
  return score !== undefined && Number.isInteger(score) && score >= 0 && score <= max;
}

/**
 * The weighted total in hundredths of a percent, 0 to 10000, halves rounded up. Exact: all in whole numbers.
 * The scores are complete and in range (`faultyScores` is empty).
 */
export function total(criteria: readonly Criterion[], scores: Readonly<Record<string, number>>): number {
  const common = criteria.reduce((product, { max }) => product * BigInt(max), 1n);
  const sum = criteria.reduce((points, { code, weight, max }) => {
    return points + BigInt(scores[code] ?? 0) * BigInt(weight) * (common / BigInt(max));
  }, 0n);
  return Number((sum * 100n * 2n + common) / (common * 2n));
}

/** The mean of totals in hundredths of a percent, halves rounded up; null of none. */
export function meanTotal(totals: readonly number[]): number | null {
  if (totals.length === 0) return null;
  return Math.floor((2 * totals.reduce((sum, each) => sum + each, 0) + totals.length) / (2 * totals.length));
}

/** "82.50" from 8250. */
export function percent(hundredths: number): string {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
}
