import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldedWords, foldText, line, searchText, unstorableText } from "./text.ts";

test("a line has one row, no control characters and no marks that turn the text around it", () => {
  expect(line(20).parse("  Ali\r\n\tKhan\u0000 ")).toBe("Ali Khan");
  expect(line(20).parse("\u202Enahk ila\u2066")).toBe("nahk ila");
  // Joiners belong to Urdu spelling.
  expect(line(20).parse("می\u200Cخواہم")).toBe("می\u200Cخواہم");
  expect(line(20).safeParse("\u202E \n").success).toBe(false);
  expect(line(3).safeParse("four").success).toBe(false);
});

test("a search is one short line, whatever an address holds", () => {
  expect(searchText("a\u0000b\n c")).toBe("a b c");
  expect(searchText(["a", "b"])).toBe("");
  expect(searchText(undefined)).toBe("");
  expect(searchText(`${"x".repeat(79)}😀`)).toBe(`${"x".repeat(79)}\uFFFD`);
});

describe("folding, for a search", () => {
  test.each([
    ["zabar, zer and pesh", "مُحَمَّد", "محمد"],
    ["Arabic ye and alef maqsura", "علي مصطفى", "علی مصطفی"],
    ["Arabic kaf", "كمال", "کمال"],
    ["the kinds of he", "\u0647\u06c1\u06be", "\u06c1\u06c1\u06c1"],
    ["te marbuta", "جامعة فاطمۃ", "جامعہ فاطمہ"],
    ["alef with hamza or madda", "أحمد إقبال آصف", "احمد اقبال اصف"],
    ["hamza on waw and ye, and bare", "مؤمن رئیس علماء", "مومن رییس علما"],
    ["he with hamza, for the izafat", "شعبۂ تحقیق", "شعبہ تحقیق"],
    ["one ye or two", "انجینیئرنگ", "انجینئرنگ"],
    ["the spellings of enhen", "انہیں", "انھیں"],
    ["tatweel and zero-width joiners", "کـــراچی خوش\u200cحال", "کراچی خوشحال"],
    ["marks of direction", "\u2067لاہور\u2069\u200f", "لاہور"],
    ["letters in their joined forms", "\ufefb\ufba8\ufeee\ufead", "لاہور"],
    ["Urdu and Arabic digits", "۱۲۳ ٤٥٦", "123 456"],
    ["Latin case and accents", "SOCIÉTÉ Ünï", "societe uni"],
    ["apostrophes, straight and curved", "O’Neil's", "O'Neils"],
    ["punctuation of either script", "ayesha.example@nust.edu.pk، لاہور۔", "AYESHA EXAMPLE NUST EDU PK لاہور"],
  ])("makes %s alike", (_, typed, stored) => expect(foldText(typed)).toBe(foldText(stored)));

  test("keeps apart what are different letters", () => {
    expect(new Set(["بار", "بال", "پار", "باڑ", "بارے"].map(foldText)).size).toBe(5);
  });

  test("changes nothing the second time, and leaves letters, digits and single blanks", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const folded = foldText(text);
        expect(foldText(folded)).toBe(folded);
        expect(folded).toMatch(/^(?:[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*)?$/u);
      }),
    );
  });

  test("gives a query as bounded words, none of them a wildcard", () => {
    expect(foldedWords(" زَینب_100% Khan ")).toEqual(["زینب", "100", "khan"]);
    expect(foldedWords("a ".repeat(100))).toHaveLength(8);
    expect(foldedWords(" \u200f%_ ")).toEqual([]);
  });
});

test("text that no database holds is found wherever it stands", () => {
  expect(unstorableText({ a: "fine", b: [1, null, { c: "x\u0000" }] })).toBe("b.2.c");
  expect(unstorableText({ "k\u0000": "x" })).toBe("");
  expect(unstorableText("\uD800")).toBe("");
  expect(unstorableText({ a: new Uint8Array([0]), b: "😀", c: new Date() })).toBeUndefined();
});
