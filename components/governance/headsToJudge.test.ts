import { describe, expect, test } from "vitest";
import type { RegisteredHead } from "@/lib/platform/chain/auditHeads";
import { headsToJudge } from "./headsToJudge";

const day = 86_400_000;
const now = new Date("2026-11-22T12:00:00Z");
const head = (block: bigint, daysAgo = 1): RegisteredHead => ({
  ...{ sequence: 2n ** 64n - 1n, hash: "07".repeat(32), block, disowned: null },
  at: new Date(now.getTime() - daysAgo * day),
});
const word = (block: bigint, governor: string) => ({
  ...{ head: block, governor, reason: "keyStolen", decision: "Minute 12/2026", at: now },
});
const governors = ["one", "two"].map((principal) => ({ principal, role: "governor" as const }));
const judged = (
  contradictions: RegisteredHead[],
  words: ReturnType<typeof word>[] = [],
  principal: string | null = "one",
) =>
  headsToJudge(
    { contradictions, words },
    {
      ...{ roles: [...governors, { principal: "three", role: "approver" }] },
      policy: { approvals: 2, governors: 2, delaySeconds: 0 },
    },
    principal,
    now,
  );

describe("a head of the audit that the database contradicts", () => {
  test("has the words of those who are governors now, on this very head", () => {
    const { heads } = judged(
      [head(7n), head(9n)],
      [word(7n, "one"), word(7n, "three"), word(7n, "gone"), word(9n, "two")],
    );
    expect(heads.map(({ words }) => words.map(({ governor }) => governor))).toEqual([["one"], ["two"]]);
    expect(heads.map(({ hasSaid }) => hasSaid)).toEqual([true, false]);
    expect(judged([head(7n)], [word(7n, "one")], null).heads).toMatchObject([{ hasSaid: false }]);
    // By other roles they have come to be enough: said again by one of them, it is disowned.
    expect(judged([head(7n)], [word(7n, "one"), word(7n, "two")]).heads).toMatchObject([{ hasSaid: false }]);
  });

  test("can be disowned for 30 days from when it was noted", () => {
    expect(judged([head(7n, 29)]).heads).toMatchObject([{ isLate: false, until: new Date(now.getTime() + day) }]);
    expect(judged([head(7n, 30)]).heads).toMatchObject([{ isLate: true }]);
  });

  test("is one of 24 that are shown, and it is said how many more there are", () => {
    const all = Array.from({ length: 30 }, (_, n) => head(BigInt(n)));
    const { heads, more } = judged(all);
    expect([heads.length, more]).toEqual([24, 6]);
    expect(judged([])).toEqual({ heads: [], more: 0 });
    const old = all.map((one) => ({ ...one, at: new Date(now.getTime() - 31 * day) }));
    expect(judged([...old, head(30n), head(31n)]).heads.slice(0, 3)).toMatchObject([
      ...[30n, 31n].map((block) => ({ head: { block }, isLate: false })),
      { head: { block: 0n }, isLate: true },
    ]);
  });
});
