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

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
