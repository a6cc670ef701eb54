import fc from "fast-check";
import { expect, test } from "vitest";
import { limits, secondsToWait } from "./limits.ts";
import { FixedWindow } from "./window.ts";

test("lets so many through in a window, then says how long to wait, and begins anew", () => {
  const window = new FixedWindow({ most: 2, seconds: 60 });
  expect([window.take("a", 0), window.take("a", 10_000), window.take("a", 20_500)]).toEqual([0, 0, 40]);
  expect(window.take("b", 20_500)).toBe(0);
  expect(window.take("a", 59_999)).toBe(1);
  expect([window.take("a", 60_000), window.take("a", 60_001), window.take("a", 60_002)]).toEqual([0, 0, 60]);
});

test("never lets more through than the limit in one window, and never keeps somebody waiting longer than it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.record({ who: fc.constantFrom("a", "b", "c"), after: fc.nat(2_000) }), { maxLength: 100 }),
      (most, requests) => {
        const window = new FixedWindow({ most, seconds: 5 });
        const passed: { who: string; at: number }[] = [];
        let now = 0;
        for (const { who, after } of requests) {
          now += after;
          const wait = window.take(who, now);
          expect(wait).toBeLessThanOrEqual(5);
          if (wait === 0) passed.push({ who, at: now });
        }
        // Two windows may touch, so in any stretch of one window's length at most twice the limit.
        for (const { who, at } of passed)
          expect(
            passed.filter((other) => other.who === who && other.at >= at && other.at < at + 5_000).length,
          ).toBeLessThanOrEqual(2 * most);
      },
    ),
  );
});

test("remembers no more visitors than there is room for, and forgets those whose window is over", () => {
  const window = new FixedWindow({ most: 1, seconds: 60 }, 100);
  for (let index = 0; index < 1_000; index++) window.take(`visitor ${index}`, index);
  expect(window.size).toBe(100);
  expect(window.take("visitor 999", 1_000)).toBeGreaterThan(0);
  window.take("late", 200_000);
  expect(window.size).toBe(1);
});

test("counts each thing by itself, and nobody whose address is not known", () => {
  const from = (visitor?: string) => new Headers(visitor ? { "x-sanad-visitor": visitor } : {});
  for (let index = 0; index < limits.signInCode.most; index++)
    expect(secondsToWait("signInCode", from("192.0.2.1"))).toBe(0);
  expect(secondsToWait("signInCode", from("192.0.2.1"))).toBeGreaterThan(0);
  expect(secondsToWait("signInCode", from("192.0.2.2"))).toBe(0);
  expect(secondsToWait("proof", from("192.0.2.1"))).toBe(0);
  for (let index = 0; index <= 2 * limits.signInCode.most; index++) expect(secondsToWait("signInCode", from())).toBe(0);
});
