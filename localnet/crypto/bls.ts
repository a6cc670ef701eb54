import { hash_to_field } from "@noble/curves/abstract/hash-to-curve";
import { bls12_381 } from "@noble/curves/bls12-381";
import { sha256 } from "@noble/hashes/sha2";
import mcl from "mcl-wasm";
import { LruCache } from "./lruCache.ts";

// The IC's ciphersuite (certification, "Certificate"): signatures in G1, keys in G2, no augmentation.
const DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
const DER_PREFIX = Buffer.from("308182301d060d2b0601040182dc7c0503010201060c2b0601040182dc7c05030201036100", "hex");
const MAP_TO_HASH_TO_CURVE = 5;

let ready: Promise<void> | undefined;

/** Loads the pairing library. Every other function of this file needs it done first. */
export function blsReady(): Promise<void> {
  ready ??= mcl.init(mcl.BLS12_381).then(() => {
    mcl.setETHserialization(true);
    mcl.setMapToMode(MAP_TO_HASH_TO_CURVE);
    mcl.verifyOrderG1(true);
    mcl.verifyOrderG2(true);
  });
  return ready;
}

// mcl's own hash to the curve knows another DST only, so the field elements come from noble and mcl maps them.
function hashToG1(message: Uint8Array): mcl.G1 {
  const options = { p: bls12_381.fields.Fp.ORDER, m: 1, k: 128, expand: "xmd", hash: sha256, DST } as const;
  const [a, b] = hash_to_field(message, 2, options).map(([element]) => {
    const field = new mcl.Fp();
    field.setStr((element ?? 0n).toString(16), 16);
    return field.mapToG1();
  });
  if (!a || !b) throw new Error("hash_to_field gave fewer than two elements");
  return mcl.add(a, b);
}

function generatorG2(): mcl.G2 {
  const generator = new mcl.G2();
  generator.deserialize(bls12_381.G2.ProjectivePoint.BASE.toRawBytes(true));
  return generator;
}

/** A secret BLS key and the DER form (133 bytes) of its public key. */
export class BlsKey {
  readonly secret: Uint8Array;
  readonly publicDer: Uint8Array;
  readonly #scalar: mcl.Fr;

  /** @param secret 32 bytes, big-endian, below the group's order. */
  constructor(secret: Uint8Array) {
    this.secret = secret;
    this.#scalar = new mcl.Fr();
    this.#scalar.setBigEndianMod(secret);
    this.publicDer = Buffer.concat([DER_PREFIX, mcl.mul(generatorG2(), this.#scalar).serialize()]);
  }

  static generate(): BlsKey {
    return new BlsKey(bls12_381.utils.randomPrivateKey());
  }

  /** The 48-byte signature on a message. About a millisecond. */
  sign(message: Uint8Array): Uint8Array {
    return mcl.mul(hashToG1(message), this.#scalar).serialize();
  }
}

const verified = new LruCache<boolean>(256);

/** Whether a signature on a message is valid under a DER-encoded BLS key. Never throws; remembers its last answers. */
export function blsVerify(publicDer: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  if (publicDer.length !== DER_PREFIX.length + 96 || signature.length !== 48) return false;
  if (Buffer.compare(publicDer.subarray(0, DER_PREFIX.length), DER_PREFIX) !== 0) return false;
  const memo = Buffer.from(sha256(Buffer.concat([publicDer, signature, message]))).toString("hex");
  return verified.getOrSet(memo, () => {
    try {
      const point = new mcl.G1();
      point.deserialize(signature);
      const key = new mcl.G2();
      key.deserialize(publicDer.subarray(DER_PREFIX.length));
      if (point.isZero() || key.isZero()) return false;
      return mcl.pairing(point, generatorG2()).isEqual(mcl.pairing(hashToG1(message), key));
    } catch {
      return false;
    }
  });
}
