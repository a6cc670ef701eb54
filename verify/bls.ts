/**
 * BLS signatures of the Internet Computer: ciphersuite BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_, 48-byte signatures
 * in G1, 96-byte keys in G2.
 */
import { bls12_381 } from "@noble/curves/bls12-381";
import { concat, equalBytes, fromHex } from "./bytes.ts";
import { VerifyError } from "./errors.ts";

const DST = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";
const { G1, G2, pairingBatch, fields, shortSignatures } = bls12_381;
const GENERATOR = G2.Point.BASE;

type G1Point = typeof G1.Point.BASE;
export type BlsKey = typeof G2.Point.BASE;

export interface BlsClaim {
  readonly key: BlsKey;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}

/** Everything of a DER-encoded key before its 96 bytes (OIDs 1.3.6.1.4.1.44668.5.3.1.2.1 and .5.3.2.1). */
const DER_PREFIX = fromHex("308182301d060d2b0601040182dc7c0503010201060c2b0601040182dc7c05030201036100");

/** The key in a DER encoding of exactly 133 bytes; a point of the right subgroup. Throws `encoding`. */
export function blsKey(der: Uint8Array): BlsKey {
  const raw = der.subarray(DER_PREFIX.length);
  if (raw.length !== 96 || !equalBytes(der.subarray(0, DER_PREFIX.length), DER_PREFIX)) {
    throw new VerifyError("encoding", "not a DER-encoded BLS12-381 key");
  }
  // A key's first 48 bytes hold the flags and the imaginary part of x, the last 48 its real part.
  if (!isCanonical(raw.subarray(0, 48)) || bigEndian(raw.subarray(48)) >= fields.Fp.ORDER) {
    throw new VerifyError("encoding", "the key's encoding is not canonical");
  }
  try {
    const point = G2.Point.fromBytes(raw);
    point.assertValidity();
    return point;
  } catch {
    throw new VerifyError("encoding", "the key is no point of the curve");
  }
}

/** DER encoding of a raw 96-byte key. */
export function derOfBlsKey(raw: Uint8Array): Uint8Array {
  return concat(DER_PREFIX, raw);
}

/** Whether the signature is the key's on the message. Never throws. */
export function isSigned({ key, message, signature }: BlsClaim): boolean {
  const point = signaturePoint(signature);
  if (!point) return false;
  return isOne([
    { g1: digest(message), g2: key },
    { g1: point.negate(), g2: GENERATOR },
  ]);
}

/**
 * Whether both signatures hold, at about two thirds of the price of two checks. The two equations are joined under a
 * random 128-bit factor, so that no pair of wrong signatures can be made to cancel out (chance 2^-127).
 */
export function areBothSigned(first: BlsClaim, second: BlsClaim): boolean {
  const one = signaturePoint(first.signature);
  const other = signaturePoint(second.signature);
  if (!one || !other) return false;
  const factor = bigEndian(crypto.getRandomValues(new Uint8Array(16))) | 1n;
  return isOne([
    { g1: digest(first.message), g2: first.key },
    { g1: digest(second.message).multiplyUnsafe(factor), g2: second.key },
    { g1: one.add(other.multiplyUnsafe(factor)).negate(), g2: GENERATOR },
  ]);
}

function isOne(pairs: { g1: G1Point; g2: BlsKey }[]): boolean {
  // The neutral element pairs to one with everything: the library refuses it, and so does the check.
  if (pairs.some(({ g1, g2 }) => g1.is0() || g2.is0())) return false;
  return fields.Fp12.eql(pairingBatch(pairs), fields.Fp12.ONE);
}

function digest(message: Uint8Array): G1Point {
  return shortSignatures.hash(message, DST);
}

/** The signature's point, of the right subgroup and not the neutral element; undefined if it is not one. */
function signaturePoint(bytes: Uint8Array): G1Point | undefined {
  if (bytes.length !== 48 || !isCanonical(bytes)) return undefined;
  try {
    return shortSignatures.Signature.fromBytes(bytes);
  } catch {
    return undefined;
  }
}

/** Compressed, not infinity, and a coordinate below the field's order: the library would reduce it silently. */
function isCanonical(bytes: Uint8Array): boolean {
  const flags = (bytes[0] ?? 0) >> 6;
  return flags === 0b10 && (bigEndian(bytes) & ((1n << 381n) - 1n)) < fields.Fp.ORDER;
}

function bigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return value;
}
