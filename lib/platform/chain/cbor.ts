/** What can be encoded; a map is an object whose keys are sorted here. */
export type Encodable =
  | bigint
  | Uint8Array
  | string
  | null
  | readonly Encodable[]
  | { readonly [key: string]: Encodable };

/** Bytes being put together, and how many there are. Grows by doubling. */
type Writer = { bytes: Uint8Array<ArrayBuffer>; size: number };

const utf8 = new TextEncoder();
/** The longest head: its first byte, and an argument of eight. */
const longestHead = 9;

/** Deterministic CBOR (RFC 8949 §4.2.1): shortest heads, map keys shorter first and then bytewise. Works in a browser as on a server. */
export function encodeCbor(value: Encodable): Uint8Array<ArrayBuffer> {
  const writer: Writer = { bytes: new Uint8Array(1024), size: 0 };
  write(writer, value);
  return writer.bytes.slice(0, writer.size);
}

function write(writer: Writer, value: Encodable): void {
  if (value === null) append(writer, Uint8Array.of(0xf6));
  else if (typeof value === "bigint") head(writer, 0, value);
  else if (typeof value === "string") text(writer, value);
  else if (value instanceof Uint8Array) {
    head(writer, 2, value.length);
    append(writer, value);
  } else if (isList(value)) {
    head(writer, 4, value.length);
    for (const inner of value) write(writer, inner);
  } else {
    const keys = sortedKeys(value);
    head(writer, 5, keys.length);
    for (const key of keys) {
      text(writer, key);
      write(writer, value[key] ?? null);
    }
  }
}

function isList(value: Encodable): value is readonly Encodable[] {
  return Array.isArray(value);
}

// Maps of a list have the same keys as a rule: the order of the last one is looked at first.
let last: { given: readonly string[]; sorted: readonly string[] } = { given: [], sorted: [] };

function sortedKeys(map: object): readonly string[] {
  const given = Object.keys(map);
  if (given.length !== last.given.length || given.some((key, index) => key !== last.given[index])) {
    const encoded = given.map((key) => ({ key, bytes: utf8.encode(key) }));
    encoded.sort((a, b) => a.bytes.length - b.bytes.length || compare(a.bytes, b.bytes));
    last = { given, sorted: encoded.map(({ key }) => key) };
  }
  return last.sorted;
}

/** Of two keys of one length. */
function compare(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function text(writer: Writer, value: string): void {
  // Three bytes for each unit of UTF-16 at most; written behind the longest head and moved up to the one it has.
  reserve(writer, longestHead + 3 * value.length);
  const from = writer.size + longestHead;
  const { written } = utf8.encodeInto(value, writer.bytes.subarray(from));
  head(writer, 3, written);
  writer.bytes.copyWithin(writer.size, from, from + written);
  writer.size += written;
}

function append(writer: Writer, bytes: Uint8Array): void {
  reserve(writer, bytes.length);
  writer.bytes.set(bytes, writer.size);
  writer.size += bytes.length;
}

function head(writer: Writer, major: number, argument: number | bigint): void {
  reserve(writer, longestHead);
  const top = major << 5;
  const { bytes } = writer;
  if (argument < 24) {
    bytes[writer.size] = top | Number(argument);
    writer.size += 1;
    return;
  }
  const width = argument < 0x100 ? 1 : argument < 0x1_0000 ? 2 : argument < 0x1_0000_0000 ? 4 : 8;
  bytes[writer.size] = top | (24 + Math.log2(width));
  const view = new DataView(bytes.buffer);
  if (width === 8) view.setBigUint64(writer.size + 1, BigInt(argument));
  else for (let i = 0; i < width; i += 1) bytes[writer.size + width - i] = Number(argument) >>> (8 * i);
  writer.size += 1 + width;
}

function reserve(writer: Writer, more: number): void {
  const needed = writer.size + more;
  if (needed <= writer.bytes.length) return;
  const grown = new Uint8Array(Math.max(needed, 2 * writer.bytes.length));
  grown.set(writer.bytes.subarray(0, writer.size));
  writer.bytes = grown;
}
