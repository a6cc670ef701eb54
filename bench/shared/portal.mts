import { db } from "../../lib/platform/db/client.ts";
import { sender } from "../../lib/platform/jobs/queues.ts";
import { progressOn } from "../../scripts/parts/progress.mts";
import type { Stack, StackOptions } from "../../scripts/stack.mts";
import { startThrowawayStack } from "../../scripts/testing/throwaway-stack.mts";

/**
 * A throwaway demo portal whose commands this process runs as the pages would: the same database role, secrets and network.
 * What is approved is released at once. `leave` ends it, and leaves nothing of it.
 */
export async function throwawayPortal(portal: StackOptions["portal"]): Promise<Stack> {
  const env = { ...process.env, UNDO_SECONDS: "0" };
  const stack = await startThrowawayStack({ portal, env, progress: progressOn(process.stderr) });
  Object.assign(process.env, stack.env);
  return stack;
}

/** Ends the portal and this process's connections to it. */
export async function leave(stack: Stack): Promise<void> {
  await (await sender()).stop({ graceful: false });
  await db().$disconnect();
  await stack.stop();
}
