import { sha256 } from "../crypto/hash.ts";
import { type Cbor, CborError, type CborMap } from "./cbor.ts";
import { unsignedLeb128 } from "./leb128.ts";

function hashOfValue(value: Cbor): Uint8Array {
  if (value instanceof Uint8Array) return sha256(value);
  if (typeof value === "string") return sha256(Buffer.from(value, "utf8"));
  if (typeof value === "number" || typeof value === "bigint") {
    if (value < 0) throw new CborError("negative numbers have no place in a request");
    return sha256(unsignedLeb128(value));
  }
  if (Array.isArray(value)) return sha256(...value.map(hashOfValue));
  if (value === null || typeof value === "boolean") throw new CborError("null and booleans have no place in a request");
  return hashOfMap(value);
}

/**
 * The representation-independent hash of a map (HTTPS interface, "Representation-independent hashing"). It covers every
 * field of the decoded map, the unknown ones too, so a request id stays right when the specification adds fields.
 */
export function hashOfMap(map: CborMap): Uint8Array {
  const pairs = Object.entries(map).map(([key, value]) =>
    Buffer.concat([sha256(Buffer.from(key, "utf8")), hashOfValue(value)]),
  );
  return sha256(...pairs.sort(Buffer.compare));
}
