import { describe, expect, test } from "vitest";
import { InstitutionState } from "../platform/db/generated/enums.ts";
import { eligibilityOf, type Known, obstaclesToApply } from "./eligibility.ts";

const now = new Date("2026-11-21T06:00:00Z");
const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];
const fine: Known = {
  institution: { state: "VERIFIED" },
  permitted: true,
  phase: { opensAt: now, closesAt: after },
  underway: null,
  appealed: null,
};

describe("obstaclesToApply", () => {
  test("are none for an editor of a verified institution in an open phase", () => {
    expect(obstaclesToApply(fine, now)).toEqual([]);
  });

  test.each(Object.values(InstitutionState))("an institution that is %s", (state) => {
    expect(obstaclesToApply({ ...fine, institution: { state } }, now)).toEqual(
      state === "VERIFIED" ? [] : ["notVerified"],
    );
  });

  test.each([
    [{ phase: null }, ["noPhase"]],
    [{ phase: { opensAt: before, closesAt: now } }, ["noPhase"]],
    [{ phase: { opensAt: after, closesAt: after } }, ["notOpenYet"]],
    [{ permitted: false, underway: { id: "a" } }, ["notEditor", "underway"]],
    [{ appealed: { id: "a" } }, ["appealOpen"]],
  ])("%j", (more, expected) => expect(obstaclesToApply({ ...fine, ...more }, now)).toEqual(expected));
});

test("the answers say yes only together, and nothing while one is missing", () => {
  expect(eligibilityOf([])).toBe("yes");
  expect(eligibilityOf(["yes", undefined, "no"])).toBe("open");
  expect(eligibilityOf(["yes", "no"])).toBe("notYet");
  expect(eligibilityOf(["yes", "yes"])).toBe("yes");
});
