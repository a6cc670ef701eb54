import { execute, executeTask } from "./execute.ts";
import { reject } from "./reject.ts";
import type { Subnet } from "./subnet.ts";

const SECOND = 1_000_000_000n;

/** Tells the watchdog what is running, so that it can end it and say which message it was. */
export interface Watch {
  begin(kind: "message" | "task" | "request", id: number, canister?: Uint8Array): void;
  end(): void;
}

/** What must not be run again, because it had to be ended by force: a message by its number, heartbeats by canister. */
export interface Poison {
  message: number;
  heartbeats: Set<string>;
}

/**
 * Executes queued messages until the queue is empty or the time is up; each is one commit. Says whether any are left.
 * @param budget milliseconds
 */
export function executeQueue(subnet: Subnet, watch: Watch, poison: Poison, budget: number): boolean {
  const until = performance.now() + budget;
  while (subnet.queue.length > 0 && performance.now() < until) {
    const message = subnet.dequeue();
    if (!message) break;
    watch.begin("message", message.seq);
    execute(subnet, message, message.seq === poison.message);
    subnet.commit();
    watch.end();
  }
  return subnet.queue.length > 0;
}

/** Runs the timers that are due. The timer is cleared first, and stays so even if the run traps. */
export function executeTimers(subnet: Subnet, watch: Watch): void {
  const now = subnet.tick();
  for (const canister of subnet.canisters.values()) {
    const { state, runtime } = canister;
    if (state.globalTimer === 0n || state.globalTimer > now || state.status !== "running") continue;
    state.globalTimer = 0n;
    subnet.touch(canister);
    subnet.commit();
    if (!runtime?.has("canister_global_timer")) continue;
    watch.begin("task", 0);
    executeTask(subnet, canister, "canister_global_timer");
    subnet.commit();
    watch.end();
  }
}

/** When the next timer is due, in nanoseconds; null when none is set. */
export function nextTimer(subnet: Subnet): bigint | null {
  let next: bigint | null = null;
  for (const { state } of subnet.canisters.values())
    if (state.globalTimer !== 0n && state.status === "running" && (next === null || state.globalTimer < next))
      next = state.globalTimer;
  return next;
}

/** Runs every heartbeat once. */
export function executeHeartbeats(subnet: Subnet, watch: Watch, poison: Poison): void {
  for (const canister of subnet.canisters.values()) {
    if (!canister.runtime?.has("canister_heartbeat") || canister.state.status !== "running") continue;
    if (poison.heartbeats.has(canister.key)) continue;
    watch.begin("task", 0, canister.state.id);
    executeTask(subnet, canister, "canister_heartbeat");
    subnet.commit();
    watch.end();
  }
}

/** Ends what has waited too long: bounded calls, stops that never finish; and forgets old answers. */
export function sweep(subnet: Subnet): void {
  const now = subnet.tick();
  for (const canister of subnet.canisters.values()) {
    for (const [id, callback] of canister.state.callbacks) {
      if (callback.deadline === 0n || callback.deadline > now) continue;
      const waiting = subnet.queue.some((message) => message.kind === "response" && message.callback === id);
      if (waiting) continue;
      subnet.enqueue({
        kind: "response",
        canister: canister.key,
        callback: id,
        outcome: reject("IC0601", "The call's deadline has expired"),
        refund: 0n,
      });
    }
    const late = canister.state.stopWaiters.filter(({ deadline }) => deadline <= now);
    if (late.length === 0) continue;
    canister.state.stopWaiters = canister.state.stopWaiters.filter(({ deadline }) => deadline > now);
    subnet.touch(canister);
    for (const { origin, refund } of late)
      subnet.respond(origin, reject("IC0206", "Stop canister request timed out"), refund);
  }
  subnet.prune();
  subnet.commit();
}

/** How long a stop waits for open calls, in nanoseconds. */
export const STOP_TIMEOUT = 300n * SECOND;
