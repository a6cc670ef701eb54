import { randomBytes } from "node:crypto";
import { westernDigits } from "./numerals.ts";

/** Crockford's base 32: no I, L, O and U, so that a number read aloud is written down right. */
export const crockfordAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `length` characters from a cryptographic source. */
export function randomCrockford(length: number): string {
  return Array.from(randomBytes(length), (byte) => crockfordAlphabet[byte & 31]).join("");
}

/**
 * The check character of a body: XOR of α^i · d_i, i from 1, in GF(32) (docs/verification.md, "The number").
 * Catches every single wrong character and every swap of neighbours in up to 30 characters.
 */
export function crockfordCheck(body: string): string {
  let check = 0;
  let weight = 1;
  for (const character of body) {
    weight = times(weight, 2);
    check ^= times(weight, crockfordAlphabet.indexOf(character));
  }
  return crockfordAlphabet.charAt(check);
}

/** What people type, in the alphabet: upper case, look-alikes resolved, separators and other scripts' digits handled. */
export function readCrockford(typed: string): string {
  return westernDigits(typed.normalize("NFKC"))
    .toUpperCase()
    .replace(/[\s\p{Cf}\p{Pd}−]/gu, "")
    .replace(/[IL]/g, "1")
    .replace(/O/g, "0");
}

function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 4; bit >= 0; bit--) {
    product <<= 1;
    if (product & 32) product ^= 0b100101;
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}
