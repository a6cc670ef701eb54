import { errorFields, log } from "./log.ts";

/**
 * Runs `task` now and then every `milliseconds` after it ended, never twice at a time. A failure is logged and the next
 * turn comes all the same. `stop` waits for a turn under way.
 */
export function every(milliseconds: number, name: string, task: () => Promise<unknown>): { stop(): Promise<void> } {
  const ending = new AbortController();
  const running = (async () => {
    while (!ending.signal.aborted) {
      await task().catch((error: unknown) =>
        log.error({ task: name, ...errorFields(error) }, "a scheduled task failed"),
      );
      await sleep(milliseconds, ending.signal);
    }
  })();
  return {
    async stop() {
      ending.abort();
      await running;
    },
  };
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
