import { createHash } from "node:crypto";
import { termsEn } from "./terms/en.ts";
import { termsUr } from "./terms/ur.ts";

/** One article of the terms. */
export type Article = { title: string; text: string };

/** The version in force. Any change of a text takes a new one: what was accepted is kept, and its hash with it. */
const version = "2026-11";

/** The articles in force, for a page. */
export function termsArticles(locale: string): readonly Article[] {
  return locale === "ur" ? termsUr : termsEn;
}

/** The terms in force as they are stored and accepted; the hash is over both languages. */
export function currentTerms(): {
  version: string;
  textEn: string;
  textUr: string;
  hash: Uint8Array<ArrayBuffer>;
  publishedAt: Date;
} {
  const [textEn, textUr] = [termsText(termsEn), termsText(termsUr)];
  return {
    version,
    textEn,
    textUr,
    hash: termsHash(version, textEn, textUr),
    publishedAt: new Date("2026-11-01T00:00:00+05:00"),
  };
}

/** SHA-256 over both languages: UTF-8 of version, English and Urdu text, each followed by a zero byte. */
export function termsHash(of: string, textEn: string, textUr: string): Uint8Array<ArrayBuffer> {
  const hash = createHash("sha256");
  for (const part of [of, textEn, textUr]) hash.update(part, "utf8").update("\0");
  return new Uint8Array(hash.digest());
}

/** Number and title on a line, the text below; articles apart by an empty line. */
function termsText(articles: readonly Article[]): string {
  return articles.map((article, index) => `${index + 1}. ${article.title}\n${article.text}`).join("\n\n");
}
