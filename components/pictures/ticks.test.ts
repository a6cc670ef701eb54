import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countTicks, percentOf } from "./ticks";

describe("the marks of a scale", () => {
  test("are round, and the last one holds the largest value", () => {
    expect(countTicks(1500)).toEqual([0, 500, 1000, 1500]);
    expect(countTicks(600)).toEqual([0, 200, 400, 600]);
    expect(countTicks(7)).toEqual([0, 2, 4, 6, 8]);
    expect(countTicks(1)).toEqual([0, 1]);
    expect(countTicks(0)).toEqual([0, 1]);
    expect(countTicks(Number.NaN)).toEqual([0, 1]);
  });

  test("are whole, rise from 0, and are few, whatever the value", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (most) => {
        const ticks = countTicks(most);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(
          ticks.every((tick, index) => Number.isInteger(tick) && (index === 0 || tick > (ticks[index - 1] ?? 0))),
        ).toBe(true);
      }),
    );
  });

  test("shares stay between nothing and all", () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), (part, whole) => {
        const percent = percentOf(part, whole);
        expect(percent).toBeGreaterThanOrEqual(0);
        expect(percent).toBeLessThanOrEqual(100);
      }),
    );
    expect(percentOf(1, 4)).toBe(25);
    expect(percentOf(3, 0)).toBe(0);
  });
});
