import fc from "fast-check";
import { expect, test } from "vitest";
import { inWaitingOrder, type Waiting } from "./rules.ts";

const day = (of: number) => new Date(Date.UTC(2026, 0, of));
const one = (receipt: string, opens: number, score: number | null, submitted: number): Waiting => ({
  ...{ receipt, score, submittedAt: day(submitted), phase: { opensAt: day(opens) } },
});

test("the earlier phase comes first, then the better score, the earlier submission, the receipt, however the list is shuffled", () => {
  const right = [
    ...[one("D", 1, 5_000, 9), one("E", 1, null, 2)],
    ...[one("A", 3, 9_000, 5), one("B", 3, 8_000, 4), one("C", 3, 8_000, 5), one("F", 3, 8_000, 5)],
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(right, { minLength: right.length }), (shuffled) => {
      expect(inWaitingOrder(shuffled)).toEqual(right);
    }),
  );
});

test("whoever comes later passes nobody of an earlier phase, and leaves the order of the others as it was", () => {
  const row = fc.record({
    receipt: fc.uuid(),
    score: fc.option(fc.nat(10_000)),
    submittedAt: fc.integer({ min: 1, max: 28 }).map(day),
    phase: fc.record({ opensAt: fc.integer({ min: 1, max: 28 }).map(day) }),
  });
  fc.assert(
    fc.property(fc.array(row), row, (rows, late) => {
      expect(inWaitingOrder([...rows, late]).filter((one) => one !== late)).toEqual(inWaitingOrder(rows));
    }),
  );
});
