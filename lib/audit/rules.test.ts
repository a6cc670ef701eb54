import fs from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, fieldsHash, genesis, type SealedFields } from "./rules.ts";

const page = fs.readFileSync(new URL("../../docs/audit.md", import.meta.url), "utf8");

test("the chain of docs/audit.md has the hashes that the page says", () => {
  const links = [...page.matchAll(/^(\{"action".*\})\n([0-9a-f]{64})$/gm)];
  expect(links).toHaveLength(2);
  let previous: Uint8Array = genesis;
  for (const [, json = "", hash] of links) {
    const event = JSON.parse(json) as SealedFields;
    expect(canonicalJson(event)).toBe(json);
    previous = fieldsHash(previous, event);
    expect(Buffer.from(previous).toString("hex")).toBe(hash);
  }
});

test("equal values have equal text, whatever the order of their keys, and it reads as the same value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(turned(value))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

/** The same value with the keys of every object the other way round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}
