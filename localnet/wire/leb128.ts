/** The shortest unsigned LEB128 encoding of a natural number. */
export function unsignedLeb128(value: number | bigint): Uint8Array {
  let rest = BigInt(value);
  const out: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    out.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(out);
}

/** The natural number in an unsigned LEB128 encoding that fills the whole input. */
export function fromUnsignedLeb128(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i -= 1) value = (value << 7n) | BigInt((bytes[i] ?? 0) & 0x7f);
  return value;
}
