import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  certifiedName,
  changeReasons,
  changesAllowed,
  chunked,
  effectiveState,
  isReasonOf,
  isSeatStep,
  licenceAfter,
  mayHoldSeat,
  places,
  validity,
} from "./rules.ts";

describe("the states of a licence", () => {
  it("lets nothing be done to a pending or a revoked licence", () => {
    expect(changesAllowed("PENDING")).toEqual([]);
    expect(changesAllowed("REVOKED")).toEqual([]);
    expect(changesAllowed("ACTIVE")).toEqual(["suspend", "revoke"]);
    expect(changesAllowed("SUSPENDED")).toEqual(["reinstate", "revoke"]);
  });

  it("never leads out of REVOKED, whatever is tried in whatever order", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("suspend" as const, "reinstate" as const, "revoke" as const)), (changes) => {
        let state: "ACTIVE" | "SUSPENDED" | "REVOKED" | "PENDING" | "EXPIRED" = "ACTIVE";
        let revoked = false;
        for (const change of changes) {
          state = licenceAfter(state, change) ?? state;
          revoked ||= state === "REVOKED";
          if (revoked) expect(state).toBe("REVOKED");
        }
      }),
    );
  });

  it("takes a reason from the catalogue of that very change", () => {
    expect(isReasonOf("suspend", "underInvestigation")).toBe(true);
    expect(isReasonOf("revoke", "underInvestigation")).toBe(false);
    expect(isReasonOf("reinstate", "toString")).toBe(false);
    for (const reasons of Object.values(changeReasons)) expect(new Set(reasons).size).toBe(reasons.length);
  });

  it("ranks revoked over expired over suspended", () => {
    const validUntil = new Date("2027-01-01T00:00:00Z");
    const before = new Date(validUntil.getTime() - 1);
    expect(effectiveState({ state: "REVOKED", validUntil }, validUntil)).toBe("REVOKED");
    expect(effectiveState({ state: "SUSPENDED", validUntil }, validUntil)).toBe("EXPIRED");
    expect(effectiveState({ state: "SUSPENDED", validUntil }, before)).toBe("SUSPENDED");
    expect(effectiveState({ state: "ACTIVE", validUntil }, before)).toBe("ACTIVE");
    expect(effectiveState({ state: "ACTIVE", validUntil }, validUntil)).toBe("EXPIRED");
    expect(effectiveState({ state: "PENDING", validUntil: null }, validUntil)).toBe("PENDING");
  });

  it("hands a seat of an active licence only, until the instant it expires", () => {
    const validUntil = new Date("2027-01-01T00:00:00Z");
    const before = new Date(validUntil.getTime() - 1);
    expect(mayHoldSeat({ state: "ACTIVE", validUntil }, before)).toBe(true);
    expect(mayHoldSeat({ state: "ACTIVE", validUntil }, validUntil)).toBe(false);
    expect(mayHoldSeat({ state: "SUSPENDED", validUntil }, before)).toBe(false);
    expect(mayHoldSeat({ state: "PENDING", validUntil: null }, before)).toBe(false);
  });
});

describe("a seat", () => {
  it("is offered, claimed and bound in that order, and free again only once released", () => {
    expect(isSeatStep("OFFERED", "CLAIMED")).toBe(true);
    expect(isSeatStep("OFFERED", "BOUND")).toBe(false);
    expect(isSeatStep("CLAIMED", "BOUND")).toBe(true);
    expect(isSeatStep("RELEASED", "OFFERED")).toBe(false);
  });
});

describe("validity", () => {
  it("ends with the last day in Pakistan, the day of release being the first", () => {
    const release = new Date("2026-11-21T08:00:00Z");
    expect(validity(release, 1)).toEqual({ validFrom: release, validUntil: new Date("2026-11-21T19:00:00Z") });
    expect(validity(release, 365).validUntil).toEqual(new Date("2027-11-20T19:00:00Z"));
  });

  it("counts the day as Pakistan counts it: 19:00 UTC begins the next one", () => {
    expect(validity(new Date("2026-11-21T18:59:59.999Z"), 1).validUntil).toEqual(new Date("2026-11-21T19:00:00Z"));
    expect(validity(new Date("2026-11-21T19:00:00.000Z"), 1).validUntil).toEqual(new Date("2026-11-22T19:00:00Z"));
  });

  it("is never shorter than the days before the last, nor longer than the days", () => {
    const instant = fc.date({ min: new Date("2020-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 4_000 }), (release, days) => {
        const { validFrom, validUntil } = validity(release, days);
        const length = (validUntil.getTime() - validFrom.getTime()) / 86_400_000;
        expect(length).toBeGreaterThan(days - 1);
        expect(length).toBeLessThanOrEqual(days);
        expect((validUntil.getTime() + 5 * 3_600_000) % 86_400_000).toBe(0);
      }),
    );
  });
});

describe("chunks", () => {
  it("hold every licence exactly once, in order, 500 at most", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000 }), (count) => {
        const items = Array.from({ length: count }, (_, index) => index);
        const chunks = chunked(items);
        expect(chunks.flat()).toEqual(items);
        expect(chunks.every((chunk) => chunk.length > 0 && chunk.length <= 500)).toBe(true);
        expect(places(count)).toEqual(
          chunks.flatMap((chunk, number) => chunk.map((_, position) => ({ chunk: number, position }))),
        );
      }),
    );
    expect(chunked(Array.from({ length: 1_500 })).length).toBe(3);
    expect(chunked(Array.from({ length: 1_501 })).length).toBe(4);
  });
});

describe("the name that is certified", () => {
  it("has no control or direction characters and fits the registry, whatever the institution is called", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 400 }), (name) => {
        const certified = certifiedName(name);
        expect(Buffer.byteLength(certified)).toBeLessThanOrEqual(300);
        expect(certified).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
    expect(certifiedName("  Quaid-i-Azam\u202e  University\n")).toBe("Quaid-i-Azam University");
    expect(certifiedName("قائداعظم یونیورسٹی")).toBe("قائداعظم یونیورسٹی");
    expect(certifiedName("ی".repeat(300))).toBe("ی".repeat(150));
  });
});
