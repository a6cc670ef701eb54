/** Licence numbers: `SND-XXXXX-XXXXX-C`, read leniently and written one way (docs/verification.md, "The number"). */
import { VerifyError } from "./errors.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PREFIX = "SND";
const BODY = 10;

/** Spaces and dashes of all kinds, and the invisible marks that pasted right-to-left text carries. */
const IGNORED = /[\s\p{Cf}\p{Pd}\u2212]/gu;

/**
 * The 14 characters, without hyphens, of a number as people type or paste it.
 * Throws `number-malformed` or `number-check`.
 */
export function parseNumber(typed: string): string {
  if (typed.length > 100) throw new VerifyError("number-malformed", "too long");
  const compact = asciiDigits(typed.normalize("NFKC")).toUpperCase().replace(IGNORED, "");
  if (!compact.startsWith(PREFIX)) throw new VerifyError("number-malformed", "does not begin with SND");
  const rest = compact.slice(PREFIX.length).replace(/[IL]/g, "1").replaceAll("O", "0");
  if (rest.length !== BODY + 1) throw new VerifyError("number-malformed", "not 14 characters");
  for (const character of rest) {
    if (!ALPHABET.includes(character)) throw new VerifyError("number-malformed", "a character that no number has");
  }
  if (checkCharacter(rest.slice(0, BODY)) !== rest[BODY]) {
    throw new VerifyError("number-check", "the check character does not fit");
  }
  return PREFIX + rest;
}

/** A link to a licence's check, in either language, whatever its host; and as the form without JavaScript writes it. */
const LINK = /^(?:https?:\/\/)?[^\s/?#][^\s?#]*\/verify(?:\/|\/?\?number=)([^\s/?#&]{1,100})[^\s]*$/i;

/**
 * The number in what people type, paste or scan: bare, or in the licence's own link, of which nothing but the number counts. Throws as
 * `parseNumber` does.
 */
export function numberIn(text: string): string {
  const linked = text.length > 2_000 ? null : LINK.exec(text.replace(/\p{Cf}/gu, "").trim());
  return parseNumber(linked?.[1] ?? text);
}

/** The same for what may be something else altogether; null where there is no number. */
export function findNumber(text: string): string | null {
  try {
    return numberIn(text);
  } catch {
    return null;
  }
}

/** The number as people read it: `SND-XXXXX-XXXXX-C`. */
export function formatNumber(number: string): string {
  return [number.slice(0, 3), number.slice(3, 8), number.slice(8, 13), number.slice(13)].join("-");
}

/** A number from ten bytes of a cryptographic source; the low five bits of each count. */
export function numberFromRandom(random: Uint8Array): string {
  if (random.length !== BODY) throw new VerifyError("number-malformed", "ten random bytes are needed");
  const body = Array.from(random, (byte) => ALPHABET[byte & 31]).join("");
  return PREFIX + body + checkCharacter(body);
}

/** The check character of ten characters of the alphabet: XOR of α^i · d_i over i = 1 to 10, in GF(32). */
export function checkCharacter(body: string): string {
  let check = 0;
  let weight = 1;
  for (const character of body) {
    weight = times(weight, 2);
    check ^= times(weight, ALPHABET.indexOf(character));
  }
  return ALPHABET.charAt(check);
}

/** Multiplication in GF(32) with the polynomial x^5 + x^2 + 1. */
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 4; bit >= 0; bit--) {
    product <<= 1;
    if (product & 32) product ^= 0b100101;
    if ((b >> bit) & 1) product ^= a;
  }
  return product;
}

/** Arabic-Indic and Urdu digits as ASCII digits: an Urdu keyboard types them. */
function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}
