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

/** Names of the values and tags that a text takes (ICU message syntax), as a sorted list. */
function slots(text: string): string[] {
  const found = new Set([...text.matchAll(/<(\w+)>/g)].map(([, name]) => `<${name}>`));
  collect(text, found);
  return [...found].sort();
}

/** `{name}`, or `{name, type, key {text} key {text}}`, whose texts may hold values again. */
function collect(text: string, found: Set<string>): void {
  for (const argument of groups(text)) {
    const name = /^\s*(\w+)\s*(,|$)/.exec(argument)?.[1];
    if (name === undefined) continue;
    found.add(`{${name}}`);
    for (const branch of groups(argument)) collect(branch, found);
  }
}

/** What stands between the outermost braces of a text. */
function groups(text: string): string[] {
  const result: string[] = [];
  let depth = 0;
  let start = 0;
  for (const [index, character] of [...text].entries()) {
    if (character === "{" && depth++ === 0) start = index + 1;
    if (character === "}" && --depth === 0) result.push([...text].slice(start, index).join(""));
  }
  return result;
}

test("values are found inside of branches, and branches are not values", () => {
  const text = "{count, plural, one {<b>{name}</b> has one} other {all}} {kind, select, a {yes} other {no {why}}}";
  expect(slots(text)).toEqual(["<b>", "{count}", "{kind}", "{name}", "{why}"]);
});

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
