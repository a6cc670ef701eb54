/** Principals as text and bytes (interface specification, "Textual representation of principals"). */
import { sha224 } from "@noble/hashes/sha2";
import { concat, equalBytes } from "./bytes.ts";
import { VerifyError } from "./errors.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const MAX_BYTES = 29;

/** The text of a principal: CRC-32 and bytes in lower-case base 32, a hyphen after every five characters. */
export function principalText(bytes: Uint8Array): string {
  const characters = base32(concat(crc32(bytes), bytes));
  return characters.replace(/(.{5})(?=.)/g, "$1-");
}

/** The bytes of a principal's text, which must be exactly as `principalText` writes it. Throws `encoding`. */
export function principalBytes(text: string): Uint8Array {
  const compact = text.replaceAll("-", "");
  const bits: number[] = [];
  for (const character of compact) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) throw new VerifyError("encoding", "principal: unknown character");
    for (let bit = 4; bit >= 0; bit--) bits.push((value >> bit) & 1);
  }
  const whole = new Uint8Array(Math.floor(bits.length / 8));
  for (let i = 0; i < whole.length * 8; i++) whole[i >> 3] = ((whole[i >> 3] ?? 0) << 1) | (bits[i] ?? 0);
  const bytes = whole.slice(4);
  if (whole.length < 4 || bytes.length > MAX_BYTES) throw new VerifyError("encoding", "principal: wrong length");
  if (!equalBytes(whole.subarray(0, 4), crc32(bytes))) throw new VerifyError("encoding", "principal: wrong checksum");
  if (principalText(bytes) !== text) throw new VerifyError("encoding", "principal: not in its usual form");
  return bytes;
}

/** The self-authenticating principal of a DER key: SHA-224 of the key, and 0x02. A root subnet's id is its key's. */
export function selfAuthenticating(derKey: Uint8Array): Uint8Array {
  return concat(sha224(derKey), Uint8Array.of(2));
}

function base32(bytes: Uint8Array): string {
  let text = "";
  let held = 0;
  let width = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    width += 8;
    while (width >= 5) {
      width -= 5;
      text += ALPHABET[(held >> width) & 31];
    }
  }
  return width === 0 ? text : text + ALPHABET[(held << (5 - width)) & 31];
}

/** CRC-32 of ISO 3309, big-endian. */
export function crc32(bytes: Uint8Array): Uint8Array {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  const sum = (crc ^ 0xffffffff) >>> 0;
  return Uint8Array.of(sum >>> 24, (sum >>> 16) & 0xff, (sum >>> 8) & 0xff, sum & 0xff);
}
