import { expect, test } from "vitest";
import { freePlaces, isPhaseOpen, isRubricSound, lastInstant } from "./rules.ts";

const phase = { sectors: ["EDUCATION"] as const, opensAt: new Date(1000), closesAt: new Date(2000) };

test("a phase is open from its first instant until before its last", () => {
  expect([999, 1000, 1999, 2000].map((at) => isPhaseOpen(phase, "EDUCATION", new Date(at)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(isPhaseOpen(phase, "PRIVATE", new Date(1500))).toBe(false);
  expect(isPhaseOpen(phase, "EDUCATION", lastInstant(phase))).toBe(true);
});

test("a rubric's weights add up to a hundred, each under a code of its own", () => {
  const criterion = (code: string, weight: number) => ({ code, weight, max: 5, en: code, ur: code });
  expect(isRubricSound([criterion("purpose", 60), criterion("care", 40)])).toBe(true);
  expect(isRubricSound([criterion("purpose", 60), criterion("care", 39)])).toBe(false);
  expect(isRubricSound([criterion("purpose", 60), criterion("purpose", 40)])).toBe(false);
});

test("free places are never below zero", () => {
  expect(freePlaces({ places: 10, taken: 4 })).toBe(6);
  expect(freePlaces({ places: 3, taken: 4 })).toBe(0);
});
