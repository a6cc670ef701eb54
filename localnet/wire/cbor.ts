/** What a CBOR item may hold on the IC's wires. Integers beyond 2^53 - 1 are bigints. */
export type Cbor = number | bigint | string | boolean | null | Uint8Array | Cbor[] | CborMap;
export interface CborMap {
  [key: string]: Cbor;
}

const SELF_DESCRIBED = 55799;
const MAX_DEPTH = 64;
const text = new TextDecoder("utf-8", { fatal: true });

/** A malformed item. The message says what is wrong and where. */
export class CborError extends Error {}

class Reader {
  at = 0;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly integerKeys: boolean;
  constructor(bytes: Uint8Array, integerKeys: boolean) {
    // A plain view even of a Buffer, whose slice() would not copy.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.integerKeys = integerKeys;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  fail(what: string): never {
    throw new CborError(`${what} at byte ${this.at}`);
  }

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) this.fail("unexpected end");
    this.at += 1;
    return value;
  }

  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) this.fail("unexpected end");
    const slice = this.bytes.slice(this.at, this.at + length);
    this.at += length;
    return slice;
  }

  argument(minor: number): number | bigint {
    if (minor < 24) return minor;
    const from = this.at;
    if (minor === 24) return this.byte();
    if (minor === 25) {
      this.take(2);
      return this.view.getUint16(from);
    }
    if (minor === 26) {
      this.take(4);
      return this.view.getUint32(from);
    }
    if (minor !== 27) this.fail("unsupported length encoding");
    this.take(8);
    const wide = this.view.getBigUint64(from);
    return wide <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(wide) : wide;
  }

  length(minor: number): number {
    const value = this.argument(minor);
    if (typeof value === "bigint") this.fail("length too large");
    return value;
  }

  /** Definite chunks up to the stop code, of one major type (RFC 8949 §3.2.3). */
  chunks(major: number): Uint8Array {
    const parts: Uint8Array[] = [];
    for (;;) {
      const head = this.byte();
      if (head === 0xff) return Uint8Array.from(Buffer.concat(parts));
      if (head >> 5 !== major || (head & 31) === 31) this.fail("bad chunk");
      parts.push(this.take(this.length(head & 31)));
    }
  }

  string(minor: number, major: number): Uint8Array {
    return minor === 31 ? this.chunks(major) : this.take(this.length(minor));
  }

  utf8(bytes: Uint8Array): string {
    try {
      return text.decode(bytes);
    } catch {
      return this.fail("invalid UTF-8");
    }
  }

  atStop(): boolean {
    if (this.bytes[this.at] !== 0xff) return false;
    this.at += 1;
    return true;
  }

  item(depth: number): Cbor {
    if (depth > MAX_DEPTH) this.fail("nested too deeply");
    const head = this.byte();
    const major = head >> 5;
    const minor = head & 31;
    switch (major) {
      case 0:
        return this.argument(minor);
      case 1: {
        const value = this.argument(minor);
        return typeof value === "number" ? -1 - value : -1n - value;
      }
      case 2:
        return this.string(minor, 2);
      case 3:
        return this.utf8(this.string(minor, 3));
      case 4: {
        const items: Cbor[] = [];
        const count = minor === 31 ? Number.POSITIVE_INFINITY : this.length(minor);
        while (items.length < count) {
          if (minor === 31 && this.atStop()) break;
          items.push(this.item(depth + 1));
        }
        return items;
      }
      case 5:
        return this.map(minor, depth);
      case 6:
        return this.tagged(this.argument(minor), depth);
      default:
        if (minor === 20 || minor === 21) return minor === 21;
        if (minor === 22) return null;
        return this.fail("floats and simple values are not used here");
    }
  }

  map(minor: number, depth: number): CborMap {
    const map: CborMap = Object.create(null);
    const count = minor === 31 ? Number.POSITIVE_INFINITY : this.length(minor);
    for (let i = 0; i < count; i += 1) {
      if (minor === 31 && this.atStop()) break;
      const key = this.key(this.byte());
      if (key in map) this.fail(`duplicate key "${key}"`);
      map[key] = this.item(depth + 1);
    }
    return map;
  }

  key(head: number): string {
    const major = head >> 5;
    if (major === 3) return this.utf8(this.string(head & 31, 3));
    if (!this.integerKeys || major > 1) this.fail("map keys must be text");
    const value = BigInt(this.argument(head & 31));
    return String(major === 0 ? value : -1n - value);
  }

  tagged(tag: number | bigint, depth: number): Cbor {
    const inner = this.item(depth + 1);
    if (tag === SELF_DESCRIBED) return inner;
    if (tag === 2 && inner instanceof Uint8Array) {
      const hex = Buffer.from(inner).toString("hex");
      return hex === "" ? 0 : BigInt(`0x${hex}`);
    }
    return this.fail(`unsupported tag ${tag}`);
  }
}

