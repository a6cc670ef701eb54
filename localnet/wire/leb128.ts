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
