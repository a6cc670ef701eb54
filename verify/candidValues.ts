/** Candid of any type from the wire, as plain values: what a reader of whole answers needs beside `candid.ts`. */
import { utf8Bytes } from "./bytes.ts";
import { fieldHash, type Verification } from "./candid.ts";
import { reading, VerifyError } from "./errors.ts";

/** Integers are bigint, blobs are bytes, options are null or the value, records are maps by the hash of the field's name. */
export type Candid =
  | bigint
  | string
  | boolean
  | null
  | Uint8Array
  | readonly Candid[]
  | CandidRecord
  | CandidVariant
  | CandidFunction;
export type CandidRecord = ReadonlyMap<number, Candid>;

export class CandidVariant {
  readonly tag: number;
  readonly value: Candid;

  constructor(tag: number, value: Candid) {
    this.tag = tag;
    this.value = value;
  }
}

/** A method of a canister. */
export class CandidFunction {
  readonly canisterId: Uint8Array;
  readonly method: string;

  constructor(canisterId: Uint8Array, method: string) {
    this.canisterId = canisterId;
    this.method = method;
  }
}

type Type =
  | { readonly kind: "func" }
  | { readonly kind: "opt" | "vec"; readonly inner: number }
  | { readonly kind: "record" | "variant"; readonly fields: readonly (readonly [hash: number, type: number])[] };

const OPT = -18;
const VEC = -19;
const RECORD = -20;
const VARIANT = -21;
const FUNC = -22;
const NAT8 = -5;
const MAX_TYPES = 64;
const MAX_FIELDS = 64;
const MAX_DEPTH = 64;
const MAX_INTEGER = 40;
const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** `(vec record { name : nat; … })` with one record; the names in any order. */
export function encodeNats(fields: Readonly<Record<string, number>>): Uint8Array {
  const sorted = Object.entries(fields)
    .map(([name, value]) => [fieldHash(name), value] as const)
    .sort(([one], [other]) => one - other);
  const bytes = [...utf8Bytes("DIDL"), 2, 0x6d, 1, 0x6c, ...leb128(sorted.length)];
  for (const [hash] of sorted) bytes.push(...leb128(hash), 0x7d);
  bytes.push(1, 0, 1);
  for (const [, value] of sorted) bytes.push(...leb128(value));
  return Uint8Array.from(bytes);
}

function leb128(value: number): number[] {
  const low = value % 128;
  return value < 128 ? [low] : [low | 0x80, ...leb128(Math.floor(value / 128))];
}

/** Decodes one value of whatever type it says it has. Throws `reply-malformed`. */
export function decodeCandid(bytes: Uint8Array): Candid {
  return reading("reply-malformed", () => new Reader(bytes).whole());
}

/** A field of a record, by its name. Throws `encoding` where there is none. */
export function candidField(value: Candid | undefined, name: string): Candid {
  const found = value instanceof Map ? (value as CandidRecord).get(fieldHash(name)) : undefined;
  if (found === undefined) throw new VerifyError("encoding", `Candid: no ${name}`);
  return found;
}

/**
 * Certificate and witness in an answer that says more beside them, which is not read. Throws `reply-malformed`, or `certificate-missing`
 * where there is none.
 */
