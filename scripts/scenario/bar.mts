/** One stage on the terminal: a bar that grows, then how much was done and how long it took. */
export type Bar = { advance(by?: number): void; done(note?: string): void };

/** A stage that is over: how many things it was, and how long it took. */
export type StageDone = { title: string; count: number; seconds: number };

/** The stages of this run that are over, in their order. */
export const stagesDone: StageDone[] = [];

const width = 28;

/** Begins a stage of `total` things. In a pipe it prints a line for each tenth instead of redrawing. */
export function bar(title: string, total: number, stream: NodeJS.WriteStream = process.stdout): Bar {
  const began = performance.now();
  let count = 0;
  let tenth = 0;
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  const line = (note: string) => {
    const filled = total === 0 ? width : Math.round((Math.min(count, total) / total) * width);
    return `${title.padEnd(34)} ${"█".repeat(filled)}${"░".repeat(width - filled)} ${count}/${total} ${note}`;
  };
  const draw = () => {
    if (stream.isTTY) stream.write(`\r\x1b[2K${line(seconds())}`);
    else if (total > 0 && Math.floor((count / total) * 10) > tenth && count < total) {
      tenth = Math.floor((count / total) * 10);
      stream.write(`${line(seconds())}\n`);
    }
  };
  draw();
  return {
    advance(by = 1) {
      count += by;
      draw();
    },
    done(note = "") {
      stagesDone.push({ title, count, seconds: (performance.now() - began) / 1000 });
      stream.write(`${stream.isTTY ? "\r\x1b[2K" : ""}${line(`${seconds()}${note && `, ${note}`}`)}\n`);
    },
  };
}

/** Runs `work` for every item, `atOnce` side by side; the first failure ends it. Results keep the order of the items. */
export async function inParallel<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const runner = async () => {
    for (let i = next++; i < items.length; i = next++) {
      try {
        results[i] = await work(items[i] as T);
      } catch (error) {
        next = items.length;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, runner));
  return results;
}
