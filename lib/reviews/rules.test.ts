import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Criterion } from "../programmes/schema.ts";
import { faultyScores, isReviewed, meanTotal, openSlots, percent, total } from "./rules.ts";

const criterion = (code: string, weight: number, max: number): Criterion => ({ code, weight, max, en: code, ur: code });

/** Rubrics whose weights add up to 100, with scores that fit. */
const scored = fc
  .array(fc.record({ share: fc.integer({ min: 1, max: 20 }), max: fc.integer({ min: 1, max: 100 }) }), {
    minLength: 1,
    maxLength: 8,
  })
  .chain((parts) => {
    const rest = 100 - parts.length;
    const shares = parts.reduce((sum, part) => sum + part.share, 0);
    const weights = parts.map((part) => 1 + Math.floor((part.share * rest) / shares));
    weights[0] = (weights[0] ?? 0) + 100 - weights.reduce((sum, weight) => sum + weight, 0);
    const criteria = parts.map((part, index) => criterion(`c${index}`, weights[index] ?? 1, part.max));
    return fc
      .tuple(...criteria.map(({ max }) => fc.integer({ min: 0, max })))
      .map((scores) => ({ criteria, scores: Object.fromEntries(scores.map((score, index) => [`c${index}`, score])) }));
  });

describe("a review's total", () => {
  test("is the weighted share of the best, in hundredths of a percent", () => {
    const criteria = [criterion("purpose", 30, 5), criterion("care", 70, 5)];
    expect(total(criteria, { purpose: 5, care: 5 })).toBe(10_000);
    expect(total(criteria, { purpose: 0, care: 0 })).toBe(0);
    expect(total(criteria, { purpose: 3, care: 4 })).toBe(7_400);
    expect(total([criterion("one", 50, 3), criterion("two", 50, 3)], { one: 1, two: 0 })).toBe(1_667);
  });

  test("never leaves 0 to 10000, and grows with every score", () => {
    fc.assert(
      fc.property(scored, ({ criteria, scores }) => {
        const points = total(criteria, scores);
        expect(points).toBeGreaterThanOrEqual(0);
        expect(points).toBeLessThanOrEqual(10_000);
        for (const { code, max } of criteria) {
          const better = { ...scores, [code]: Math.min(max, (scores[code] ?? 0) + 1) };
          expect(total(criteria, better)).toBeGreaterThanOrEqual(points);
        }
      }),
    );
  });

  test("needs every criterion, in range, and none that the rubric does not have", () => {
    const criteria = [criterion("purpose", 50, 5), criterion("care", 50, 5)];
    expect(faultyScores(criteria, { purpose: 5, care: 0 })).toEqual([]);
    expect(faultyScores(criteria, { purpose: 6, extra: 1 })).toEqual(["purpose", "care", "extra"]);
    expect(faultyScores(criteria, { purpose: 1.5, care: -1 })).toEqual(["purpose", "care"]);
  });
});

test("means are rounded to the nearest hundredth", () => {
  expect(meanTotal([])).toBeNull();
  expect(meanTotal([7_000, 8_001])).toBe(7_501);
  expect(percent(7_501)).toBe("75.01");
  expect(percent(10_000)).toBe("100.00");
});

test("a declared conflict frees its place, a submitted review keeps it", () => {
  expect(openSlots([])).toBe(2);
  expect(openSlots([{ state: "CONFLICTED" }, { state: "SUBMITTED" }])).toBe(1);
  expect(isReviewed([{ state: "SUBMITTED" }, { state: "ASSIGNED" }])).toBe(false);
  expect(isReviewed([{ state: "SUBMITTED" }, { state: "CONFLICTED" }, { state: "SUBMITTED" }])).toBe(true);
});
