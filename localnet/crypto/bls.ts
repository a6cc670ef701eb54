import { hash_to_field } from "@noble/curves/abstract/hash-to-curve";
import { bls12_381 } from "@noble/curves/bls12-381";
import { sha256 } from "@noble/hashes/sha2";
import mcl from "mcl-wasm";
import { LruCache } from "./lruCache.ts";

// The IC's ciphersuite (certification, "Certificate"): signatures in G1, keys in G2, no augmentation.
const DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
const DER_PREFIX = Buffer.from("308182301d060d2b0601040182dc7c0503010201060c2b0601040182dc7c05030201036100", "hex");
const MAP_TO_HASH_TO_CURVE = 5;

// The generator of G2 in its compressed form (pairing-friendly curves, "BLS Curves for the 128-bit Security Level").
const GENERATOR = Buffer.from(
  "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e" +
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8",
  "hex",
);

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

function pointG2(bytes: Uint8Array): mcl.G2 {
  const point = new mcl.G2();
  point.deserialize(bytes);
  return point;
}

type Generator = { point: mcl.G2; precomputed: mcl.PrecomputedG2 };
let generator: Generator | undefined;

function generatorG2(): Generator {
  if (!generator) {
    const point = pointG2(GENERATOR);
    generator = { point, precomputed: new mcl.PrecomputedG2(point) };
  }
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
    this.publicDer = Buffer.concat([DER_PREFIX, mcl.mul(generatorG2().point, this.#scalar).serialize()]);
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
const keys = new LruCache<mcl.G2>(64);

/** Whether a signature on a message is valid under a DER-encoded BLS key. Never throws; remembers its last answers. */
export function blsVerify(publicDer: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  if (publicDer.length !== DER_PREFIX.length + 96 || signature.length !== 48) return false;
  if (Buffer.compare(publicDer.subarray(0, DER_PREFIX.length), DER_PREFIX) !== 0) return false;
  const memo = Buffer.from(sha256(Buffer.concat([publicDer, signature, message]))).toString("hex");
  return verified.getOrSet(memo, () => {
    try {
      const point = new mcl.G1();
      point.deserialize(signature);
      const encoded = publicDer.subarray(DER_PREFIX.length);
      const key = keys.getOrSet(Buffer.from(encoded).toString("hex"), () => pointG2(encoded));
      if (point.isZero() || key.isZero()) return false;
      // e(point, generator) = e(hash, key), as a product of one with a single final exponentiation.
      const hash = mcl.neg(hashToG1(message));
      const product = mcl.precomputedMillerLoop2mixed(hash, key, point, generatorG2().precomputed);
      return mcl.finalExp(product).isOne();
    } catch {
      return false;
    }
  });
}
