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
