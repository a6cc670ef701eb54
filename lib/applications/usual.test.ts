import { expect, test } from "vitest";
import { type Decided, usual, usualFrom } from "./usual.ts";

const at = (day: number) => new Date(`2026-09-${String(day).padStart(2, "0")}T07:00:00Z`);
/** Submitted on a Tuesday, decided so many weeks later. */
const taking = (weeks: number): Decided => ({
  submittedAt: at(1),
  startedAt: at(2),
  reviewedAt: at(3),
  decidedAt: at(1 + 7 * weeks),
});

test("says how long half of them took at most, in working days", () => {
  const some = [...Array.from({ length: 6 }, () => taking(1)), ...Array.from({ length: 5 }, () => taking(4))];
  expect(usual(some)).toEqual({ await: 1, review: 1, decide: 3, hear: 5 });
});

test("says nothing of what too few have gone through", () => {
  const few = Array.from({ length: usualFrom.least - 1 }, () => taking(1));
  expect(usual(few)).toEqual({});
  const unreviewed = Array.from({ length: usualFrom.least }, () => ({ ...taking(1), startedAt: null }));
  expect(usual(unreviewed)).toEqual({ decide: 3, hear: 5 });
});
