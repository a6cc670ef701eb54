import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "..");

/** The rows of every table of attacks: the lie, who tells it, what catches it, the tests. */
async function rows(): Promise<string[][]> {
  const text = await readFile(path.join(root, "docs/trust.md"), "utf8");
  const lines = text.split("\n").filter((line) => line.startsWith("| ") && !/^\| (---|the lie)/.test(line));
  return lines.map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

it("each lie is caught by something that a test shows, or it is said that nothing catches it", async () => {
  const all = await rows();
  expect(all.length).toBeGreaterThan(35);
  for (const [lie, liar, caught = "", shown = "", ...more] of all) {
    expect([liar === "", more.length], lie).toEqual([false, 0]);
    expect(shown !== "" || caught.startsWith("nothing"), `${lie}: no test, and not said to be caught by nothing`).toBe(
      true,
    );
  }
});

it("each test that is named is there, under that name", async () => {
  for (const [lie, , , shown = ""] of await rows()) {
    let file = "";
    for (const [, named, title] of shown.matchAll(/`([^`]+)`|"([^"]+)"/g)) {
      if (named !== undefined) file = await readFile(path.join(root, named), "utf8");
      else expect(file, lie).toContain(`"${title}"`);
    }
  }
});

it("each row that is listed by who lies is there, once, and none is listed twice of the same one", async () => {
  const text = await readFile(path.join(root, "docs/trust.md"), "utf8");
  const lies = (await rows()).map(([lie = ""]) => lie);
  const [, listed = ""] = /## By who lies\n([^#]*)/.exec(text) ?? [];
  const tellers = listed.split("\n").filter((line) => line.startsWith("- "));
  expect(tellers.length).toBeGreaterThanOrEqual(10);
  for (const teller of tellers) {
    const begun = [...teller.matchAll(/“([^”]+)”/g)].map(([, words = ""]) => words);
    expect(new Set(begun).size, teller).toBe(begun.length);
    for (const words of begun)
      expect(
        lies.filter((lie) => lie.startsWith(words)),
        words,
      ).toHaveLength(1);
  }
});
