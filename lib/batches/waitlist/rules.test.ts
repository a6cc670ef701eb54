import fc from "fast-check";
import { expect, test } from "vitest";
import { betterClaims, inWaitingOrder, isOfferStep, nextInOrder, seatsToOffer, type Waiting } from "./rules.ts";

const day = (of: number) => new Date(Date.UTC(2026, 0, of));
const one = (receipt: string, opens: number, score: number | null, submitted: number, passed = 0): Waiting => ({
  ...{ receipt, passed, score, submittedAt: day(submitted), phase: { opensAt: day(opens) } },
});

test("who let fewer offers pass comes first, then the earlier phase, the better score, the earlier submission, the receipt, however the list is shuffled", () => {
  const right = [
    ...[one("D", 1, 5_000, 9), one("E", 1, null, 2)],
    ...[one("A", 3, 9_000, 5), one("B", 3, 8_000, 4), one("C", 3, 8_000, 5), one("F", 3, 8_000, 5)],
    ...[one("G", 1, 9_900, 1, 1), one("H", 3, 9_900, 1, 1), one("I", 1, 9_950, 1, 2)],
  ];
  fc.assert(
    fc.property(fc.shuffledSubarray(right, { minLength: right.length }), (shuffled) => {
      expect(inWaitingOrder(shuffled)).toEqual(right);
    }),
  );
});

test("whoever comes later leaves the order of the others as it was", () => {
  const row = fc.record({
    receipt: fc.uuid(),
    passed: fc.nat(2),
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

test("the next is the first without an offer whose institution is not suspended", () => {
  const standing = fc.record({ offer: fc.constantFrom(null, "open"), isSuspended: fc.boolean() });
  fc.assert(
    fc.property(fc.array(standing), (rows) => {
      const next = nextInOrder(rows);
      const at = next ? rows.indexOf(next) : rows.length;
      expect(rows.slice(0, at).every(({ offer, isSuspended }) => offer !== null || isSuspended)).toBe(true);
      if (next) expect(next).toEqual({ offer: null, isSuspended: false });
    }),
  );
});

test("an offer is of no more than was asked for and is free, and is answered once", () => {
  expect([seatsToOffer(5, 9), seatsToOffer(9, 5), seatsToOffer(5, 0), seatsToOffer(5, -1)]).toEqual([5, 5, 0, 0]);
  for (const from of ["DECLINED", "LAPSED", "ENDED"] as const)
    for (const to of ["OPEN", "ACCEPTED", "SPENT"] as const) expect(isOfferStep(from, to)).toBe(false);
});

test("those have the better claim who come before an award in the order, have no offer and are not suspended", () => {
  const free = { offer: null, isSuspended: false };
  const waiters = [
    { ...one("A", 1, 5_000, 5), ...free },
    { ...one("B", 1, 9_000, 5), ...free, offer: "open" },
    { ...one("C", 1, 9_000, 5), ...free, isSuspended: true },
    { ...one("D", 3, 9_000, 5), ...free },
    { ...one("E", 1, 9_000, 5, 1), ...free },
  ];
  expect(betterClaims(waiters, [])).toBe(0);
  expect(betterClaims(waiters, [one("X", 1, 9_500, 9)])).toBe(0);
  expect(betterClaims(waiters, [one("X", 3, 8_000, 9)])).toBe(2);
  expect(betterClaims(waiters, [one("X", 1, 9_500, 9), one("Y", 2, 8_000, 9)])).toBe(1);
});
