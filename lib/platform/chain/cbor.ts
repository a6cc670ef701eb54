/** What can be encoded; a map is an object whose keys are sorted here. */
export type Encodable =
  | bigint
  | Uint8Array
  | string
  | null
  | readonly Encodable[]
  | { readonly [key: string]: Encodable };

const text = new TextEncoder();

/** Deterministic CBOR (RFC 8949 §4.2.1): shortest heads, map keys shorter first and then bytewise. Works in a browser as on a server. */
export function encodeCbor(value: Encodable): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  write(parts, value);
  return joined(parts);
}

function write(parts: Uint8Array[], value: Encodable): void {
  if (value === null) parts.push(Uint8Array.of(0xf6));
  else if (typeof value === "bigint") parts.push(head(0, value));
  else if (typeof value === "string") sized(parts, 3, text.encode(value));
  else if (value instanceof Uint8Array) sized(parts, 2, value);
  else if (isList(value)) {
    parts.push(head(4, BigInt(value.length)));
    for (const inner of value) write(parts, inner);
  } else {
    const entries = Object.entries(value).map(([key, inner]) => ({ key: text.encode(key), inner }));
    entries.sort((a, b) => a.key.length - b.key.length || compare(a.key, b.key));
    parts.push(head(5, BigInt(entries.length)));
    for (const { key, inner } of entries) {
      sized(parts, 3, key);
      write(parts, inner);
    }
  }
}

function isList(value: Encodable): value is readonly Encodable[] {
  return Array.isArray(value);
}

/** Of two keys of one length. */
function compare(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

function sized(parts: Uint8Array[], major: number, bytes: Uint8Array): void {
  parts.push(head(major, BigInt(bytes.length)), bytes);
}

function head(major: number, argument: bigint): Uint8Array {
  const top = major << 5;
  if (argument < 24n) return Uint8Array.of(top | Number(argument));
  const width = argument < 0x100n ? 1 : argument < 0x1_0000n ? 2 : argument < 0x1_0000_0000n ? 4 : 8;
  const bytes = new Uint8Array(9);
  new DataView(bytes.buffer).setBigUint64(1, argument);
  const start = 8 - width;
  bytes[start] = top | (24 + Math.log2(width));
  return bytes.subarray(start);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
