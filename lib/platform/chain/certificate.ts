import { Certificate } from "@dfinity/agent";
import { Principal } from "@dfinity/principal";
import { bls12_381 } from "@noble/curves/bls12-381";
import { ChainError } from "./errors.ts";
import { type HashTree, hashTree, lookup } from "./hashTree.ts";

/** A certificate that held: its tree, its time, the bytes that prove both, and the subnet that signed (null: the root key). */
export type Verified = { tree: HashTree; at: Date; nanoseconds: bigint; bytes: Uint8Array; subnet: string | null };

/**
 * Checks a certificate against the pinned root key: signature, delegation, canister range, age of at most five minutes.
 * Throws `ChainError` ("untrusted") for anything that does not hold.
 */
export async function verifyCertificate(bytes: Uint8Array, rootKey: Uint8Array, canister: string): Promise<Verified> {
  try {
    const { cert } = await Certificate.create({
      certificate: bytes,
      rootKey,
      canisterId: Principal.fromText(canister),
      blsVerify: isSigned,
    });
    const tree = hashTree(cert.tree);
    const time = lookup(tree, "time");
    if (time.status !== "found") throw new Error("the certificate has no time");
    const nanoseconds = unsignedLeb128(time.value);
    const subnet = cert.delegation ? Principal.fromUint8Array(cert.delegation.subnet_id).toText() : null;
    return { tree, nanoseconds, at: new Date(Number(nanoseconds / 1_000_000n)), bytes, subnet };
  } catch (error) {
    if (error instanceof ChainError) throw error;
    throw new ChainError("untrusted", "a certificate that does not hold", error);
  }
}

/** The number in LEB128 bytes. Throws when they do not end where the number does. */
export function unsignedLeb128(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const [index, byte] of bytes.entries()) {
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80 !== (index === bytes.length - 1)) throw new Error("malformed LEB128");
  }
  return value;
}

const remembered = new Map<string, true>();
const rememberedAtMost = 256;

/**
 * Whether a BLS signature holds. One that held is remembered: a subnet's delegation comes with every certificate, and
 * calls answered in the same round share theirs.
 */
export function isSigned(key: Uint8Array, signature: Uint8Array, message: Uint8Array): boolean {
  const id = [key, signature, message].map((part) => Buffer.from(part).toString("base64")).join(".");
  if (remembered.has(id)) return true;
  if (!bls12_381.verifyShortSignature(signature, message, key)) return false;
  if (remembered.size >= rememberedAtMost) remembered.delete(remembered.keys().next().value ?? "");
  remembered.set(id, true);
  return true;
}
