import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex } from "./bytes.ts";
import { decodeCbor, type Encodable, encodeCbor, encodeSelfDescribed } from "./cbor.ts";
import { VerifyError } from "./errors.ts";

const { value: anyValue } = fc.letrec<{ value: Encodable }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    fc.uint8Array(),
    fc.string({ unit: "grapheme" }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 5, noNullPrototype: true }),
  ),
}));

describe("CBOR", { timeout: 60_000 }, () => {
  it("reads back what it writes, which is deterministic", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const bytes = encodeCbor(value);
        const again = decodeCbor(bytes, { deterministic: true });
        expect(decodeCbor(encodeSelfDescribed(value))).toEqual(again);
        expect(decodeCbor(bytes)).toEqual(again);
      }),
    );
  });

  it("meets the examples of RFC 8949, appendix A", () => {
    expect(decodeCbor(fromHex("1bffffffffffffffff"))).toBe((1n << 64n) - 1n);
    expect(decodeCbor(fromHex("1903e8"))).toBe(1000n);
    expect(decodeCbor(fromHex("6449455446"))).toBe("IETF");
    expect(decodeCbor(fromHex("82018202039f".slice(0, 10)))).toEqual([1n, [2n, 3n]]);
    expect(decodeCbor(fromHex("a26161016162820203"))).toEqual(
      new Map<string, unknown>([
        ["a", 1n],
        ["b", [2n, 3n]],
      ]),
    );
  });

  it.each([
    ["nothing", ""],
    ["bytes after the end", "0101"],
    ["a cut text", "6449"],
    ["an indefinite array", "9fff"],
    ["an indefinite text", "7f6161ff"],
    ["a duplicate key", "a2616101616102"],
    ["a key that is no text", "a10102"],
    ["a negative number", "20"],
    ["a float", "f93c00"],
    ["undefined", "f7"],
    ["another tag", "c100"],
    ["the tag inside", "81d9d9f700"],
    ["the tag twice", "d9d9f7d9d9f700"],
    ["text that is not UTF-8", "61ff"],
    ["a length beyond every memory", "5bffffffffffffffff"],
    ["an array of 2^60 items", "9b1000000000000000"],
    ["a reserved length", "1c"],
  ])("refuses %s", (_, hex) => {
    expect(() => decodeCbor(fromHex(hex))).toThrow(VerifyError);
  });

  it("refuses what is not deterministic only where that matters", () => {
    for (const hex of ["1801", "190001", "5801aa", "a2626161016162" + "02", "a2616201616102", "d9d9f700"]) {
      expect(() => decodeCbor(fromHex(hex))).not.toThrow();
      expect(() => decodeCbor(fromHex(hex), { deterministic: true })).toThrow(VerifyError);
    }
  });

  it("refuses what nests too deep or is too large", () => {
    expect(() => decodeCbor(new Uint8Array(401).fill(0x81, 0, 400))).not.toThrow();
    expect(() => decodeCbor(new Uint8Array(100_000).fill(0x81))).toThrow(VerifyError);
    expect(() => decodeCbor(new Uint8Array(3 * 1024 * 1024))).toThrow(VerifyError);
  });

  it("throws nothing but its own error at nonsense", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          decodeCbor(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(VerifyError);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