export function verificationAmong(bytes: Uint8Array, witnessName: "witness" | "hash_tree" = "witness"): Verification {
  return reading("reply-malformed", () => {
    const answer = new Reader(bytes).whole();
    if (answer === null) throw new VerifyError("certificate-missing", "no certificate");
    const [certificate, witness] = [candidField(answer, "certificate"), candidField(answer, witnessName)];
    if (!(certificate instanceof Uint8Array)) throw new VerifyError("certificate-missing", "no certificate");
    if (!(witness instanceof Uint8Array)) throw new VerifyError("encoding", "Candid: no witness");
    return { certificate, witness };
  });
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #types: Type[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  whole(): Candid {
    for (const byte of utf8Bytes("DIDL")) this.#must(this.#byte() === byte, "no Candid");
    const count = this.#size(MAX_TYPES);
    this.#types = Array.from({ length: count }, () => this.#type());
    this.#must(this.#size(1) === 1, "not one value");
    const type = this.#reference();
    const value = this.#value(type, 0);
    this.#must(this.#at === this.#bytes.length, "bytes after the end");
    return value;
  }

  #type(): Type {
    const opcode = this.#reference();
    if (opcode === OPT || opcode === VEC) return { kind: opcode === OPT ? "opt" : "vec", inner: this.#reference() };
    if (opcode === FUNC) {
      for (const _ of ["arguments", "results"])
        for (let left = this.#size(MAX_FIELDS); left > 0; left--) this.#reference();
      this.#take(this.#size(MAX_FIELDS));
      return { kind: "func" };
    }
    this.#must(opcode === RECORD || opcode === VARIANT, "an unexpected type");
    let last = -1;
    const fields = Array.from({ length: this.#size(MAX_FIELDS) }, () => {
      const hash = this.#size(2 ** 32 - 1);
      this.#must(hash > last, "fields out of order");
      last = hash;
      return [hash, this.#reference()] as const;
    });
    return { kind: opcode === RECORD ? "record" : "variant", fields };
  }

  #value(reference: number, depth: number): Candid {
    this.#must(depth <= MAX_DEPTH, "too deep");
    const type = this.#types[reference];
    if (!type) return this.#primitive(reference);
    switch (type.kind) {
      case "func":
        this.#must(this.#byte() === 1, "no function");
        return new CandidFunction(this.#principal(), this.#text());
      case "opt": {
        const tag = this.#byte();
        this.#must(tag <= 1, "no option's tag");
        return tag === 1 ? this.#value(type.inner, depth + 1) : null;
      }
      case "vec": {
        // Every element has a byte at least, but for types that are worth nothing: those are refused with the length.
        const length = this.#size(this.#bytes.length - this.#at);
        if (type.inner === NAT8) return this.#take(length).slice();
        return Array.from({ length }, () => this.#value(type.inner, depth + 1));
      }
      case "record":
        return new Map(type.fields.map(([hash, inner]) => [hash, this.#value(inner, depth + 1)]));
      case "variant": {
        const [hash, inner] = type.fields[this.#size(MAX_FIELDS)] ?? [];
        if (hash === undefined || inner === undefined) throw new VerifyError("encoding", "Candid: no such case");
        return new CandidVariant(hash, this.#value(inner, depth + 1));
      }
    }
  }

  #primitive(type: number): Candid {
    switch (type) {
      case -1:
        return null;
      case -2:
        return this.#byte() === 1;
      case -3:
        return this.#unsigned();
      case -4:
        return this.#signed();
      case -5:
      case -6:
      case -7:
      case -8:
        return this.#fixed(2 ** (-5 - type));
      case -15:
        return this.#text();
      case -24:
        return this.#principal();
      default:
        throw new VerifyError("encoding", `Candid: type ${type} is not read`);
    }
  }

  #principal(): Uint8Array {
    this.#must(this.#byte() === 1, "no principal");
    return this.#take(this.#size(29)).slice();
  }

  #text(): string {
    const bytes = this.#take(this.#size(this.#bytes.length - this.#at));
    try {
      return text.decode(bytes);
    } catch {
      throw new VerifyError("encoding", "Candid: text is not UTF-8");
    }
  }

  #fixed(width: number): bigint {
    return this.#take(width).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  }

  #unsigned(): bigint {
    let value = 0n;
    for (let i = 0; i < MAX_INTEGER; i++) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * i);
      if (byte < 0x80) return value;
    }
    throw new VerifyError("encoding", "Candid: number too long");
  }

  #signed(): bigint {
    let value = 0n;
    for (let i = 0; i < MAX_INTEGER; i++) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * i);
      if (byte < 0x80) return (byte & 0x40) === 0 ? value : value - (1n << BigInt(7 * (i + 1)));
    }
    throw new VerifyError("encoding", "Candid: number too long");
  }

  #size(most: number): number {
    const value = this.#unsigned();
    this.#must(value <= BigInt(most), "a length that cannot be");
    return Number(value);
  }

  #reference(): number {
    const value = this.#signed();
    this.#must(value >= -128n && value < BigInt(MAX_TYPES), "an unexpected type");
    return Number(value);
  }

  #take(length: number): Uint8Array {
    this.#must(length <= this.#bytes.length - this.#at, "cut short");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #byte(): number {
    return this.#take(1)[0] ?? 0;
  }

  #must(condition: boolean, complaint: string): void {
    if (!condition) throw new VerifyError("encoding", `Candid: ${complaint}`);
  }
}
