/** ICRC-3 values: what the registry's blocks are made of, their hash, and their form in a file. */
import { sha256 } from "@noble/hashes/sha2";
import { compareBytes, concat, fromBase64, toBase64, utf8Bytes } from "../bytes.ts";
import { fieldHash } from "../candid.ts";
import { type Candid, CandidVariant } from "../candidValues.ts";
import { VerifyError } from "../errors.ts";

export type Value =
  | { readonly Nat: bigint }
  | { readonly Int: bigint }
  | { readonly Text: string }
  | { readonly Blob: Uint8Array }
  | { readonly Array: readonly Value[] }
  | { readonly Map: readonly (readonly [string, Value])[] };

const CASES = new Map(["Nat", "Int", "Text", "Blob", "Array", "Map"].map((name) => [fieldHash(name), name]));

/** A value as Candid carries it. Throws `encoding`. */
export function valueFromCandid(candid: Candid): Value {
  if (!(candid instanceof CandidVariant)) throw new VerifyError("encoding", "block: no value");
  const { value } = candid;
  const name = CASES.get(candid.tag);
  if ((name === "Nat" || name === "Int") && typeof value === "bigint")
    return name === "Nat" ? { Nat: value } : { Int: value };
  if (name === "Text" && typeof value === "string") return { Text: value };
  if (name === "Blob" && value instanceof Uint8Array) return { Blob: value };
  if (name === "Array" && isList(value)) return { Array: value.map(valueFromCandid) };
  if (name === "Map" && isList(value)) return { Map: value.map(pairFromCandid) };
  throw new VerifyError("encoding", "block: a value of another type");
}

function pairFromCandid(pair: Candid): [string, Value] {
  const [key, value] = pair instanceof Map ? [pair.get(0), pair.get(1)] : [];
  if (typeof key !== "string" || value === undefined) throw new VerifyError("encoding", "block: no pair");
  return [key, valueFromCandid(value)];
}

function isList(value: Candid): value is readonly Candid[] {
  return Array.isArray(value);
}

/** The representation-independent hash of ICRC-3. */
export function hashOf(value: Value): Uint8Array {
  if ("Nat" in value) return sha256(leb128(value.Nat));
  if ("Int" in value) return sha256(signedLeb128(value.Int));
  if ("Text" in value) return sha256(utf8Bytes(value.Text));
  if ("Blob" in value) return sha256(value.Blob);
  if ("Array" in value) return sha256(concat(...value.Array.map(hashOf)));
  return hashOfPairs(pairHashes(value.Map));
}

/** A key's hash and its value's, of each pair of a map: enough to know the map's own hash. */
export type PairHash = readonly [key: Uint8Array, value: Uint8Array];

/** Of a map's pairs, in the order in which they are given. */
export function pairHashes(pairs: readonly (readonly [string, Value])[]): PairHash[] {
  return pairs.map(([key, value]) => [hashOfKey(key), hashOf(value)]);
}

/** Every block has the same few keys. */
function hashOfKey(key: string): Uint8Array {
  const known = KEY_HASHES.get(key);
  if (known) return known;
  const hash = sha256(utf8Bytes(key));
  if (KEY_HASHES.size < 100) KEY_HASHES.set(key, hash);
  return hash;
}

const KEY_HASHES = new Map<string, Uint8Array>();

/** The hash of a map from those of its pairs. */
export function hashOfPairs(pairs: readonly PairHash[]): Uint8Array {
  const sorted = [...pairs].sort((one, other) => compareBytes(one[0], other[0]) || compareBytes(one[1], other[1]));
  return sha256(concat(...sorted.flat()));
}

function leb128(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return Uint8Array.of(...bytes, Number(rest));
}

function signedLeb128(value: bigint): Uint8Array {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    const isLast = (rest >> 7n === 0n && low < 0x40) || (rest >> 7n === -1n && low >= 0x40);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return Uint8Array.from(bytes);
  }
}

/** A value for `JSON.stringify`: numbers as decimal text, bytes in base64, pairs as arrays of two. */
export function valueToJson(value: Value): unknown {
  if ("Nat" in value) return { Nat: value.Nat.toString() };
  if ("Int" in value) return { Int: value.Int.toString() };
  if ("Blob" in value) return { Blob: toBase64(value.Blob) };
  if ("Array" in value) return { Array: value.Array.map(valueToJson) };
  if ("Map" in value) return { Map: value.Map.map(([key, inner]) => [key, valueToJson(inner)]) };
  return value;
}

/** The value that `valueToJson` wrote. Throws `encoding`. */
export function valueFromJson(json: unknown): Value {
  const [[name, inner] = [], ...more] = typeof json === "object" && json !== null ? Object.entries(json) : [];
  if (more.length === 0) {
    if (name === "Nat" && typeof inner === "string" && /^\d+$/.test(inner)) return { Nat: BigInt(inner) };
    if (name === "Int" && typeof inner === "string" && /^-?\d+$/.test(inner)) return { Int: BigInt(inner) };
    if (name === "Text" && typeof inner === "string") return { Text: inner };
    if (name === "Blob" && typeof inner === "string") return { Blob: fromBase64(inner) };
    if (name === "Array" && Array.isArray(inner)) return { Array: inner.map(valueFromJson) };
    if (name === "Map" && Array.isArray(inner)) return { Map: inner.map(pairFromJson) };
  }
  throw new VerifyError("encoding", "block: no value");
}

function pairFromJson(json: unknown): [string, Value] {
  const [key, value, ...more]: unknown[] = Array.isArray(json) ? json : [];
  if (typeof key !== "string" || more.length > 0) throw new VerifyError("encoding", "block: no pair");
  return [key, valueFromJson(value)];
}

/** The fields of a map, by name. Throws `encoding` for another value, or a name that stands twice. */
export function fieldsOf(value: Value | undefined): ReadonlyMap<string, Value> {
  if (!value || !("Map" in value)) throw new VerifyError("encoding", "block: no map");
  const fields = new Map(value.Map);
  if (fields.size !== value.Map.length) throw new VerifyError("encoding", "block: a field stands twice");
  return fields;
}

/** The hash of a block's parent; null in the first block. Throws `encoding`. */
export function parentOf(block: Value): Uint8Array | null {
  const parent = fieldsOf(block).get("phash");
  if (parent === undefined) return null;
  if (!("Blob" in parent) || parent.Blob.length !== 32) throw new VerifyError("encoding", "block: phash is no hash");
  return parent.Blob;
}
