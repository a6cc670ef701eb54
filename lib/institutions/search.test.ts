import fs from "node:fs";
import { describe, expect, test } from "vitest";
import { searchable, searchWords } from "./search.ts";

describe("searchable", () => {
  test.each([
    ["Leiah", "Layyah"],
    ["Diamir", "Diamer"],
    ["D. I. Khan", "Dera Ismail Khan"],
    ["D.I.Khan", "dera ismail khan"],
    ["Batagram", "Battagram"],
    ["Sherani", "Shirani"],
    ["Quaid-e-Azam Univ.", "Quaid-i-Azam University"],
    ["Riphah International Univeristy", "Riphah International University"],
    ["Bahawal Pur", "Bahawalpur"],
    ["Science & Technology", "science and technology"],
    ["يُونِيوَرسٹی", "یونیورسٹی"],
    ["انجینئرنگ", "Engineering"],
    ["جامعہ", "University"],
    ["كراچي", "کراچی"],
  ])("%s and %s meet", (typed, meant) => {
    expect(searchable(typed)).toBe(searchable(meant));
  });

  test("is stable: comparing what is compared changes nothing", () => {
    const names: { name: string }[] = JSON.parse(
      fs.readFileSync(new URL("../../prisma/data/pk-universities.json", import.meta.url), "utf8"),
    );
    for (const { name } of names) expect(searchable(searchable(name))).toBe(searchable(name));
  });
});

test("a query's words are bounded, and none of them is a wildcard", () => {
  expect(searchWords("The University of % Health_Sciences")).toEqual(["university", "health", "sciences"]);
  expect(searchWords("a ".repeat(100))).toHaveLength(8);
  expect(searchWords(" \u200f ")).toEqual([]);
});
