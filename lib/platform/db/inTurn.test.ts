import { expect, test } from "vitest";

const sources = import.meta.glob<string>(["../../**/*.ts", "../../../worker/**/*.ts", "!../../**/generated/**"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** What stands between the bracket that opens before `from` and the one that closes it. */
function bracketed(text: string, from: number): string {
  let depth = 1;
  let at = from;
  for (; depth > 0 && at < text.length; at++) depth += text[at] === "(" ? 1 : text[at] === ")" ? -1 : 0;
  return text.slice(from, at);
}

test("what is asked within a transaction is asked in turn: its connection has one question at a time", () => {
  const atOnce = Object.entries(sources).flatMap(([file, text]) =>
    [...text.matchAll(/Promise\.all(Settled)?\(/g)]
      .filter((found) => /\btx\b/.test(bracketed(text, found.index + found[0].length)))
      .map((found) => `${file}:${text.slice(0, found.index).split("\n").length}`),
  );
  expect(Object.keys(sources).length).toBeGreaterThan(300);
  expect(atOnce.filter((place) => !place.startsWith("./inTurn"))).toEqual([]);
});
