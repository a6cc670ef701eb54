import { Principal } from "@dfinity/principal";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canisterIdOf, principalFromText, principalText, selfAuthenticating } from "./principal.ts";

describe("a principal's text", () => {
  it("is the one of the specification's example", () => {
    expect(principalText(Uint8Array.of(0xab, 0xcd, 0x01))).toBe("em77e-bvlzu-aq");
    expect(principalText(new Uint8Array())).toBe("aaaaa-aa");
  });

  it("agrees with the stock library, both ways", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 29 }), (id) => {
        const text = Principal.fromUint8Array(id).toText();
        expect(principalText(id)).toBe(text);
        expect(principalFromText(text)).toEqual(id);
      }),
    );
  });

  it.each(["", "aaaaa", "em77e-bvlzu-ar", "em77ebvlzuaq", "em77e-bvlzu-aq-"])("does not read %j", (text) => {
    expect(principalFromText(text)).toBeNull();
  });

  it("is derived from keys and running numbers as the network does", () => {
    const der = Uint8Array.of(1, 2, 3);
    expect(principalText(selfAuthenticating(der))).toBe(Principal.selfAuthenticating(der).toText());
    expect(principalText(canisterIdOf(0n))).toBe("rwlgt-iiaaa-aaaaa-aaaaa-cai");
  });
});
