import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { holidaySources, holidays } from "./holidays.ts";
import {
  dueAfter,
  endOfDayInPakistan,
  isWorkingDay,
  workingDaysAfter,
  workingDaysBefore,
  workingDaysBetween,
} from "./workingDays.ts";

const noon = (day: string) => new Date(`${day}T07:00:00Z`);
const instant = fc.date({
  min: new Date("2026-01-01T00:00:00Z"),
  max: new Date("2028-12-31T00:00:00Z"),
  noInvalidDate: true,
});
const days = fc.nat(60);

test("a day ends at midnight in Pakistan", () => {
  expect(endOfDayInPakistan(new Date("2026-11-20T18:59:59.999Z"))).toEqual(new Date("2026-11-20T18:59:59.999Z"));
  expect(endOfDayInPakistan(new Date("2026-11-20T19:00:00.000Z"))).toEqual(new Date("2026-11-21T18:59:59.999Z"));
});

test("working days leave Saturday and Sunday out; Friday is one", () => {
  const friday = new Date("2026-11-20T08:00:00Z");
  expect(isWorkingDay(friday)).toBe(true);
  expect(workingDaysAfter(friday, 0)).toEqual(new Date("2026-11-20T18:59:59.999Z"));
  expect(workingDaysAfter(friday, 1)).toEqual(new Date("2026-11-23T18:59:59.999Z"));
  expect(workingDaysAfter(friday, 5)).toEqual(new Date("2026-11-27T18:59:59.999Z"));
  expect(workingDaysAfter(new Date("2026-11-22T08:00:00Z"), 1)).toEqual(new Date("2026-11-23T18:59:59.999Z"));
});

test("public holidays are no working days", () => {
  expect(isWorkingDay(noon("2026-12-25"))).toBe(false);
  expect(workingDaysAfter(noon("2026-12-24"), 1)).toEqual(new Date("2026-12-28T18:59:59.999Z"));
  // Eid on a Wednesday to Friday, and a weekend after it.
  expect(workingDaysBetween(noon("2026-05-26"), noon("2026-05-31"))).toBe(0);
});

test("each year that is listed has its holidays, in order, none twice", () => {
  for (const { year } of holidaySources) {
    const listed = holidays.filter(({ day }) => day.startsWith(String(year))).map(({ day }) => day);
    expect(listed.length).toBeGreaterThanOrEqual(13);
    expect(listed).toEqual([...new Set(listed)].sort());
  }
});

describe("the clock", () => {
  test("never runs backwards: what starts later is not due earlier, nor what has more days", () => {
    fc.assert(
      fc.property(instant, instant, days, days, (one, other, some, more) => {
        const [first, later] = one <= other ? [one, other] : [other, one];
        expect(workingDaysAfter(first, some) <= workingDaysAfter(later, some)).toBe(true);
        expect(workingDaysAfter(first, some) <= workingDaysAfter(first, some + more)).toBe(true);
      }),
    );
  });

  test("counts back what it counted on", () => {
    fc.assert(
      fc.property(instant, days, (at, count) => {
        expect(workingDaysBetween(at, workingDaysAfter(at, count))).toBe(count);
        expect(workingDaysBetween(workingDaysBefore(at, count), at)).toBe(count);
      }),
    );
  });

  test("adds up: between two instants over a third is the same as straight", () => {
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        expect(workingDaysBetween(a, b) + workingDaysBetween(b, c)).toBe(workingDaysBetween(a, c));
      }),
    );
  });

  test("a pause adds exactly the working days that passed in it", () => {
    fc.assert(
      fc.property(instant, days, instant, fc.nat(40 * 86_400_000), (start, count, from, length) => {
        const to = new Date(from.getTime() + length);
        const without = dueAfter(start, count, [], to);
        const paused = dueAfter(start, count, [{ from, to }], to);
        expect(workingDaysBetween(without, paused)).toBe(workingDaysBetween(from, to));
        // One pause, or two that meet: the same. An open one lasts until now.
        const middle = new Date(from.getTime() + length / 2);
        const halves = [
          { from, to: middle },
          { from: middle, to: null },
        ];
        expect(dueAfter(start, count, halves, to)).toEqual(paused);
      }),
    );
  });
});