/**
 * Decodes exactly one CBOR item (RFC 8949), as the IC's endpoints use it: no floats, text keys, no key twice,
 * nothing after the item. Byte strings are copies.
 * @param integerKeys whether maps may have integer keys too, as COSE keys do; they are read as decimal text.
 * @throws CborError
 */
export function decodeCbor(bytes: Uint8Array, integerKeys = false): Cbor {
  const reader = new Reader(bytes, integerKeys);
  const value = reader.item(0);
  if (reader.at !== bytes.length) reader.fail("bytes after the end");
  return value;
}

function head(major: number, value: number | bigint): Uint8Array {
  const m = major << 5;
  if (value < 24) return Uint8Array.of(m | Number(value));
  if (value < 0x100) return Uint8Array.of(m | 24, Number(value));
  const out = Buffer.alloc(value < 0x10000 ? 3 : value < 0x100000000 ? 5 : 9);
  if (out.length === 3) out.writeUInt16BE(Number(value), 1);
  else if (out.length === 5) out.writeUInt32BE(Number(value), 1);
  else out.writeBigUInt64BE(BigInt(value), 1);
  out[0] = m | (out.length === 3 ? 25 : out.length === 5 ? 26 : 27);
  return out;
}

function write(value: Cbor | undefined, out: Uint8Array[]): void {
  if (value instanceof Uint8Array) {
    out.push(head(2, value.length), value);
  } else if (typeof value === "string") {
    const bytes = Buffer.from(value, "utf8");
    out.push(head(3, bytes.length), bytes);
  } else if (typeof value === "number" || typeof value === "bigint") {
    if (value < 0 || value > 0xffffffffffffffffn) throw new CborError(`cannot encode ${value}`);
    out.push(head(0, value));
  } else if (typeof value === "boolean") {
    out.push(Uint8Array.of(value ? 0xf5 : 0xf4));
  } else if (value === null || value === undefined) {
    out.push(Uint8Array.of(0xf6));
  } else if (Array.isArray(value)) {
    out.push(head(4, value.length));
    for (const item of value) write(item, out);
  } else {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    out.push(head(5, entries.length));
    for (const [key, item] of entries) {
      write(key, out);
      write(item, out);
    }
  }
}

/** The map in a decoded value, or null when it is something else. */
export function asMap(value: Cbor | undefined): CborMap | null {
  const isMap = value && typeof value === "object" && !Array.isArray(value) && !(value instanceof Uint8Array);
  return isMap ? (value as CborMap) : null;
}

/** Encodes a value as CBOR behind the self-description tag 55799, as every IC endpoint does. Undefined map entries are left out. */
export function encodeCbor(value: Cbor | { [key: string]: Cbor | undefined }): Uint8Array {
  const out: Uint8Array[] = [Uint8Array.of(0xd9, 0xd9, 0xf7)];
  write(value as Cbor, out);
  return Buffer.concat(out);
}
