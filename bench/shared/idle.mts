import os from "node:os";
import { Worker } from "node:worker_threads";

/** A run that had less of the machine to itself says nothing of a limit. */
const idleFrom = 0.9;

/** Milliseconds for which every core is kept at work. */
const span = 400;
const work = `const until = Date.now() + ${span}; while (Date.now() < until) for (let n = 0; n < 1e5; n++) Math.sqrt(n);`;

/**
 * The share of the machine that is free, from 0 to 1: every core is kept at work for a moment, and the processor's time that was got
 * stands beside the time that went by. Other work on the machine takes its part of it, and a limit on this process does.
 */
export async function freeShare(cores = os.availableParallelism()): Promise<number> {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const ended = Array.from({ length: cores }, () => {
    const thread = new Worker(work, { eval: true });
    return new Promise((resolve, reject) => thread.on("exit", resolve).on("error", reject));
  });
  await Promise.all(ended);
  const { user, system } = process.cpuUsage(before);
  return Math.min(1, (user + system) / 1000 / (cores * (performance.now() - began)));
}

/** A limit and whether a ratio is over it: where others were at work meanwhile, the ratio is no measure, and `busy` is their share. */
export function judged(ratio: number, limit: number, free: number): { limit: string; isOver: boolean; busy?: number } {
  const isBusy = free < idleFrom;
  return { limit: `${limit}`, isOver: ratio > limit && !isBusy, ...(isBusy && { busy: 1 - free }) };
}
