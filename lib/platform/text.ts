import { z } from "zod";

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
