import fc from "fast-check";
import { expect, test } from "vitest";
import { Role, RoleChangeKind } from "../platform/db/generated/enums.ts";
import { areDatesSound, clashes, dayEnds, effectOf, neededOf, obstacleToChange, roleChangeSteps } from "./rules.ts";

const roles = fc.subarray(Object.values(Role));

test("no change that the rules allow makes an administrator who approves, or leaves a role that decides by two to fewer", () => {
  fc.assert(
    fc.property(
      roles.filter((held) => !(held.includes("ADMINISTRATOR") && held.includes("APPROVER"))),
      roles,
      fc.constantFrom(...Object.values(RoleChangeKind)),
      fc.constantFrom(...Object.values(Role)),
      fc.boolean(),
      fc.nat(4),
      fc.nat(6),
      fc.boolean(),
      (held, coming, kind, role, isPermanent, others, more, deputised) => {
        const needed = Math.max(neededOf(role), more);
        if (obstacleToChange(kind, role, { held, coming, isPermanent, others, needed, deputised }) !== null) return;
        if (kind === "GRANT" || kind === "DEPUTY") {
          expect(held).not.toContain(role);
          expect(clashes([...held, ...coming], role)).toBe(false);
        } else expect(held).toContain(role);
        if (kind === "REVOKE" && isPermanent) expect(others).toBeGreaterThanOrEqual(needed);
      },
    ),
  );
});

test("what is over stays over, and only what was confirmed is carried out", () => {
  for (const state of ["APPLIED", "CANCELLED", "LAPSED", "FAILED"] as const) expect(roleChangeSteps[state]).toEqual([]);
  expect(roleChangeSteps.PROPOSED).not.toContain("APPLIED");
});

test("a change takes effect after the delay, and not before a deputy's first day", () => {
  const at = new Date("2026-11-21T10:00:00Z");
  expect(effectOf(at, 86_400, null)).toEqual(new Date("2026-11-22T10:00:00Z"));
  expect(effectOf(at, 86_400, new Date("2026-12-01T00:00:00Z"))).toEqual(new Date("2026-12-01T00:00:00Z"));
  expect(effectOf(at, 86_400, new Date("2026-11-01T00:00:00Z"))).toEqual(new Date("2026-11-22T10:00:00Z"));
});

test("days are Pakistan's, and the last one counts whole", () => {
  expect(dayEnds("2026-11-21")).toEqual(new Date("2026-11-21T19:00:00Z"));
  const now = new Date("2026-11-21T18:59:00Z");
  expect(areDatesSound("2026-11-20", "2026-11-21", 92, now)).toBe(true);
  expect(areDatesSound("2026-11-20", "2026-11-21", 92, new Date("2026-11-21T19:00:00Z"))).toBe(false);
  expect(areDatesSound("2026-11-21", "2026-11-20", 92, now)).toBe(false);
  expect(areDatesSound("2026-11-21", "2027-02-20", 92, now)).toBe(true);
  expect(areDatesSound("2026-11-21", "2027-02-21", 92, now)).toBe(false);
  expect(areDatesSound("2028-11-21", "2028-11-22", 92, now)).toBe(false);
});
