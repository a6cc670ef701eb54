import { expect, test } from "vitest";
import { endOfDayInPakistan, workingDaysAfter } from "./workingDays.ts";

test("a day ends at midnight in Pakistan", () => {
  expect(endOfDayInPakistan(new Date("2026-11-20T18:59:59.999Z"))).toEqual(new Date("2026-11-20T18:59:59.999Z"));
  expect(endOfDayInPakistan(new Date("2026-11-20T19:00:00.000Z"))).toEqual(new Date("2026-11-21T18:59:59.999Z"));
});

test("working days leave Saturday and Sunday out", () => {
  const friday = new Date("2026-11-20T08:00:00Z");
  expect(workingDaysAfter(friday, 0)).toEqual(new Date("2026-11-20T18:59:59.999Z"));
  expect(workingDaysAfter(friday, 1)).toEqual(new Date("2026-11-23T18:59:59.999Z"));
  expect(workingDaysAfter(friday, 5)).toEqual(new Date("2026-11-27T18:59:59.999Z"));
  expect(workingDaysAfter(new Date("2026-11-22T08:00:00Z"), 1)).toEqual(new Date("2026-11-23T18:59:59.999Z"));
});
