import type { Tone } from "@/components/ui";

/** A column of a desk's table. Widths are shares of what is left over, and rem at least. */
export type DeskColumn = {
  key: string;
  label: string;
  /** `name`: of somebody or something, in any script. `id`: read character by character. `number`: at the end of its column. */
  kind?: "text" | "name" | "id" | "number";
  width?: number;
  min?: number;
  /** The list can be ordered by it; the address then says `sort=<key>`. */
  sortable?: boolean;
};

/**
 * What a cell shows beyond a text: a state in its colour, an instant (ISO 8601), a way elsewhere under a name of its own, the code
 * that machines know it by.
 */
export type DeskMark = { text: string; tone?: Tone; at?: string; href?: string; label?: string; code?: string };

export type DeskCell = string | number | null | DeskMark;

export type DeskRow = {
  key: string;
  /** Where the row opens, without the language. */
  href?: string;
  cells: Record<string, DeskCell>;
  /** Cannot be chosen for the act at hand. */
  fixed?: boolean;
};

/** What may be done with several rows at once. Without it nothing can be chosen. */
export type DeskChoice = {
  /** The field that carries the keys of the chosen rows: `accountIds[]`. */
  name: string;
  /** At most so many at once. */
  most: number;
  /** Everything is chosen to begin with. */
  all?: boolean;
  /** Sends the chosen rows to an address by GET. Left out inside a form that sends them itself. */
  send?: { href: string; label: string };
  /** A column that is added up over what is chosen, and what the sum is called, with `{sum}` in it. */
  sum?: { column: string; text: string };
};

export type DeskSort = { by: string; order: "asc" | "desc" };

/** The words of a table, in the reader's language; `{…}` is filled in where they are shown. */
export type DeskTexts = {
  select: string;
  selectAll: string;
  selected: string;
  clear: string;
  columns: string;
  columnsHint: string;
  tooMany: string;
  atMost: string;
  keys: string;
};

/** Keys of the columns to show, the first always among them. */
export function shownColumns(columns: readonly DeskColumn[], hidden: readonly string[]): DeskColumn[] {
  return columns.filter(({ key }, index) => index === 0 || !hidden.includes(key));
}

/** The name of a row: what its first column says. */
export function rowName(row: DeskRow, columns: readonly DeskColumn[]): string {
  return cellText(row.cells[columns[0]?.key ?? ""]);
}

export function cellText(cell: DeskCell | undefined): string {
  if (cell === null || cell === undefined) return "";
  return typeof cell === "object" ? cell.text : String(cell);
}

/** The cookie that remembers, in this browser, which columns of a list are hidden. */
export function columnsCookie(list: string): string {
  return `sanad-columns-${list}`;
}

/** The choice's width, in rem. */
export const choiceWidth = 3;

/** The columns' widths as CSS has them: the same shares that React Aria's layout works out. */
export function gridTemplate(columns: readonly DeskColumn[], choosing: boolean): string {
  const tracks = columns.map(({ width = 1, min = 7 }) => `minmax(${min}rem, ${width}fr)`);
  return [...(choosing ? [`${choiceWidth}rem`] : []), ...tracks].join(" ");
}

/** The least width of a table, in rem. */
export function leastWidth(columns: readonly DeskColumn[], choosing: boolean): number {
  return columns.reduce((sum, { min = 7 }) => sum + min, choosing ? choiceWidth : 0);
}
