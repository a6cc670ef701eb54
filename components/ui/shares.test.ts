import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { shares } from "./shares";

const count = fc.integer({ min: 0, max: 5_000 });

describe("the parts of a quota's bar", () => {
  it("never go beyond the bar, and account for every place", () => {
    fc.assert(
      fc.property(count, count, count, count, count, (places, issued, ended, reserved, adding) => {
        const part = shares(places, { issued, ended, reserved, adding });
        expect(part.issued + part.ended + part.reserved + part.adding).toBeLessThanOrEqual(100.000001);
        expect(issued + ended + reserved + adding + part.free - part.over).toBe(places);
        expect(Math.min(part.free, part.over)).toBe(0);
      }),
    );
  });
});
