import { type Failure, fail, ok, type Result } from "./errors/result.ts";
import { chosenAtMost } from "./listing.ts";

/**
 * Does the same to each row that a form names in `rows[]`: its key, and whatever else `act` needs (its version, …), parted by
 * colons; `nth` counts the rows, from 0. Each stands by itself: one that fails stops none of the others. Gives the keys of all of them, unless not a single one
 * came through: then the first failure. Errors: invalidInput (no row, or more than one act takes at once), and those of `act`.
 */
export async function forEachChosen(
  data: FormData,
  act: (row: string[], nth: number) => Promise<Result<unknown>>,
): Promise<Result<string[]>> {
  const rows = data.getAll("rows[]").map((row) => String(row).split(":"));
  if (rows.length === 0 || rows.length > chosenAtMost) return fail("invalidInput");
  let first: Failure | undefined;
  let done = 0;
  for (const [nth, row] of rows.entries()) {
    const result = await act(row, nth);
    if (result.ok) done++;
    else first ??= result.error;
  }
  return first && done === 0 ? { ok: false, error: first } : ok(rows.map(([key = ""]) => key));
}
