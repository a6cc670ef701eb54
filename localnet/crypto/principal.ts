import { crc32 } from "node:zlib";
import { sha224 } from "./hash.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** The principal of requests that nobody signed. */
export const ANONYMOUS = Uint8Array.of(4);
/** `aaaaa-aa`. */
export const MANAGEMENT_CANISTER = new Uint8Array();

/** The self-authenticating principal of a DER-encoded public key: SHA-224 and the byte 2. */
export function selfAuthenticating(der: Uint8Array): Uint8Array {
  return Buffer.concat([sha224(der), Uint8Array.of(2)]);
}

/** A canister's principal from its running number: 8 bytes big-endian, then 01 01. */
export function canisterIdOf(index: bigint): Uint8Array {
  const out = Buffer.alloc(10);
  out.writeBigUInt64BE(index);
  out[8] = 1;
  out[9] = 1;
  return out;
}

/** The textual form of a principal (interface specification, "Textual representation of principals"). */
export function principalText(bytes: Uint8Array): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  let bits = 0;
  let value = 0;
  let out = "";
  for (const byte of Buffer.concat([sum, bytes])) {
    value = (value << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      out += ALPHABET[(value >> (bits - 5)) & 31];
      bits -= 5;
      value &= (1 << bits) - 1;
    }
  }
  if (bits > 0) out += ALPHABET[(value << (5 - bits)) & 31];
  return out.match(/.{1,5}/g)?.join("-") ?? "";
}

/** The principal of a text, or null unless the text is exactly its canonical form. */
export function principalFromText(input: string): Uint8Array | null {
  const lower = input.toLowerCase();
  let bits = 0;
  let value = 0;
  const out: number[] = [];
  for (const char of lower.replaceAll("-", "")) {
    const digit = ALPHABET.indexOf(char);
    if (digit < 0) return null;
    value = (value << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      out.push((value >> (bits - 8)) & 255);
      bits -= 8;
      value &= (1 << bits) - 1;
    }
  }
  const bytes = Uint8Array.from(out.slice(4));
  return out.length >= 4 && bytes.length <= 29 && principalText(bytes) === lower ? bytes : null;
}

/** A principal as a key for maps: lower-case hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}

/** The bytes of a hexadecimal text. */
export function unhex(text: string): Uint8Array {
  return Buffer.from(text, "hex");
}

/** Whether two byte strings are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
