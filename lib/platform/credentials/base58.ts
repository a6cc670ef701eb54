const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Bytes in base58 with Bitcoin's alphabet, behind the `z` of multibase. */
export function multibase58(bytes: Uint8Array): string {
  let rest = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  let digits = "";
  for (; rest > 0n; rest /= 58n) digits = alphabet[Number(rest % 58n)] + digits;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return `z${"1".repeat(zeros < 0 ? bytes.length : zeros)}${digits}`;
}
