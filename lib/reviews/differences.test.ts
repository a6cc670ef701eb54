import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "./differences.ts";

const criterion = (code: string, weight: number, max: number) => ({ code, weight, max, en: code, ur: code });
const criteria = [criterion("purpose", 50, 5), criterion("care", 50, 4)];
const review = (purpose: number, care: number, total: number) => ({ scores: { purpose, care }, total });

test("totals that differ by more than the rubric allows are flagged, and just as much is not", () => {
  expect(differences(criteria, 2500, [review(3, 2, 5000), review(3, 2, 7500)])).toEqual([]);
  expect(differences(criteria, 2500, [review(3, 2, 5000), review(3, 2, 7501)])).toEqual([{ kind: "total", by: 2501 }]);
});

test("a criterion is flagged where it differs by more than half of its best score, though the totals agree", () => {
  expect(differences(criteria, 10_000, [review(5, 0, 5000), review(3, 2, 5000)])).toEqual([]);
  expect(differences(criteria, 10_000, [review(5, 0, 5000), review(2, 3, 5000)])).toEqual([
    { kind: "criterion", code: "purpose", by: 3 },
    { kind: "criterion", code: "care", by: 3 },
  ]);
});

test("whoever comes first, and however many more agree with one of them, the differences are the same; one alone has none", () => {
  const any = fc
    .record({ purpose: fc.nat(5), care: fc.nat(4), total: fc.nat(10_000) })
    .map(({ purpose, care, total }) => review(purpose, care, total));
  fc.assert(
    fc.property(fc.array(any, { maxLength: 4 }), fc.nat(10_000), (reviews, spread) => {
      const found = differences(criteria, spread, reviews);
      expect(differences(criteria, spread, reviews.toReversed())).toEqual(found);
      if (reviews.length < 2) expect(found).toEqual([]);
      else expect(differences(criteria, spread, [...reviews, ...reviews])).toEqual(found);
    }),
  );
});
