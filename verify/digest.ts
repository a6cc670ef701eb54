/** Digests of files that the registry noted (docs/verification.md, "The digests of files"). */
import { sha256 } from "@noble/hashes/sha2";
import { equalBytes } from "./bytes.ts";
import { encodeCbor } from "./cbor.ts";
import { reading, VerifyError } from "./errors.ts";
import { bytesOf, recordFields, text, unsigned } from "./record.ts";

/** What was noted of a file, once and for good. */
export interface Digest {
  /** Names the file and its day. */
  readonly name: string;
  /** SHA-256 over the file. */
  readonly hash: Uint8Array;
  /** Bytes. */
  readonly size: bigint;
  /** Nanoseconds since 1970 UTC. */
  readonly at: bigint;
  /** Which block of the log holds it. */
  readonly block: bigint;
}

const FIELDS = 6;

/** What stands under the label of a name. Throws `record-malformed`, and `record-mismatch` for another's. */
export function decodeDigest(leaf: Uint8Array, name: string): Digest {
  const digest = reading("record-malformed", () => {
    const fields = recordFields(leaf, FIELDS);
    return {
      name: text(fields, "name"),
      hash: bytesOf(fields, "hash", 32),
      size: unsigned(fields, "size"),
      at: unsigned(fields, "at"),
      block: unsigned(fields, "block"),
    };
  });
  if (digest.name !== name) throw new VerifyError("record-mismatch", "the digest is of another file");
  return digest;
}

/** The bytes that the registry certifies for a digest. */
export function encodeDigest({ name, hash, size, at, block }: Digest): Uint8Array {
  return encodeCbor({ v: 1n, at, hash, name, size, block });
}

/** Whether a file is the very one that was noted. */
export function isFileOf({ hash, size }: Digest, bytes: Uint8Array): boolean {
  return BigInt(bytes.length) === size && equalBytes(sha256(bytes), hash);
}
