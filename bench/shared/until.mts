import { setTimeout as wait } from "node:timers/promises";

/** Asks every so often (50 ms unless told) until it holds. False when it does not within `milliseconds`; a question that fails counts as no. */
export async function until(holds: () => Promise<boolean>, milliseconds: number, every = 50): Promise<boolean> {
  for (const end = performance.now() + milliseconds; performance.now() < end; await wait(every)) {
    if (await holds().catch(() => false)) return true;
  }
  return false;
}

/** What `promise` gives, or undefined when it takes longer than `milliseconds`. */
export async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  const ending = new AbortController();
  const late = wait(milliseconds, undefined, { signal: ending.signal }).catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    ending.abort();
  }
}
