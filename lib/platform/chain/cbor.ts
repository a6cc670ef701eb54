/** What can be encoded; a map is an object whose keys are sorted here. */
export type Encodable =
  | bigint
  | Uint8Array
  | string
  | null
  | readonly Encodable[]
  | { readonly [key: string]: Encodable };

/** Deterministic CBOR (RFC 8949 §4.2.1): shortest heads, map keys shorter first and then bytewise. */
export function encodeCbor(value: Encodable): Buffer {
  if (value === null) return Buffer.of(0xf6);
  if (typeof value === "bigint") return head(0, value);
  if (typeof value === "string") return sized(3, Buffer.from(value, "utf8"));
  if (value instanceof Uint8Array) return sized(2, value);
  if (isList(value)) return Buffer.concat([head(4, BigInt(value.length)), ...value.map(encodeCbor)]);
  const entries = Object.entries(value).map(([key, inner]) => ({ key: Buffer.from(key, "utf8"), inner }));
  entries.sort((a, b) => a.key.length - b.key.length || Buffer.compare(a.key, b.key));
  return Buffer.concat([
    head(5, BigInt(entries.length)),
    ...entries.flatMap(({ key, inner }) => [sized(3, key), encodeCbor(inner)]),
  ]);
}

function isList(value: Encodable): value is readonly Encodable[] {
  return Array.isArray(value);
}

function sized(major: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([head(major, BigInt(bytes.length)), bytes]);
}

function head(major: number, argument: bigint): Buffer {
  const top = major << 5;
  if (argument < 24n) return Buffer.of(top | Number(argument));
  const width = argument < 0x100n ? 1 : argument < 0x1_0000n ? 2 : argument < 0x1_0000_0000n ? 4 : 8;
  const bytes = Buffer.alloc(9);
  bytes.writeBigUInt64BE(argument, 1);
  const start = 8 - width;
  bytes[start] = top | (24 + Math.log2(width));
  return bytes.subarray(start);
}
