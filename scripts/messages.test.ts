import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { inRoot } from "./parts/root.mts";

type Messages = { [key: string]: string | Messages };

const languages = ["en", "ur"] as const;
const texts = Object.fromEntries(languages.map((language) => [language, read(language)])) as Record<
  (typeof languages)[number],
  Map<string, string>
>;

function read(language: string): Map<string, string> {
  const messages = JSON.parse(fs.readFileSync(inRoot(`messages/${language}.json`), "utf8")) as Messages;
  return new Map(flatten(messages, ""));
}

function flatten(messages: Messages, prefix: string): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[prefix + key, value] as [string, string]] : flatten(value, `${prefix}${key}.`),
  );
}

/** Names of the values and tags that a text takes (ICU message syntax), as a sorted list; branches of a plural are none. */
function slots(text: string): string[] {
  const values = [...text.matchAll(/(?<!\b(?:zero|one|two|few|many|other)\s*|=\d+\s*)\{\s*(\w+)\s*[,}]/g)].map(
    ([, name]) => `{${name}}`,
  );
  const tags = [...text.matchAll(/<(\w+)>/g)].map(([, name]) => `<${name}>`);
  return [...new Set([...values, ...tags])].sort();
}

describe("messages", () => {
  test("English and Urdu have the same keys", () => {
    const missing = (from: Map<string, string>, other: Map<string, string>) =>
      [...from.keys()].filter((key) => !other.has(key));
    expect({ missingInUrdu: missing(texts.en, texts.ur), missingInEnglish: missing(texts.ur, texts.en) }).toEqual({
      missingInUrdu: [],
      missingInEnglish: [],
    });
  });

  test("both languages take the same values and tags", () => {
    const differing = [...texts.en].filter(
      ([key, text]) => String(slots(text)) !== String(slots(texts.ur.get(key) ?? text)),
    );
    expect(differing.map(([key]) => key)).toEqual([]);
  });

  test.each(languages)("no text in %s is empty", (language) => {
    expect([...texts[language]].filter(([, text]) => text.trim() === "").map(([key]) => key)).toEqual([]);
  });

  test("every text in Urdu is written in Urdu", () => {
    const urdu = /[\u0600-\u06FF]/;
    // A text of values, names and punctuation alone has nothing to translate.
    const words = (text: string) => text.replaceAll(/\{[^{}]*\}|<[^>]*>/g, "").match(/[a-z]{3,}/gi) ?? [];
    const foreign = [...texts.ur].filter(([key, text]) => !urdu.test(text) && words(text).length > 2 && key !== "");
    expect(foreign.map(([key]) => key)).toEqual([]);
  });
});
