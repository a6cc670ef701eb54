import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, toHex, utf8Bytes } from "./bytes.ts";
import { decodeVerification, encodePrincipal, encodeText, fieldHash } from "./candid.ts";
import { VerifyError } from "./errors.ts";
import { leb128, verificationReply } from "./testing/subnet.ts";

const certificate = Uint8Array.of(1, 2, 3);
const witness = new Uint8Array(300).fill(9);

function codeOf(bytes: Uint8Array): string {
  try {
    decodeVerification(bytes);
    return "decoded";
  } catch (error) {
    return error instanceof VerifyError ? error.code : String(error);
  }
}

describe("Candid", { timeout: 60_000 }, () => {
  it("writes one text and one principal", () => {
    expect(toHex(encodeText("SND"))).toBe("4449444c00017103534e44");
    expect(toHex(encodeText("x".repeat(200)).slice(0, 9))).toBe("4449444c000171c801");
    expect(toHex(encodePrincipal(fromHex("abcd01")))).toBe("4449444c0001680103abcd01");
  });

  it("hashes field names as the specification does", () => {
    expect(fieldHash("id")).toBe(23515);
    expect(fieldHash("description")).toBe(1595738364);
  });

  it("reads a verification", () => {
    expect(decodeVerification(verificationReply(certificate, witness))).toEqual({ certificate, witness });
  });

  it("says when there is no certificate", () => {
    expect(codeOf(verificationReply(null, witness))).toBe("certificate-missing");
  });

  it("reads it however the types are numbered", () => {
    const value = [1, 3, ...certificate, 2, 7, 7];
    const record = [
      0x6c,
      2,
      ...leb128(BigInt(fieldHash("certificate"))),
      1,
      ...leb128(BigInt(fieldHash("witness"))),
      2,
    ];
    const reply = Uint8Array.of(...utf8Bytes("DIDL"), 3, ...record, 0x6e, 2, 0x6d, 0x7b, 1, 0, ...value);
    expect(decodeVerification(reply)).toEqual({ certificate, witness: Uint8Array.of(7, 7) });
  });

  it("refuses every other message with its own error", () => {
    const reply = verificationReply(certificate, witness);
    expect(codeOf(reply.slice(0, -1))).toBe("reply-malformed");
    expect(codeOf(Uint8Array.of(...reply, 0))).toBe("reply-malformed");
    expect(codeOf(encodeText("no"))).toBe("reply-malformed");
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.nat(255)), { minLength: 1, maxLength: 5 }), (changes) => {
        const broken = reply.slice();
        for (const [at, value] of changes) broken[at] = value;
        expect(["decoded", "reply-malformed", "certificate-missing"]).toContain(codeOf(broken));
      }),
      { numRuns: 3000 },
    );
  });
});
