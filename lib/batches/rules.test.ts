import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planHash } from "./plan.ts";
import { facts, reasons } from "./reasons.ts";
import { faultsOf, mayMoveBatch, type PlanItem, quotaEffects, reasonCodes } from "./rules.ts";

const item: PlanItem = {
  itemId: "i1",
  applicationId: "a1",
  receipt: "APP-00001-0",
  institutionId: "n1",
  institutionName: "جامعہ",
  institutionNameUr: null,
  sector: "EDUCATION",
  phaseId: "p1",
  phaseCode: "P2",
  asked: 10,
  outcome: "AWARD",
  seats: 10,
  reason: null,
  evidence: [],
  note: null,
  held: 0,
  demonstration: false,
};

describe("a plan's hash", () => {
  const plan = {
    code: "B-0001",
    programmeCode: "CLOUD",
    passedOver: null,
    manifestHash: null,
    items: [item, { ...item, itemId: "i2", receipt: "APP-00002-0" }],
  };

  test("is the same whatever order the tables give the items in", () => {
    expect(planHash({ ...plan, items: [...plan.items].reverse() })).toBe(planHash(plan));
  });

  test("changes with everything that an approver reads", () => {
    const changes: Partial<PlanItem>[] = [
      { applicationId: "a2" },
      { receipt: "APP-00003-0" },
      { institutionName: "جامعة" },
      { sector: "PRIVATE" },
      { asked: 11 },
      { seats: 9 },
      { outcome: "DECLINE" },
      { reason: "placesLimited" },
      { note: "a note" },
    ];
    const hashes = changes.map((change) =>
      planHash({ ...plan, items: [{ ...item, ...change }, ...plan.items.slice(1)] }),
    );
    expect(new Set([planHash(plan), ...hashes]).size).toBe(changes.length + 1);
    expect(planHash({ ...plan, code: "B-0002" })).not.toBe(planHash(plan));
    expect(planHash({ ...plan, manifestHash: "a1".repeat(32) })).not.toBe(planHash(plan));
    const passing = [1, 2].map((waiting) => planHash({ ...plan, passedOver: { waiting, reason: "They open first." } }));
    expect(new Set([planHash(plan), ...passing]).size).toBe(3);
  });

  test("cannot be met by moving text from one field to another", () => {
    const one = planHash({ ...plan, items: [{ ...item, reason: "a", note: "b" }] });
    expect(planHash({ ...plan, items: [{ ...item, reason: 'a","b', note: null }] })).not.toBe(one);
  });
});

describe("a decision", () => {
  test("of all seats needs no reason; of fewer, one of the catalogue", () => {
    expect(faultsOf({ outcome: "AWARD", seats: 10 }, 10)).toEqual({});
    expect(faultsOf({ outcome: "AWARD", seats: 9 }, 10)).toEqual({ reason: "reasonRequired" });
    for (const reason of reasonCodes.less) expect(faultsOf({ outcome: "AWARD", seats: 9, reason }, 10)).toEqual({});
    expect(faultsOf({ outcome: "AWARD", seats: 9, reason: "outOfScope" }, 10)).toEqual({ reason: "reasonRequired" });
  });

  test("to decline always needs a reason of the catalogue", () => {
    expect(faultsOf({ outcome: "DECLINE", seats: 0 }, 10)).toEqual({ reason: "reasonRequired" });
    for (const reason of reasonCodes.decline)
      expect(faultsOf({ outcome: "DECLINE", seats: 0, reason, evidence: facts }, 10)).toEqual({});
    const evidence = ["purpose"] as const;
    expect(faultsOf({ outcome: "DECLINE", seats: 1, reason: "outOfScope", evidence }, 10)).toEqual({
      seats: "tooLarge",
    });
  });

  test("to decline rests on a fact that its reason asks for", () => {
    for (const reason of reasonCodes.decline) {
      const decline = { outcome: "DECLINE", seats: 0, reason } as const;
      expect(faultsOf(decline, 10)).toEqual({ evidence: "evidenceRequired" });
      const others = facts.filter((fact) => !reasons[reason].facts.includes(fact));
      expect(faultsOf({ ...decline, evidence: others }, 10)).toEqual({ evidence: "evidenceRequired" });
      for (const fact of reasons[reason].facts)
        expect(faultsOf({ ...decline, evidence: [...others, fact] }, 10)).toEqual({});
    }
  });

  test("leaves a way on, whatever its reason", () => {
    for (const code of [...reasonCodes.decline, ...reasonCodes.less])
      expect(reasons[code].remedies).toContain("object");
  });

  test("never gives more than was asked for, nor nothing, nor a part of a seat", () => {
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 600 }), fc.integer({ min: 1, max: 500 }), (seats, asked) => {
        const faults = faultsOf({ outcome: "AWARD", seats, reason: "placesLimited" }, asked);
        if (seats < 1 || seats > asked) expect(faults.seats).toBeDefined();
        else expect(faults.seats).toBeUndefined();
      }),
    );
    expect(faultsOf({ outcome: "AWARD", seats: 1.5, reason: "placesLimited" }, 2)).toEqual({ seats: "tooSmall" });
  });
});

test("the preview adds each award to its own sector and says where there are too few places", () => {
  const quotas = [
    { sector: "EDUCATION" as const, places: 20, taken: 5 },
    { sector: "PRIVATE" as const, places: 1, taken: 0 },
  ];
  const effects = quotaEffects(quotas, [item, { sector: "PRIVATE", seats: 2 }]);
  expect(effects).toEqual([
    { sector: "EDUCATION", places: 20, taken: 5, adding: 10, after: 15, exceeds: false },
    { sector: "PRIVATE", places: 1, taken: 0, adding: 2, after: 2, exceeds: true },
  ]);
});

test("a batch is never approved without having been proposed, nor changed after it was rejected", () => {
  expect(mayMoveBatch("DRAFT", "APPROVED")).toBe(false);
  expect(mayMoveBatch("REJECTED", "PROPOSED")).toBe(false);
  expect(mayMoveBatch("RELEASED", "CANCELLED")).toBe(false);
});
