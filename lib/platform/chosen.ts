import { type Failure, fail, ok, type Result } from "./errors/result.ts";
import { chosenAtMost } from "./listing.ts";

/**
 * Does the same to each row that a form names in `rows[]`: its key, and whatever else `act` needs (its version, …), parted by
 * colons; `nth` counts the rows, from 0. Each stands by itself: one that fails stops none of the others. Gives the keys of those that came
 * through, unless not a single one did: then the first failure. Errors: invalidInput (no row, or more than one act takes at once), and those of `act`.
 */
export async function forEachChosen(
  data: FormData,
  act: (row: string[], nth: number) => Promise<Result<unknown>>,
): Promise<Result<string[]>> {
  const rows = rowsOf(data);
  if (rows.length === 0 || rows.length > chosenAtMost) return fail("invalidInput");
  let first: Failure | undefined;
  const done: string[] = [];
  for (const [nth, row] of rows.entries()) {
    const result = await act(row, nth);
    if (result.ok) done.push(row[0] ?? "");
    else first ??= result.error;
  }
  return first && done.length === 0 ? { ok: false, error: first } : ok(done);
}

/** The query of the page that a form was sent from: all that was chosen there, and what of it came through. */
export function chosenQuery(data: FormData, done: readonly string[]): URLSearchParams {
  const all = data.getAll("all[]").map(String);
  const chosen = all.length > 0 ? all : rowsOf(data).map(([key = ""]) => key);
  return new URLSearchParams([...chosen.map((id) => ["id", id]), ...done.map((id) => ["done", id])]);
}

function rowsOf(data: FormData): string[][] {
  return data.getAll("rows[]").map((row) => String(row).split(":"));
}
