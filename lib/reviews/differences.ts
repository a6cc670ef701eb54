import type { Criterion } from "../programmes/schema.ts";

/** Where reviewers differ: the totals, by so many hundredths of a percent, or one criterion, by so many of its points. */
export type Difference = { kind: "total"; by: number } | { kind: "criterion"; code: string; by: number };

/** What a submitted review says, as far as differences go. */
export type Scored = { scores: Readonly<Record<string, number>>; total: number };

/**
 * Where the reviews differ too much to be averaged without a thought: totals by more than `spread` (hundredths of a percent), a
 * criterion by more than half of its best score. Empty for fewer than two.
 */
export function differences(criteria: readonly Criterion[], spread: number, reviews: readonly Scored[]): Difference[] {
  if (reviews.length < 2) return [];
  const range = (of: (review: Scored) => number) => {
    const all = reviews.map(of);
    return Math.max(...all) - Math.min(...all);
  };
  const total = range((review) => review.total);
  return [
    ...(total > spread ? [{ kind: "total" as const, by: total }] : []),
    ...criteria.flatMap(({ code, max }) => {
      const by = range((review) => review.scores[code] ?? 0);
      return by * 2 > max ? [{ kind: "criterion" as const, code, by }] : [];
    }),
  ];
}
