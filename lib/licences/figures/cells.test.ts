import { describe, expect, test } from "vitest";
import { differing, together } from "./cells.ts";

const cell = (changes = {}) => ({
  ...{ programme: "CLOUD", phase: "P1", sector: "education" as const },
  ...{ issued: 20, inForce: 12, suspended: 1, expired: 6, revoked: 1, ...changes },
});

describe("two books of licences", () => {
  test("agree where every part has the same counts, in whatever order", () => {
    const [one, other] = [cell(), cell({ phase: "P2" })];
    expect(differing([one, other], [other, one])).toBe(0);
    expect(differing([], [])).toBe(0);
  });

  test("differ where a count is another, or where a part is in one of them alone, though the sums are the same", () => {
    expect(differing([cell()], [cell({ inForce: 11, suspended: 2 })])).toBe(1);
    expect(differing([cell()], [])).toBe(1);
    expect(differing([cell({ phase: "P2" })], [cell()])).toBe(2);
    expect(differing([cell({ issued: 0, inForce: 0, suspended: 0, expired: 0, revoked: 0 })], [])).toBe(0);
  });

  test("are added up count by count", () => {
    expect(together([cell(), cell()])).toEqual({ issued: 40, inForce: 24, suspended: 2, expired: 12, revoked: 2 });
    expect(together([]).issued).toBe(0);
  });
});
