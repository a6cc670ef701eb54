import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayNumber, dayOf, dayTicks, stairPath, stairs } from "./days";
import { countTicks } from "./ticks";

const day = fc.integer({ min: 18_000, max: 25_000 }).map(dayOf);
const counts = fc.uniqueArray(fc.record({ day, count: fc.nat(1_000_000) }), {
  selector: (one) => one.day,
  maxLength: 60,
});

describe("days", () => {
  test("are numbered and named back", () => {
    expect(dayOf(dayNumber("2026-11-21"))).toBe("2026-11-21");
    expect(dayNumber("yesterday")).toBeNaN();
  });

  test("that are named on the axis are few, apart and end with the last", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000 }), fc.integer({ min: 2, max: 8 }), (length, most) => {
        const ticks = dayTicks(length, most);
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(most);
        expect(ticks.at(-1)).toBe(length - 1);
        expect(ticks.every((tick) => tick >= 0 && tick < length)).toBe(true);
        expect(new Set(ticks.slice(1).map((tick, index) => tick - (ticks[index] ?? 0))).size).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("stairs", () => {
  test("climb from the day before the first to today", () => {
    const made = stairs(
      [
        { day: "2026-11-19", count: 4 },
        { day: "2026-11-17", count: 3 },
      ],
      "2026-11-21",
    );
    expect(made).toEqual({
      first: "2026-11-16",
      length: 6,
      stairs: [
        { at: 1, day: "2026-11-17", count: 3, total: 3 },
        { at: 3, day: "2026-11-19", count: 4, total: 7 },
      ],
    });
    expect(stairPath(made.stairs, made.length, 10)).toBe("M0 100H16.67V70H50V30H100");
  });

  test("are a flat line where nothing was counted, and one stair for one day", () => {
    expect(stairPath(stairs([], "2026-11-21").stairs, 2, 1)).toBe("M0 100H100");
    expect(stairs([{ day: "2026-11-21", count: 1500 }], "2026-11-21")).toMatchObject({
      length: 2,
      stairs: [{ at: 1 }],
    });
  });

  test("add up, and stay inside the box", () => {
    fc.assert(
      fc.property(counts, day, (days, today) => {
        const made = stairs(days, today);
        const total = days.reduce((sum, { count }) => sum + count, 0);
        expect(made.stairs.at(-1)?.total ?? 0).toBe(total);
        expect(made.length).toBeGreaterThanOrEqual(2);
        const path = stairPath(made.stairs, made.length, countTicks(total).at(-1) ?? 1);
        const numbers = path.match(/-?[\d.]+|NaN/g)?.map(Number) ?? [];
        expect(numbers.every((number) => number >= 0 && number <= 100)).toBe(true);
        const heights = [...path.matchAll(/V([\d.]+)/g)].map(([, height]) => Number(height));
        expect(heights.every((height, index) => index === 0 || height <= (heights[index - 1] ?? 0))).toBe(true);
      }),
    );
  });
});
