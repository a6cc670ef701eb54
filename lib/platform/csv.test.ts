import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRecords, csvRow } from "./csv.ts";

/** A reader of RFC 4180, written apart from the writer. */
function read(line: string): string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  for (let match = pattern.exec(line); match; match = pattern.exec(line))
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
  return cells;
}

const signs = fc.string({ unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", "'", " ", "a", "ا") });
const row = fc.array(fc.oneof(signs, fc.string({ unit: "grapheme" })), { minLength: 1, maxLength: 6 });

test("no cell begins with what a spreadsheet runs, and nothing else is changed", () => {
  fc.assert(
    fc.property(row, (cells) => {
      const line = csvRow(cells);
      const back = read(line);
      expect(back).toHaveLength(cells.length);
      for (const [index, cell] of cells.entries()) {
        const shown = back[index] ?? "";
        expect(["=", "+", "-", "@", "\t", "\r"]).not.toContain(shown[0]);
        expect([cell, `'${cell}`]).toContain(shown);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("the known tricks are text", () => {
  expect(csvRow(['=HYPERLINK("http://x")', "+1", "-1", "@SUM(1)", "\t=1", "plain"])).toBe(
    '"\'=HYPERLINK(""http://x"")",\'+1,\'-1,\'@SUM(1),\'\t=1,plain\r\n',
  );
});

test("what was written is read again, whatever stands in it", () => {
  const cell = fc.oneof(signs, fc.string({ unit: "grapheme" })).map((text) => text.trim());
  const named = cell.filter((text) => text !== "" && !text.startsWith("\ufeff") && !/^sep=/i.test(text));
  const rows = fc.array(fc.tuple(named, cell, cell), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, (list) => {
      const text = `sep=,\n${list.map((cells) => csvRow(cells)).join("")}`;
      const harmless = (one: string) => (/^[=+\-@\t\r]/.test(one) ? `'${one}` : one);
      expect(csvRecords(text).map(({ cells }) => cells)).toEqual(list.map((cells) => cells.map(harmless)));
    }),
    { numRuns: 1_000 },
  );
});
