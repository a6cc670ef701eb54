import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import readline from "node:readline";
import type { Served } from "../../scripts/testing/serve.mts";
import { activationAddress } from "./activation.ts";

/**
 * Before the journeys: the production build with a throwaway state, on free ports. Journeys find it in `SANAD_ORIGIN`
 * (also Playwright's `baseURL`) and the rest in `SANAD_STACK`, a {@link Served} as JSON.
 */
export default async function setup(): Promise<() => Promise<void>> {
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
  if (line === undefined) throw new Error("The stack for the journeys did not start.");
  const served = JSON.parse(line) as Served;
  process.env.SANAD_ORIGIN = served.origin;
  process.env.SANAD_STACK = line;
  return async () => {
    stack.stdin.end();
    await ended;
  };
}
