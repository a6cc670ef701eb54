import fc from "fast-check";
import { expect, test } from "vitest";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { sectors } from "../rules.ts";
import { firstDays } from "../stepDays.ts";
import { approvalsNeeded, obstacleToProgrammeChange, type Present, splitAfter } from "./rules.ts";

const now = new Date("2026-06-01");

test("more seats never need fewer approvals than the rule for them says, and never fewer than one", () => {
  const tiers = [
    { above: 0, approvals: 1 },
    { above: 200, approvals: 2 },
    { above: 500, approvals: 3 },
  ];
  expect([0, 200, 201, 500, 501].map((seats) => approvalsNeeded(tiers, seats))).toEqual([1, 1, 2, 2, 3]);
  expect(approvalsNeeded([], 1_500)).toBe(1);
  expect(approvalsNeeded([{ above: 0, approvals: 0 }], 1)).toBe(1);
});

test("carrying over keeps the sum, and leaves no sector with fewer places than are taken", () => {
  const quota = fc.record({ places: fc.nat(500), share: fc.nat(100) });
  const present = fc.tuple(quota, quota, quota, quota).map(
    (rows): Present => ({
      quotas: rows.map(({ places, share }, at) => ({
        sector: sectors[at] as Sector,
        places,
        taken: Math.floor((places * share) / 100),
      })),
      places: rows.reduce((sum, { places }) => sum + places, 0),
      ...{ phases: [], rubrics: [], days: firstDays, quorum: [], approvers: 2 },
    }),
  );
  const change = fc.record({
    kind: fc.constant("CARRY_OVER" as const),
    from: fc.constantFrom(...sectors),
    to: fc.constantFrom(...sectors),
    places: fc.integer({ min: 1, max: 600 }),
  });
  fc.assert(
    fc.property(present, change, (is, payload) => {
      fc.pre(obstacleToProgrammeChange(payload, is, now) === null);
      const after = splitAfter(payload, is);
      expect([...(after?.values() ?? [])].reduce((sum, places) => sum + places, 0)).toBe(is.places);
      for (const { sector, taken } of is.quotas) expect(after?.get(sector)).toBeGreaterThanOrEqual(taken);
    }),
  );
});
