import { bar, inParallel } from "./bar.mts";
import { keepSessions } from "./people.mts";

/** Commands side by side: enough to keep the database busy, few enough to leave the portal some connections. */
export const atOnce = 6;

/** Does `work` for every item behind a bar; a stage of nothing is not shown. */
export async function stage<T, R>(
  title: string,
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
  width = atOnce,
): Promise<R[]> {
  if (items.length === 0) return [];
  const progress = bar(title, items.length);
  const results = await inParallel([...items.entries()], width, async ([index, item]) => {
    const result = await work(item, index);
    progress.advance();
    return result;
  });
  progress.done();
  keepSessions();
  return results;
}

/** A stage that counts more than one thing an item: `work` says how many were done each time. */
export async function counting<T>(
  title: string,
  total: number,
  items: readonly T[],
  work: (item: T, index: number, done: (count?: number) => void) => Promise<void>,
  width = atOnce,
): Promise<void> {
  if (total === 0) return;
  const progress = bar(title, total);
  await inParallel([...items.entries()], width, ([index, item]) =>
    work(item, index, (count) => progress.advance(count)),
  );
  progress.done();
  keepSessions();
}

/** A stage that others do: `watch` is told the count so far until it is over. */
export async function growing(
  title: string,
  total: number,
  watch: (to: (count: number) => void) => Promise<void>,
  note = "",
): Promise<void> {
  const progress = bar(title, total);
  let seen = 0;
  await watch((count) => {
    progress.advance(count - seen);
    seen = count;
  });
  progress.done(note);
}
