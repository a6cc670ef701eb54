import { csvRecords } from "../../platform/csv.ts";
import type { ErrorCode } from "../../platform/errors/codes.ts";
import { fieldCodes } from "../../platform/errors/fields.ts";
import { foldText } from "../../platform/text.ts";
import { Invited } from "../schema.ts";

/** What may be wrong with a row of a list of people. */
export const rowProblems = [
  "nameMissing",
  "nameTooShort",
  "nameTooLong",
  "emailMissing",
  "emailInvalid",
  "repeated",
] as const;
export type RowProblem = (typeof rowProblems)[number];

/** A person of a list: the line it stands on, and what is wrong with it where something is. */
export type SeatRow = {
  line: number;
  name: string;
  email: string;
  problem?: RowProblem;
  /** Where the same address stands first. */
  firstLine?: number;
};

/** Words that head a column, folded. */
const headings = {
  email: ["email", "e mail", "mail", "email address", "e mail address", "ای میل", "ای میل پتا", "ای میل پتہ"],
  name: ["name", "full name", "student name", "person", "نام", "پورا نام", "مکمل نام"],
  first: ["first name", "given name", "پہلا نام"],
  last: ["last name", "surname", "family name", "خاندانی نام"],
} as const;

type Columns = { name: number[]; email: number | undefined };

/**
 * The people of a list in CSV, a row each: by the columns that its first line names (in English or Urdu), otherwise the cell
 * with an @ is the address and the words beside it are the name. An address that stands there twice counts once.
 */
export function seatRows(text: string): SeatRow[] {
  const [head, ...rest] = csvRecords(text);
  if (!head) return [];
  const columns = columnsOf(head.cells);
  const firstLines = new Map<string, number>();
  return (columns ? rest : [head, ...rest]).map(({ line, cells }) => {
    const row = { line, ...(columns ? byColumns(cells, columns) : byForm(cells)) };
    const parsed = Invited.safeParse(row.email === "" ? { name: row.name } : { name: row.name, email: row.email }, {
      reportInput: true,
    });
    if (!parsed.success) return { ...row, problem: problemOf(fieldCodes(parsed.error), row) };
    const { email } = parsed.data;
    const firstLine = firstLines.get(email);
    if (firstLine !== undefined) return { line, ...parsed.data, problem: "repeated", firstLine };
    firstLines.set(email, line);
    return { line, ...parsed.data };
  });
}

function columnsOf(cells: readonly string[]): Columns | undefined {
  if (cells.some((cell) => cell.includes("@"))) return undefined;
  const folded = cells.map(foldText);
  const at = (words: readonly string[]) => {
    const known = new Set(words.map(foldText));
    return folded.findIndex((cell) => known.has(cell));
  };
  const email = at(headings.email);
  const whole = at(headings.name);
  const name = (whole >= 0 ? [whole] : [at(headings.first), at(headings.last)]).filter((index) => index >= 0);
  if (email < 0 && name.length === 0) return undefined;
  return { name, email: email < 0 ? undefined : email };
}

function byColumns(cells: readonly string[], columns: Columns) {
  if (columns.email === undefined || columns.name.length === 0) return byForm(cells);
  const name = columns.name.map((index) => cells[index] ?? "").join(" ");
  return { name: name.trim(), email: bareAddress(cells[columns.email] ?? "") };
}

/** Without headings: what has an @ is the address; what has letters and no digits, as numbers on a roll have, is the name. */
function byForm(cells: readonly string[]) {
  const address = cells.find((cell) => cell.includes("@"));
  const name = cells.filter((cell) => cell !== address && /\p{L}/u.test(cell) && !/\p{N}/u.test(cell)).join(" ");
  return { name, email: bareAddress(address ?? "") };
}

/** An address as people mean it: without the marks that copying leaves on it. */
function bareAddress(cell: string): string {
  return cell
    .replace(/[\s\p{Cf}\p{Cc}]/gu, "")
    .replace(/^mailto:/i, "")
    .replace(/^<(.*)>$/, "$1");
}

function problemOf(fields: Record<string, ErrorCode>, row: { email: string }): RowProblem {
  if (fields.name === "required") return "nameMissing";
  if (fields.name === "tooLong") return "nameTooLong";
  if (fields.name) return "nameTooShort";
  return row.email === "" ? "emailMissing" : "emailInvalid";
}
