import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { colour, contrast } from "@/components/design/contrast";
import { edgePairs, type Pair, textPairs } from "@/components/design/pairs";

const line = /--([\w-]+): var\(--calm, light-dark\((#\w+), (#\w+)\)\) var\(--stark, light-dark\((#\w+), (#\w+)\)\);/g;
const themes = ["light", "dark", "light, high contrast", "dark, high contrast"] as const;

function tokens(file: string): Map<string, string[]> {
  const text = fs.readFileSync(path.resolve(import.meta.dirname, file), "utf8");
  return new Map([...text.matchAll(line)].map(([, name = "", ...values]) => [name, values]));
}

const portal = tokens("tokens.css");

function ratio({ front, back }: Pair, theme: number): number {
  const [one, other] = [front, back].map((name) => colour(portal.get(name)?.[theme] ?? ""));
  if (!one || !other) throw new Error(`${front} on ${back}: no such colours`);
  return contrast(one, other);
}

function tooWeak(pairs: readonly Pair[], theme: number, least: number): string[] {
  return pairs
    .filter((pair) => ratio(pair, theme) < least)
    .map((pair) => `${pair.front} on ${pair.back}: ${ratio(pair, theme).toFixed(2)}`);
}

test("contrast is counted as WCAG counts it", () => {
  expect(contrast([0, 0, 0], [255, 255, 255])).toBe(21);
  expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
  expect(colour("rgb(1, 2, 3)")).toEqual(colour("#010203"));
});

describe.each(themes.map((name, index) => ({ name, index })))("the theme $name", ({ index }) => {
  test("has text that can be read", () => expect(tooWeak(textPairs, index, index < 2 ? 4.5 : 7)).toEqual([]));
  test("has edges that can be seen", () => expect(tooWeak(edgePairs, index, index < 2 ? 3 : 4.5)).toEqual([]));
});

test("the verification page, which shares no file with the portal, shares its colours", () => {
  const page = tokens("../verify/page/tokens.css");
  expect(page.size).toBeGreaterThan(15);
  for (const [name, values] of page) expect({ [name]: values }).toEqual({ [name]: portal.get(name) });
});
