import { AsyncLocalStorage } from "node:async_hooks";
import type { ChainWriteKind } from "../lib/platform/chain/writes.ts";

/** Where a drill can cut the worker off, in the order of a chunk's life. What else the worker writes gets through. */
export type FaultPoint = "afterCommit" | "beforeSend" | "afterSend" | "afterReply" | "beforeRecord" | "betweenChunks";

const underway = new AsyncLocalStorage<ChainWriteKind>();

/** Runs what belongs to a write of this kind. */
export function writing<T>(kind: ChainWriteKind, run: () => T): T {
  return underway.run(kind, run);
}

/** Is the drill set to cut at `point` of what is being written? Only ever in demo mode. */
function isArmed(point: FaultPoint): boolean {
  return process.env.DEMO === "1" && process.env.FAULT_AT === point && underway.getStore() === "issueBatch";
}

/** Kills this process at once, without any cleaning up, if the drill asked for this point. */
export function fault(point: FaultPoint): void {
  if (isArmed(point)) process.kill(process.pid, "SIGKILL");
}

/** Fetch, except that a drill's "afterSend" cuts when the network has done its part and nobody has read the reply. */
export const transport: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  if (String(input).endsWith("/call")) fault("afterSend");
  return response;
};
