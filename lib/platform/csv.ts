/** What a spreadsheet takes for the beginning of a formula, or skips on its way to one. */
const formula = /^[=+\-@\t\r]/;

/**
 * One line of a CSV file (RFC 4180), its end included. A cell that a spreadsheet would run begins with an apostrophe instead,
 * which makes it text there.
 */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A record of a CSV file, and the line of the file that it begins on, counted from 1. */
export type CsvRecord = { line: number; cells: string[] };

/** What may part the cells, the likeliest last: Excel writes semicolons or tabs where the language has another comma. */
const separators = ["،", ",", ";", "\t"] as const;

/**
 * Reads a CSV file as spreadsheets write it: RFC 4180, with the separator that the first line has most of, or that a line
 * `sep=;` names. Line ends of any system; quotes may hold them, and a quote that never ends is a character like any other.
 * Cells are given without the blanks around them; lines without any text are left out.
 */
export function csvRecords(text: string): CsvRecord[] {
  const clean = text.replace(/^\ufeff/, "");
  const named = /^sep=(.)\r?\n?/i.exec(clean);
  const separator = named?.[1] ?? likeliestSeparator(clean);
  const records: CsvRecord[] = [];
  let at = named?.[0].length ?? 0;
  let line = named ? 2 : 1;
  while (at < clean.length) {
    const record = { line, cells: [] as string[] };
    for (let ended = false; !ended; ) {
      const cell = readCell(clean, at, separator);
      record.cells.push(cell.text.trim());
      at = cell.end;
      line += cell.lines;
      ended = clean[at] !== separator;
      if (!ended) at += 1;
    }
    if (clean[at] === "\r" && clean[at + 1] === "\n") at += 1;
    at += 1;
    line += 1;
    if (record.cells.some((cell) => cell !== "")) records.push(record);
  }
  return records;
}

/**
 * The text of a CSV file: UTF-8, or UTF-16 where its first bytes say so (Excel's "Unicode text"). Undefined for any other
 * encoding, of which nobody can tell which letters were meant.
 */
export function csvText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function likeliestSeparator(text: string): string {
  const first = text.split(/[\r\n]+/).find((line) => line.trim() !== "") ?? "";
  const bare = first.replace(/"[^"]*"/g, "");
  const count = (separator: string) => bare.split(separator).length;
  return [...separators].reduce((best, one) => (count(one) >= count(best) && count(one) > 1 ? one : best), ",");
}

/** The cell that begins at `at`, where it ends, and how many line ends lie within it. */
function readCell(text: string, at: number, separator: string): { text: string; end: number; lines: number } {
  const start = at + (/^[ \u00a0]*/.exec(text.slice(at, at + 100))?.[0].length ?? 0);
  const quoted = text[start] === '"' ? quotedCell(text, start, separator) : undefined;
  if (quoted) return quoted;
  let end = at;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { text: text.slice(at, end), end, lines: 0 };
}

function quotedCell(
  text: string,
  start: number,
  separator: string,
): { text: string; end: number; lines: number } | undefined {
  let close = text.indexOf('"', start + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  if (close < 0) return undefined;
  const inner = text.slice(start + 1, close).replaceAll('""', '"');
  // What a hand has left behind the quote belongs to no cell.
  const rest = /^[^\r\n]*/.exec(text.slice(close + 1, close + 200))?.[0] ?? "";
  const gap = rest.indexOf(separator);
  const end = close + 1 + (gap < 0 ? rest.length : gap);
  return { text: inner, end, lines: inner.split("\n").length - 1 };
}
