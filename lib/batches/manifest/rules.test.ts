import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { certifiedName, chunked, validity } from "./rules.ts";

describe("validity", () => {
  it("ends with the last day in Pakistan, the day of the proposal being the first", () => {
    const proposal = new Date("2026-11-21T08:00:00Z");
    expect(validity(proposal, 1)).toEqual({ validFrom: proposal, validUntil: new Date("2026-11-21T19:00:00Z") });
    expect(validity(proposal, 365).validUntil).toEqual(new Date("2027-11-20T19:00:00Z"));
  });

  it("counts the day as Pakistan counts it: 19:00 UTC begins the next one", () => {
    expect(validity(new Date("2026-11-21T18:59:59.999Z"), 1).validUntil).toEqual(new Date("2026-11-21T19:00:00Z"));
    expect(validity(new Date("2026-11-21T19:00:00.000Z"), 1).validUntil).toEqual(new Date("2026-11-22T19:00:00Z"));
  });

  it("is never shorter than the days before the last, nor longer than the days", () => {
    const instant = fc.date({ min: new Date("2020-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 4_000 }), (proposal, days) => {
        const { validFrom, validUntil } = validity(proposal, days);
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
