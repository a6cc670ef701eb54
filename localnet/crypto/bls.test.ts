import { randomBytes } from "node:crypto";
import { bls12_381 } from "@noble/curves/bls12-381";
import { beforeAll, describe, expect, it } from "vitest";
import { BlsKey, blsReady, blsVerify } from "./bls.ts";

describe("BLS signatures", () => {
  beforeAll(blsReady);

  it("are byte for byte those of another implementation, and verify in both", () => {
    for (let round = 0; round < 5; round += 1) {
      const key = BlsKey.generate();
      const message = randomBytes(round * 30);
      const signature = key.sign(message);
      const point = bls12_381.shortSignatures.hash(message);
      expect(Buffer.from(signature)).toEqual(Buffer.from(bls12_381.shortSignatures.sign(point, key.secret).toBytes()));
      expect(bls12_381.shortSignatures.verify(signature, point, key.publicDer.subarray(-96))).toBe(true);
      expect(blsVerify(key.publicDer, signature, message)).toBe(true);
    }
  });

  it("fail for another message, another key, a flipped bit and malformed input", () => {
    const key = BlsKey.generate();
    const message = randomBytes(32);
    const signature = key.sign(message);
    expect(blsVerify(key.publicDer, signature, randomBytes(32))).toBe(false);
    expect(blsVerify(BlsKey.generate().publicDer, signature, message)).toBe(false);
    for (let bit = 0; bit < 8 * 48; bit += 37) {
      const flipped = Uint8Array.from(signature);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(blsVerify(key.publicDer, flipped, message)).toBe(false);
    }
    expect(blsVerify(key.publicDer, new Uint8Array(48), message)).toBe(false);
    expect(blsVerify(key.publicDer.subarray(1), signature, message)).toBe(false);
  });
});
