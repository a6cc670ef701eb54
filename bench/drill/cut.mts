import fs from "node:fs";
import path from "node:path";
import { existingPlace } from "../../scripts/postgres/place.mts";
import { startPostgres } from "../../scripts/postgres.mts";
import type { Stack } from "../../scripts/stack.mts";
import type { FaultPoint } from "../../worker/faults.ts";
import { within } from "../shared/until.mts";
import type { Target } from "./faults.mts";

/** Milliseconds that the worker gets to reach a point, or to end by itself when its database is gone. */
const patience = 60_000;

/** Has the worker kill itself at `point` while it does what `work` asks for. Throws when it never gets there. */
export async function cutAtPoint(stack: Stack, point: FaultPoint, work: () => Promise<void>): Promise<void> {
  const { worker } = stack.parts;
  await worker.kill();
  const ended = endOf(stack);
  await worker.start({ FAULT_AT: point });
  await work();
  const reason = await within(ended, patience);
  if (!reason?.includes("SIGKILL"))
    throw new Error(`the worker was not cut off at ${point}: ${reason ?? "it runs on"}`);
}

/** Kills a part without warning. What it gives starts it again, and whatever ended because of it. */
export async function kill(stack: Stack, target: Target): Promise<() => Promise<void>> {
  const { worker, network } = stack.parts;
  if (target === "worker") {
    await worker.kill();
    return () => worker.start();
  }
  if (target === "local network") {
    if (!network) throw new Error("the stack has no network of its own");
    await network.kill();
    return () => network.start();
  }
  const ended = endOf(stack);
  process.kill(postmaster(stack), "SIGKILL");
  return async () => {
    const port = Number(new URL(stack.ownerUrl).port);
    await startPostgres({ stateFolder: stateFolderOf(stack), port, fast: true });
    if ((await within(ended, patience)) === undefined)
      throw new Error("the worker did not notice that its place is lost");
    await worker.start();
  };
}

/** Resolves with the reason when the worker ends and nobody asked it to. */
function endOf({ parts }: Stack): Promise<string> {
  return new Promise((resolve) => parts.worker.onUnexpectedEnd(resolve));
}

function postmaster(stack: Stack): number {
  const place = existingPlace(stateFolderOf(stack));
  if (!place) throw new Error("the stack has no database of its own");
  return Number(fs.readFileSync(path.join(place.folder, "postmaster.pid"), "utf8").split("\n")[0]);
}

function stateFolderOf({ env }: Stack): string {
  return env.STATE_DIR ?? "";
}
