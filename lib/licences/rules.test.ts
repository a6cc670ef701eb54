import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changeReasons,
  changesAllowed,
  effectiveState,
  isReasonOf,
  isSeatStep,
  licenceAfter,
  mayHoldSeat,
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
