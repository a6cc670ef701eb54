import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import readline from "node:readline";
import type { FullConfig } from "@playwright/test";
import type { Served } from "../../scripts/testing/serve.mts";
import { activationAddress } from "./activation.ts";

/**
 * Before the journeys: for each process that runs them the production build with a throwaway state, on free ports. Journeys
 * find theirs by `portal()`; what they are told of all lies in `SANAD_PORTALS`, as JSON.
 */
export default async function setup({ workers }: FullConfig): Promise<() => Promise<void>> {
  // One of them builds, if need be; the others wait for it.
  const starts = await Promise.allSettled(Array.from({ length: workers }, serve));
  const portals = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  const stop = async () => {
    await Promise.all(portals.map(({ end }) => end()));
  };
  const failed = starts.find((start) => start.status === "rejected");
  if (failed) {
    await stop();
    throw failed.reason;
  }
  process.env.SANAD_PORTALS = JSON.stringify(portals.map(({ served }) => served));
  return stop;
}

type ServedPortal = { served: Served; end(): Promise<void> };

/** Starts a portal that ends when its standard input is closed, and so with this process. */
async function serve(): Promise<ServedPortal> {
  const script = path.resolve(import.meta.dirname, "../../scripts/testing/serve.mts");
  const stack = spawn(process.execPath, [script], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ACTIVATION_URL: activationAddress },
  });
  const ended = once(stack, "exit");
  const line = await Promise.race([
    once(readline.createInterface(stack.stdout), "line").then(([text]) => String(text)),
    ended.then(() => undefined),
  ]);
  if (line === undefined) throw new Error("A portal for the journeys did not start.");
  const end = async () => {
    stack.stdin.end();
    await ended;
  };
  return { served: JSON.parse(line) as Served, end };
}
