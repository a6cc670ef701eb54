import { createTranslator } from "next-intl";
import type { Locale } from "../../lib/platform/i18n/routing.ts";
import en from "../../messages/en.json" with { type: "json" };
import ur from "../../messages/ur.json" with { type: "json" };
import { en as verifyEn } from "../../verify/page/en.ts";
import { ur as verifyUr } from "../../verify/page/ur.ts";

/** The portal's own words in a language, as the pages say them. */
export function say(locale: Locale) {
  return locale === "ur"
    ? createTranslator({ locale, messages: ur as typeof en })
    : createTranslator({ locale, messages: en });
}

/** What {@link say} gives. */
export type Say = ReturnType<typeof say>;

/** The words of the verification page, which is built without the portal's. */
export const verificationWords = { en: verifyEn, ur: verifyUr };

/** A sentence whose `blank` may be anything that matches `pattern`, which is captured. */
export function withBlank(sentence: string, blank: string, pattern: string): RegExp {
  return new RegExp(sentence.split(blank).map(escaped).join(`(${pattern})`));
}

/** The text as it is written, and not as a part of other words: "Open" is not read in "being opened", nor in "is open". */
export function asWritten(text: string): RegExp {
  const words = text.trim().split(/\s+/).map(escaped).join("\\s+");
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])${words}(?![\\p{L}\\p{M}\\p{N}])`, "u");
}

/** Quotation marks by their codes: Playwright would take one for the beginning of a string in its selector. */
function escaped(text: string): string {
  const marks = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return marks.replace(/["'`]/g, (mark) => `\\x${mark.charCodeAt(0).toString(16)}`);
}
