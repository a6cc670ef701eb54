import { describe, expect, it } from "vitest";
import en from "../../../messages/en.json" with { type: "json" };
import ur from "../../../messages/ur.json" with { type: "json" };
import { acts, subjectKinds } from "../auditedActs.ts";
import { errorCodes } from "../errors/codes.ts";

type Tree = { [key: string]: string | Tree };

/** Words that stay Latin in Urdu: identifiers, formats and names of standards. */
const latinAllowed = new Set([
  "Caffeine",
  "SND",
  "XXXXX",
  "APP",
  "SHA",
  "QR",
  "PDF",
  "CSV",
  "UTF",
  "JSON",
  "UTC",
  "WCAG",
  "AA",
  "axe",
  "Ctrl",
  "name",
  "purpose",
  "example",
  "edu",
  "pk",
  "https",
  "nust",
  "university",
]);

function leaves(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : leaves(value, `${path}${key}.`),
  );
}

/** What an ICU message asks for (arguments and tags) and what it says itself, without the grammar around it. */
function parts(message: string): { asked: Set<string>; text: string } {
  const asked = new Set<string>();
  let text = "";
  let at = 0;
  const until = (stop: RegExp) => {
    const start = at;
    while (at < message.length && !stop.test(message[at] ?? "")) at++;
    return message.slice(start, at).trim();
  };
  const argument = () => {
    at++;
    asked.add(until(/[,}]/));
    if (message[at] === ",") {
      at++;
      const kind = until(/[,}]/);
      const branches = kind === "plural" || kind === "select" || kind === "selectordinal";
      at++;
      while (branches && at < message.length && message[at] !== "}") {
        until(/[{}]/);
        if (message[at] !== "{") break;
        at++;
        body();
        at++;
        while (/\s/.test(message[at] ?? "")) at++;
      }
      if (!branches) until(/}/);
    }
    at++;
  };
  const body = () => {
    while (at < message.length && message[at] !== "}") {
      if (message[at] === "{") argument();
      else text += message[at++];
    }
  };
  body();
  for (const [tag, name] of text.matchAll(/<\/?(\w+)>/g)) {
    asked.add(`<${name}>`);
    text = text.replace(tag, " ");
  }
  return { asked, text };
}

const english = new Map(leaves(en));
const urdu = new Map(leaves(ur));

describe("reading a message", () => {
  it("tells what it asks for from what it says, inside every branch", () => {
    const { asked, text } = parts(
      "Hi <b>{name}</b>, {count, plural, =0 {none} one {# seat by {who}} other {# seats}} {at, date, short}!",
    );
    expect([...asked].sort()).toEqual(["<b>", "at", "count", "name", "who"]);
    expect(text.replace(/\s+/g, " ")).toBe("Hi , none# seat by # seats !");
  });
});

describe("messages", () => {
  it("say the same things in both languages", () => {
    expect([...urdu.keys()].sort()).toEqual([...english.keys()].sort());
  });

  it("are never empty", () => {
    expect([...english, ...urdu].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("ask for the same values", () => {
    const asks = (text: string | undefined) => [...parts(text ?? "").asked].sort().join(" ");
    const different = [...english].filter(([key, text]) => asks(text) !== asks(urdu.get(key))).map(([key]) => key);
    expect(different).toEqual([]);
  });

  it("have a sentence for every error code, and none for a code that is gone", () => {
    expect(Object.keys(en.errors).sort()).toEqual(Object.keys(errorCodes).sort());
  });

  it("have a name for every act and every kind of thing that the audit tells of, and for every letter", () => {
    const named = (tree: Tree) => leaves(tree).map(([key]) => key);
    expect(named(en.audit.acts).sort()).toEqual([...acts].sort());
    expect(named(en.audit.kinds).sort()).toEqual([...subjectKinds].sort());
    expect(named(en.desk.mail.letters).sort()).toEqual(Object.keys(en.mail.letters).sort());
    expect(named(en.desk.mail.texts).sort()).toEqual(Object.keys(en.mail.texts).sort());
  });

  it("keep errors to plain values, since the browser fills them in without the ICU grammar", () => {
    const withGrammar = [...leaves(en.errors), ...leaves(ur.errors)].filter(([, text]) => /\{\w+\s*,|<\w/.test(text));
    expect(withGrammar).toEqual([]);
  });

  it("leave no English word in Urdu", () => {
    const leftovers = [...urdu].flatMap(([key, text]) =>
      (parts(text).text.match(/[A-Za-z]{2,}/g) ?? [])
        .filter((word) => !latinAllowed.has(word))
        .map((word) => `${key}: ${word}`),
    );
    expect(leftovers).toEqual([]);
  });

  it("never tell applicants of the machinery", () => {
    const desk = /^(?:chain|desk|design|licences|audit)\./;
    const machinery = /\b(?:canisters?|principals?|witness(?:es)?|blocks?|pending|cycles)\b|کینسٹر|بلاک/i;
    const told = [...english, ...urdu].filter(([key, text]) => !desk.test(key) && machinery.test(parts(text).text));
    expect(told.map(([key]) => key)).toEqual([]);
  });

  it("write Urdu with its own letters and marks, not the Arabic look-alikes", () => {
    const wrong = [...urdu].filter(([, text]) => /[يىكة]|[؀-ۿ][,;?]/.test(text)).map(([key]) => key);
    expect(wrong).toEqual([]);
  });

  it("write Urdu in the words and spellings that docs/urdu.md settles", () => {
    const instead: Record<string, RegExp> = {
      "انھیں، انھوں، جنھیں": /انہیں|انہوں|جنہیں|جنہوں/,
      "ہو گا، ہو گی (two words)": /ہوگ/,
      افسر: /اہلکار/,
      آڈیٹر: /محتسب/,
      "فلٹر، ونڈو، اسکین": /چھلنی|کھڑکی|(?<!ا)سکین/,
      "جمع کرائیں، اندراج کرائیں": /(?:جمع|اندراج) کریں/,
      "میعاد ختم": /مدت ختم/,
      "ای میل پتا": /ای میل کا پتا|پتہ/,
      "مفادات کا ٹکراؤ": /مفاد ک[اے] ٹکراؤ/,
      چنیں: /منتخب کریں/,
      "one word for both genders": /\p{L}تا\/\p{L}*تی/u,
    };
    const wrong = [...urdu].flatMap(([key, text]) =>
      Object.entries(instead)
        .filter(([, pattern]) => pattern.test(text))
        .map(([right]) => `${key}: ${right}`),
    );
    expect(wrong).toEqual([]);
  });
});
