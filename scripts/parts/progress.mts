/** Tells people what a command is doing. */
export type Progress = {
  /** Runs one step: says that it began, that it still runs, and how long it took. The step may say more with `note`. */
  step<T>(title: string, work: (note: (text: string) => void) => Promise<T>): Promise<T>;
  say(text: string): void;
};

/** Says nothing: for tests and drills that report on their own. */
export const silent: Progress = { step: (_title, work) => work(() => {}), say: () => {} };

type Step = { title: string; began: number; detail: string };

/**
 * Progress on a stream; steps may run side by side. In a terminal the last line moves while anything runs; elsewhere
 * there is a line when a step begins, one every ten seconds while it runs, and one when it ends.
 */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  const isTerminal = stream.isTTY === true;
  const running = new Set<Step>();
  let timer: NodeJS.Timeout | undefined;

  const lineOf = ({ title, began, detail }: Step) =>
    `${title}${detail === "" ? "" : `: ${detail}`} (${((performance.now() - began) / 1000).toFixed(1)} s)`;
  const redraw = () => {
    if (!isTerminal) return;
    const line = [...running].map((step) => `… ${lineOf(step)}`).join("  ");
    stream.write(`\r\x1b[2K${line.slice(0, (stream.columns || 80) - 1)}`);
  };
  const print = (text: string) => {
    stream.write(`${isTerminal ? "\r\x1b[2K" : ""}${text}\n`);
    redraw();
  };
  const tick = () => {
    if (isTerminal) redraw();
    else for (const step of running) print(`… ${lineOf(step)}`);
  };

  return {
    say: print,
    step: async (title, work) => {
      const step: Step = { title, began: performance.now(), detail: "" };
      running.add(step);
      timer ??= setInterval(tick, isTerminal ? 200 : 10_000);
      if (!isTerminal) print(`… ${title}`);
      let mark = "✗";
      try {
        const result = await work((text) => {
          step.detail = text;
        });
        mark = "✓";
        return result;
      } finally {
        running.delete(step);
        if (running.size === 0) {
          clearInterval(timer);
          timer = undefined;
        }
        print(`${mark} ${lineOf(step)}`);
      }
    },
  };
}
