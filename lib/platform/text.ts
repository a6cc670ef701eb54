import { z } from "zod";
import { westernDigits } from "./numerals.ts";

/** Marks that turn the direction of the text around them, by which one name can be made to look like another. */
const directionMarks = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * A line that people type, of 1 to `most` UTF-16 units: white space made one blank, no control characters, nothing that turns
 * the direction of what stands beside it. So no name can bring a paragraph of its own into a letter.
 */
export function line(most: number) {
  return z
    .string()
    .transform((text) => tidy(text.replace(directionMarks, "")))
    .pipe(z.string().min(1).max(most));
}

/** What somebody typed to search for: white space and control characters made one blank, at most `most` UTF-16 units. */
export function searchText(text: string | string[] | undefined, most = 80): string {
  return typeof text === "string" ? tidy(text).slice(0, most).toWellFormed().trim() : "";
}

/**
 * What a search compares, of a text and of a query alike: lower case; no accents, vowel marks, tatweel or invisible joiners;
 * one form of each Urdu letter, however the keyboard or the spelling had it (ي ى ئ as ی, ك as ک, ه ھ ة ۃ as ہ, أ إ آ as ا,
 * ؤ as و, no bare ء); 0 to 9 for every kind of digit; a blank for every run of anything else. Folding twice changes nothing.
 */
export function foldText(text: string): string {
  return (
    westernDigits(text)
      // Takes accents and hamza off their letters, and letters out of their joined forms.
      .normalize("NFKD")
      .replace(/[\p{Mn}\p{Cf}\u0640\u0621]/gu, "")
      .toLowerCase()
      // Runs too: engineering is written with one and with two.
      .replace(/[\u0649\u064a\u06cc\u06cd\u06d0]+/g, "\u06cc")
      .replace(/[\u0643\u06aa]/g, "\u06a9")
      .replace(/[\u0629\u0647\u06be\u06c3\u06d5]/g, "\u06c1")
      .replace(/[\u0671-\u0673]/g, "\u0627")
      .replace(/['’‘`]/g, "")
      .replace(/&/g, " and ")
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim()
  );
}

/**
 * The words of a query, folded, at most eight: each is to be found somewhere in a folded text. Letters and digits only, so that
 * LIKE's wildcards cannot be among them.
 */
export function foldedWords(query: string): string[] {
  const folded = foldText(query.slice(0, 200));
  return folded === "" ? [] : folded.split(" ").slice(0, 8);
}

/**
 * The path of the first text in `value` that the database cannot hold (a NUL, or half of a surrogate pair), or undefined when
 * there is none. Bytes are no text.
 */
export function unstorableText(value: unknown, path = ""): string | undefined {
  if (typeof value === "string") return value.includes("\0") || !value.isWellFormed() ? path : undefined;
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const below = path === "" ? key : `${path}.${key}`;
    const found = unstorableText(key) === undefined ? unstorableText(inner, below) : path;
    if (found !== undefined) return found;
  }
  return undefined;
}

function tidy(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}
