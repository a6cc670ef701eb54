import { describe, expect, test } from "vitest";
import { rungOf } from "./rungs.ts";

describe("the ladder", () => {
  const [now, validUntil, activatedAt] = [new Date("2027-01-01"), new Date("2028-01-01"), new Date("2026-12-01")];

  test("counts as in use what its holder says they use, while the licence is in force", () => {
    const licence = { state: "ACTIVE" as const, validUntil };
    expect(rungOf(licence, null, now)).toBe("awarded");
    expect(rungOf(licence, { state: "OFFERED", activatedAt: null }, now)).toBe("awarded");
    expect(rungOf(licence, { state: "CLAIMED", activatedAt: null }, now)).toBe("claimed");
    expect(rungOf(licence, { state: "BOUND", activatedAt: null }, now)).toBe("claimed");
    expect(rungOf(licence, { state: "BOUND", activatedAt }, now)).toBe("active");
    expect(rungOf(licence, { state: "BOUND", activatedAt }, validUntil)).toBe("claimed");
    expect(rungOf({ state: "SUSPENDED", validUntil }, { state: "BOUND", activatedAt }, now)).toBe("claimed");
    expect(rungOf(licence, { state: "RELEASED", activatedAt }, now)).toBe("awarded");
  });
});
