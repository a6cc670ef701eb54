import type { Model } from "./steps.ts";

/** Stories beyond the first, where those did not reach everything. */
const moreAtMost = 6;

/**
 * Tells `rounds` stories from `seed` on, and others one by one until every one of `names` was done in some: whether a rare thing
 * comes about in the first is luck. Returns what none of them reached.
 */
export async function tellStories(
  tell: (seed: number, rounds: number) => Promise<void>,
  { seed, rounds, names, seen }: { seed: number; rounds: number; names: readonly string[]; seen: Model["seen"] },
): Promise<string[]> {
  const missing = () => names.filter((name) => !seen.get(name)?.has("done"));
  await tell(seed, rounds);
  for (let more = 1; more <= moreAtMost && missing().length > 0; more++) await tell(seed + more, 1);
  return missing();
}
