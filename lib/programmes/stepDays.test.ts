import fc from "fast-check";
import { expect, test } from "vitest";
import { allDays, areDaysInOrder, clockedSteps, type DaysSet, daysOf, firstDays } from "./stepDays.ts";

const at = (hours: number) => new Date(Date.UTC(2026, 0, 1) + hours * 3_600_000);

test("a step has the days that were set last before it began, and whatever is set later changes nothing for it", () => {
  const set: DaysSet[] = [
    { step: "reply", days: 12, since: at(20) },
    { step: "reply", days: 8, since: at(10) },
    { step: "review", days: 25, since: at(0) },
  ];
  expect([0, 10, 19, 20, 99].map((hours) => daysOf("reply", at(hours), set))).toEqual([firstDays.reply, 8, 8, 12, 12]);
  expect(allDays(at(15), set)).toEqual({ ...firstDays, reply: 8, review: 25 });
  const steps = fc.record({
    step: fc.constantFrom(...clockedSteps),
    days: fc.integer({ min: 1, max: 250 }),
    since: fc.nat(100).map(at),
  });
  fc.assert(
    fc.property(fc.array(steps), steps, fc.nat(99), (before, later, hours) => {
      const added = { ...later, since: at(hours + 1) };
      for (const step of clockedSteps)
        expect(daysOf(step, at(hours), [...before, added])).toBe(daysOf(step, at(hours), before));
    }),
  );
});

test("a reviewer has no longer than the reviews, and these no longer than the decision", () => {
  expect(areDaysInOrder(firstDays)).toBe(true);
  expect(areDaysInOrder({ ...firstDays, reviewer: 21 })).toBe(false);
  expect(areDaysInOrder({ ...firstDays, decision: 19 })).toBe(false);
});
