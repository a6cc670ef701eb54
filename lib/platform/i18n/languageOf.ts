import type { Locale } from "./routing.ts";

/**
 * The language that words which people wrote are set and read in, for a `lang` attribute: English when their letters are all
 * Latin, Urdu when there are Arabic ones among them; nothing for numbers and signs alone.
 */
export function languageOf(text: string | null | undefined): Locale | undefined {
  if (!text) return undefined;
  if (/\p{Script=Arabic}/u.test(text)) return "ur";
  return /[A-Za-z]/.test(text) ? "en" : undefined;
}
