import { expect, test } from "vitest";
import { currentTerms, termsArticles, termsHash } from "./terms.ts";

test("the texts of this version have not changed", () => {
  const { version, hash } = currentTerms();
  // Another hash means another text: give it a new version, and keep the old one's row.
  expect({ version, hash: Buffer.from(hash).toString("hex") }).toMatchInlineSnapshot(`
    {
      "hash": "20db4dfd9c19fc02bdead1ab69653957af82de2edfb1ea8ceafb5d6bff74b533",
      "version": "2026-11",
    }
  `);
});

test("both languages have the same articles, and neither is empty", () => {
  const [en, ur] = [termsArticles("en"), termsArticles("ur")];
  expect(ur).toHaveLength(en.length);
  for (const article of ur) expect(`${article.title}${article.text}`).not.toMatch(/[A-Za-z]/);
});

test("the hash tells the languages apart", () => {
  expect(termsHash("1", "ab", "c")).not.toEqual(termsHash("1", "a", "bc"));
});
