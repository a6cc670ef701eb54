import { expect, test } from "vitest";
import { line, searchText, unstorableText } from "./text.ts";

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

test("text that no database holds is found wherever it stands", () => {
  expect(unstorableText({ a: "fine", b: [1, null, { c: "x\u0000" }] })).toBe("b.2.c");
  expect(unstorableText({ "k\u0000": "x" })).toBe("");
  expect(unstorableText("\uD800")).toBe("");
  expect(unstorableText({ a: new Uint8Array([0]), b: "😀", c: new Date() })).toBeUndefined();
});
