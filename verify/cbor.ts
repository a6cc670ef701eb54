/**
 * The part of CBOR (RFC 8949) that certificates, witnesses and records use, read strictly: unsigned integers, byte and
 * text strings, arrays, maps with text keys, null and booleans; definite lengths; no duplicate keys; nothing after the
 * end. The self-describing tag 55799 may stand in front of the whole.
 */
import { compareBytes, concat, utf8Bytes } from "./bytes.ts";
import { VerifyError } from "./errors.ts";

export type Cbor = bigint | Uint8Array | string | boolean | null | readonly Cbor[] | CborMap;
export type CborMap = ReadonlyMap<string, Cbor>;

export interface CborLimits {
  /** Bytes of input. */
  readonly size: number;
  /** Arrays and maps inside one another. */
  readonly depth: number;
}

/** A witness under 256-bit labels nests at most 256 forks below its own few levels. */
const LIMITS: CborLimits = { size: 512 * 1024, depth: 400 };
const SELF_DESCRIBED = 55799n;
const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Decodes one value. With `deterministic`, also requires RFC 8949 §4.2.1 in the older key order (shorter first, then
 * bytewise) and no tag. Throws `encoding`.
 */
export function decodeCbor(bytes: Uint8Array, options: { deterministic?: boolean; limits?: CborLimits } = {}): Cbor {
  const reader = new Reader(bytes, options.limits ?? LIMITS, options.deterministic ?? false);
  return reader.whole();
}

class Reader {
  readonly #bytes: Uint8Array;
  readonly #limits: CborLimits;
  readonly #deterministic: boolean;
  #at = 0;

  constructor(bytes: Uint8Array, limits: CborLimits, deterministic: boolean) {
    if (bytes.length > limits.size) throw new VerifyError("encoding", "CBOR: too large");
    this.#bytes = bytes;
    this.#limits = limits;
    this.#deterministic = deterministic;
  }

  whole(): Cbor {
    if (!this.#deterministic && this.#bytes[0] === 0xd9) {
      const { argument } = this.#head();
      if (argument !== SELF_DESCRIBED) throw new VerifyError("encoding", "CBOR: unknown tag");
    }
    const value = this.#value(0);
    if (this.#at !== this.#bytes.length) throw new VerifyError("encoding", "CBOR: bytes after the end");
    return value;
  }

  #value(depth: number): Cbor {
    if (depth > this.#limits.depth) throw new VerifyError("encoding", "CBOR: too deep");
    const { major, argument } = this.#head();
    switch (major) {
      case 0:
        return argument;
      case 2:
        return this.#take(argument).slice();
      case 3:
        return this.#text(argument);
      case 4:
        return this.#array(argument, depth);
      case 5:
        return this.#map(argument, depth);
      case 7:
        if (argument === 20n) return false;
        if (argument === 21n) return true;
        if (argument === 22n) return null;
        throw new VerifyError("encoding", "CBOR: unsupported simple value");
      default:
        throw new VerifyError("encoding", `CBOR: unsupported major type ${major}`);
    }
  }

  #head(): { major: number; argument: bigint } {
    const [initial = 0] = this.#take(1n);
    const major = initial >> 5;
    const info = initial & 31;
    if (info < 24) return { major, argument: BigInt(info) };
    if (info > 27) throw new VerifyError("encoding", "CBOR: indefinite or reserved length");
    if (major === 7) throw new VerifyError("encoding", "CBOR: floating point or unassigned value");
    const width = 1 << (info - 24);
    let argument = 0n;
    for (const byte of this.#take(BigInt(width))) argument = (argument << 8n) | BigInt(byte);
    const least = width === 1 ? 24n : 1n << BigInt(4 * width);
    if (this.#deterministic && argument < least) throw new VerifyError("encoding", "CBOR: not the shortest form");
    return { major, argument };
  }

  #take(length: bigint): Uint8Array {
    if (length > BigInt(this.#bytes.length - this.#at)) throw new VerifyError("encoding", "CBOR: cut short");
    const start = this.#at;
    this.#at += Number(length);
    return this.#bytes.subarray(start, this.#at);
  }

  #text(length: bigint): string {
    const bytes = this.#take(length);
    try {
      return text.decode(bytes);
    } catch {
      throw new VerifyError("encoding", "CBOR: text is not UTF-8");
    }
  }

  #array(length: bigint, depth: number): Cbor[] {
    const items: Cbor[] = [];
    for (let i = 0n; i < length; i++) items.push(this.#value(depth + 1));
    return items;
  }

  #map(length: bigint, depth: number): CborMap {
    const map = new Map<string, Cbor>();
    let last: Uint8Array | undefined;
    for (let i = 0n; i < length; i++) {
      const key = this.#value(depth + 1);
      if (typeof key !== "string") throw new VerifyError("encoding", "CBOR: key is not text");
      if (map.has(key)) throw new VerifyError("encoding", "CBOR: duplicate key");
      if (this.#deterministic) {
        const bytes = utf8Bytes(key);
        if (last && compareKeys(last, bytes) >= 0) throw new VerifyError("encoding", "CBOR: keys out of order");
        last = bytes;
      }
      map.set(key, this.#value(depth + 1));
    }
    return map;
  }
}

function compareKeys(a: Uint8Array, b: Uint8Array): number {
  return a.length - b.length || compareBytes(a, b);
}

/** What the encoder takes: the decoded forms, and plain objects for maps (keys are sorted). */
export type Encodable = bigint | Uint8Array | string | boolean | null | readonly Encodable[] | EncodableMap;
export interface EncodableMap {
  readonly [key: string]: Encodable;
}

/** Deterministic CBOR: shortest heads, keys shorter first and then bytewise. */
export function encodeCbor(value: Encodable): Uint8Array {
  if (value === null) return Uint8Array.of(0xf6);
  if (typeof value === "boolean") return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (typeof value === "bigint") return head(0, value);
  if (typeof value === "string") return lengthFirst(3, utf8Bytes(value));
  if (value instanceof Uint8Array) return lengthFirst(2, value);
  if (isList(value)) return concat(head(4, BigInt(value.length)), ...value.map(encodeCbor));
  const entries = Object.entries(value).map(([key, inner]) => ({ key: utf8Bytes(key), inner }));
  entries.sort((a, b) => compareKeys(a.key, b.key));
  const parts = entries.flatMap(({ key, inner }) => [lengthFirst(3, key), encodeCbor(inner)]);
  return concat(head(5, BigInt(entries.length)), ...parts);
}

/** The same behind the self-describing tag, as the Internet Computer's HTTP interface has it. */
export function encodeSelfDescribed(value: Encodable): Uint8Array {
  return concat(head(6, SELF_DESCRIBED), encodeCbor(value));
}

function isList(value: Encodable): value is readonly Encodable[] {
  return Array.isArray(value);
}

function lengthFirst(major: number, bytes: Uint8Array): Uint8Array {
  return concat(head(major, BigInt(bytes.length)), bytes);
}

function head(major: number, argument: bigint): Uint8Array {
  const top = major << 5;
  if (argument < 24n) return Uint8Array.of(top | Number(argument));
  const width = argument < 1n << 8n ? 1 : argument < 1n << 16n ? 2 : argument < 1n << 32n ? 4 : 8;
  const bytes = new Uint8Array(1 + width);
  bytes[0] = top | (24 + Math.log2(width));
  for (let i = 0; i < width; i++) bytes[width - i] = Number((argument >> BigInt(8 * i)) & 0xffn);
  return bytes;
}
