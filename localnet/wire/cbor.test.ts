import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cbor, CborError, decodeCbor, encodeCbor } from "./cbor.ts";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, "hex"));

describe("CBOR", () => {
  it("reads back everything it writes", () => {
    const value = fc.letrec<{ any: Cbor }>((tie) => ({
      any: fc.oneof(
        { depthSize: "small" },
        fc.nat(),
        fc.bigInt(2n ** 53n, 2n ** 64n - 1n),
        fc.string(),
        fc.uint8Array(),
        fc.boolean(),
        fc.array(tie("any")),
        fc.dictionary(fc.string(), tie("any")),
      ),
    })).any;
    fc.assert(
      fc.property(value, (item) => {
        expect(decodeCbor(encodeCbor(item))).toEqual(item);
      }),
    );
  });

  it.each([
    ["a key given twice", "a2616101616102"],
    ["bytes after the end", "0101"],
    ["a cut-off string", "4301"],
    ["a float", "f93c00"],
    ["a key that is no text", "a10102"],
    ["invalid UTF-8", "61ff"],
    ["endless nesting", "81".repeat(100)],
    ["an unknown tag", "c101"],
    ["nothing", ""],
  ])("refuses %s", (_what, hex) => {
    expect(() => decodeCbor(bytes(hex))).toThrow(CborError);
  });

  it("reads strings, arrays and maps of indefinite length, and big numbers", () => {
    expect(decodeCbor(bytes("bf61619f5f4101420203ffffff"))).toEqual({ a: [bytes("010203")] });
    expect(decodeCbor(bytes("c2490100000000000000ff"))).toBe(2n ** 64n + 255n);
  });
});
