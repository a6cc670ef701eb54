import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, toHex } from "./bytes.ts";
import { VerifyError } from "./errors.ts";
import { principalBytes, principalText } from "./principal.ts";

describe("a principal", () => {
  it.each([
    ["aaaaa-aa", ""],
    ["2vxsx-fae", "04"],
    ["ryjl3-tyaaa-aaaaa-aaaba-cai", "00000000000000020101"],
    ["em77e-bvlzu-aq", "abcd01"],
  ])("%s has its bytes", (text, hex) => {
    expect(toHex(principalBytes(text))).toBe(hex);
    expect(principalText(fromHex(hex))).toBe(text);
  });

  it("may be a subnet's, 29 bytes long", () => {
    const mainnetRoot = "tdb26-jop6k-aogll-7ltgs-eruif-6kk7m-qpktf-gdiqx-mxtrf-vb5e6-eqe";
    expect(principalText(principalBytes(mainnetRoot))).toBe(mainnetRoot);
    expect(principalBytes(mainnetRoot)).toHaveLength(29);
  });

  it("goes to text and back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 29 }), (bytes) => {
        expect(principalBytes(principalText(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each(["", "aaaaa", "aaaaa-ab", "AAAAA-AA", "aaaaaaa", "2vxsx-fa", "2vxsx-fae-", "2vxs1-fae", "2vxsx fae"])(
    "is not %j",
    (text) => {
      expect(() => principalBytes(text)).toThrow(VerifyError);
    },
  );
});
