import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantsOf, lastWhole, nextBeginning, parsePeriod, quantile } from "./rules.ts";

const now = new Date("2026-11-21T08:00:00Z");
const instant = fc.date({ min: new Date("2026-01-01"), max: new Date("2032-01-01"), noInvalidDate: true });

describe("the period of a report", () => {
  test("is what the address asks for, or the last ninety days", () => {
    expect(parsePeriod({ from: "2026-01-01", to: "2026-03-31" }, now)).toEqual({
      from: "2026-01-01",
      to: "2026-03-31",
    });
    const usual = { from: "2026-08-24", to: "2026-11-21" };
    expect(parsePeriod({}, now)).toEqual(usual);
    expect(parsePeriod({ from: "2026-03-31", to: "2026-01-01" }, now)).toEqual(usual);
    expect(parsePeriod({ from: "2026-02-30", to: "2026-03-01" }, now)).toEqual(usual);
    expect(parsePeriod({ from: "1999-01-01", to: "2026-01-01" }, now)).toEqual(usual);
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (from, to) => {
        const { begins, ends } = instantsOf(parsePeriod({ from, to }, now));
        expect(begins < ends).toBe(true);
      }),
    );
  });

  test("begins and ends at midnight in Pakistan", () => {
    expect(instantsOf({ from: "2026-11-20", to: "2026-11-20" })).toEqual({
      begins: new Date("2026-11-19T19:00:00Z"),
      ends: new Date("2026-11-20T19:00:00Z"),
    });
  });
});

describe("a report that comes by itself", () => {
  test("is of the last week from Monday to Sunday, or of the last month", () => {
    expect(lastWhole("WEEKLY", now)).toEqual({ from: "2026-11-09", to: "2026-11-15" });
    expect(lastWhole("MONTHLY", now)).toEqual({ from: "2026-10-01", to: "2026-10-31" });
    expect(nextBeginning("WEEKLY", now)).toEqual(new Date("2026-11-22T19:00:00Z"));
    expect(nextBeginning("MONTHLY", now)).toEqual(new Date("2026-11-30T19:00:00Z"));
  });

  test("leaves no day out and has none twice, whenever it is written", () => {
    fc.assert(
      fc.property(instant, fc.constantFrom("WEEKLY" as const, "MONTHLY" as const), (at, cadence) => {
        const next = nextBeginning(cadence, at);
        expect(next > at).toBe(true);
        const period = lastWhole(cadence, next);
        expect(instantsOf(period).ends).toEqual(next);
        const before = lastWhole(cadence, at);
        expect(instantsOf(before).ends).toEqual(instantsOf(period).begins);
      }),
    );
  });
});

test("half of the values are at most the median, nine in ten at most p90", () => {
  expect(quantile([], 0.5)).toBeNull();
  expect(quantile([7], 0.9)).toBe(7);
  expect(quantile([5, 1, 3, 2, 4], 0.5)).toBe(3);
  expect(quantile([10, 1, 2, 3, 4, 5, 6, 7, 8, 9], 0.9)).toBe(9);
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.constantFrom(0.5, 0.9), (values, share) => {
      const found = quantile(values, share) ?? 0;
      const below = values.filter((value) => value <= found).length;
      expect(below / values.length).toBeGreaterThanOrEqual(share);
      expect(values.filter((value) => value < found).length / values.length).toBeLessThan(share);
    }),
  );
});
