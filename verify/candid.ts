/** The little Candid that a verifier needs: one argument out, one record of two blobs in. */
import { concat, utf8Bytes } from "./bytes.ts";
import { reading, VerifyError } from "./errors.ts";

const MAGIC = utf8Bytes("DIDL");

/** What the canisters' certified queries return. */
export interface Verification {
  readonly certificate: Uint8Array;
  readonly witness: Uint8Array;
}

/** `()` */
export const NO_ARGUMENTS: Uint8Array = Uint8Array.of(0x44, 0x49, 0x44, 0x4c, 0, 0);

/** `(text)` */
export function encodeText(value: string): Uint8Array {
  const bytes = utf8Bytes(value);
  return concat(MAGIC, Uint8Array.of(0, 1, 0x71), leb128(bytes.length), bytes);
}

/** `(principal)` */
export function encodePrincipal(bytes: Uint8Array): Uint8Array {
  return concat(MAGIC, Uint8Array.of(0, 1, 0x68, 1), leb128(bytes.length), bytes);
}

function leb128(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return Uint8Array.of(...bytes, rest);
}

/** The hash by which Candid orders and names a record's fields. */
export function fieldHash(name: string): number {
  let hash = 0;
  for (const byte of utf8Bytes(name)) hash = (Math.imul(hash, 223) + byte) >>> 0;
  return hash;
}

const NAT8 = -5;
const OPT = -18;
const VEC = -19;
const RECORD = -20;
const CERTIFICATE = fieldHash("certificate");
const WITNESS = fieldHash("witness");

type Type =
  | { readonly kind: "opt" | "vec"; readonly inner: number }
  | { readonly kind: "record"; readonly fields: ReadonlyMap<number, number> };

/**
 * Decodes `(record { certificate : opt blob; witness : blob })`, and nothing else.
 * Throws `reply-malformed`, or `certificate-missing` when the option is null.
 */
export function decodeVerification(bytes: Uint8Array): Verification {
  return reading("reply-malformed", () => new Reader(bytes).verification());
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;
  #types: Type[] = [];

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  verification(): Verification {
    for (const byte of MAGIC) this.#must(this.#byte() === byte, "no Candid");
    const count = this.#unsigned();
    this.#must(count <= 16, "too many types");
    this.#types = Array.from({ length: count }, () => this.#type());
    this.#must(this.#unsigned() === 1, "not one value");
    const fields = this.#fields(this.#signed());
    let certificate: Uint8Array | null = null;
    let witness: Uint8Array | null = null;
    for (const [hash, type] of fields) {
      if (hash === WITNESS) witness = this.#blob(type);
      else certificate = this.#optionalBlob(type);
    }
    this.#must(this.#at === this.#bytes.length, "bytes after the end");
    if (!certificate) throw new VerifyError("certificate-missing", "the reply has no certificate");
    if (!witness) throw new VerifyError("encoding", "Candid: no witness");
    return { certificate, witness };
  }

  #type(): Type {
    const opcode = this.#signed();
    if (opcode === OPT || opcode === VEC) return { kind: opcode === OPT ? "opt" : "vec", inner: this.#signed() };
    this.#must(opcode === RECORD, "an unexpected type");
    const count = this.#unsigned();
    this.#must(count <= 16, "too many fields");
    const fields = new Map<number, number>();
    let last = -1;
    for (let i = 0; i < count; i++) {
      const hash = this.#unsigned();
      this.#must(hash > last, "fields out of order");
      fields.set(hash, this.#signed());
      last = hash;
    }
    return { kind: "record", fields };
  }

  #fields(reference: number): ReadonlyMap<number, number> {
    const type = this.#types[reference];
    const isExpected = type?.kind === "record" && type.fields.size === 2;
    if (!isExpected || !type.fields.has(CERTIFICATE) || !type.fields.has(WITNESS)) {
      throw new VerifyError("encoding", "Candid: another record");
    }
    return type.fields;
  }

  #optionalBlob(reference: number): Uint8Array | null {
    const type = this.#types[reference];
    if (type?.kind !== "opt") throw new VerifyError("encoding", "Candid: no option");
    const tag = this.#byte();
    this.#must(tag <= 1, "no option's tag");
    return tag === 1 ? this.#blob(type.inner) : null;
  }

  #blob(reference: number): Uint8Array {
    const type = this.#types[reference];
    this.#must(type?.kind === "vec" && type.inner === NAT8, "no blob");
    const length = this.#unsigned();
    this.#must(length <= this.#bytes.length - this.#at, "cut short");
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new VerifyError("encoding", "Candid: cut short");
    this.#at++;
    return byte;
  }

  /** At most five bytes: every number in this message is below 2^32. */
  #unsigned(): number {
    let value = 0;
    for (let i = 0; i < 5; i++) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw new VerifyError("encoding", "Candid: number too long");
  }

  /** Type references and opcodes fit one byte of signed LEB128. */
  #signed(): number {
    const byte = this.#byte();
    this.#must(byte < 0x80, "an unexpected type");
    return byte < 0x40 ? byte : byte - 0x80;
  }

  #must(condition: boolean, complaint: string): void {
    if (!condition) throw new VerifyError("encoding", `Candid: ${complaint}`);
  }
}
