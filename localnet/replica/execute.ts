import {
  type CanisterTrap,
  type Closure,
  Invocation,
  type InvocationInput,
  type Outcome,
} from "../canister/invocation.ts";
import type { Mode } from "../canister/systemApiNames.ts";
import { MANAGEMENT_CANISTER, principalText, sameBytes } from "../crypto/principal.ts";
import { callManagement } from "./management/index.ts";
import { notFound, reject, rejectOfTrap } from "./reject.ts";
import type { Subnet } from "./subnet.ts";
import type { Callback, CallContext, CallMessage, Canister, Message, ResponseMessage } from "./types.ts";

const STATUS = { running: 1, stopping: 2, stopped: 3 } as const;
const LOG_BYTES = 4096;
const SECOND = 1_000_000_000n;

/** The input of an invocation, with what every entry point of a canister sees. */
export function inputFor(
  subnet: Subnet,
  canister: Canister,
  mode: Mode,
  rest: Partial<InvocationInput> = {},
): InvocationInput {
  const { state, runtime } = canister;
  if (!runtime) throw new Error(`canister ${canister.key} has no code`);
  return {
    mode,
    self: state.id,
    subnetId: subnet.network.subnetId,
    rootKey: subnet.network.rootKey,
    time: subnet.time,
    caller: MANAGEMENT_CANISTER,
    mayRespond: false,
    cyclesAvailable: 0n,
    cyclesRefunded: 0n,
    balance: state.cycles,
    status: STATUS[state.status],
    version: state.version,
    controllers: state.settings.controllers,
    environment: state.settings.environment,
    globalTimer: state.globalTimer,
    stable: runtime.stable,
    counted: 0n,
    outstandingTo: (callee) => [...state.callbacks.values()].filter((known) => sameBytes(known.callee, callee)).length,
    ...rest,
  };
}

/** Appends to a canister's log, and drops the oldest entries beyond 4 KiB. */
function appendLog(subnet: Subnet, canister: Canister, content: Uint8Array): void {
  const { state } = canister;
  state.logs.push({ index: state.nextLog, time: subnet.time, content: content.slice(0, LOG_BYTES) });
  state.nextLog += 1;
  let total = state.logs.reduce((sum, entry) => sum + entry.content.length, 0);
  while (total > LOG_BYTES) total -= state.logs.shift()?.content.length ?? total;
  subnet.touch(canister);
}

/** Takes over the effects that have nothing to do with a call: balance, certified data, timer, log. */
export function applyEffects(subnet: Subnet, canister: Canister, done: Invocation): void {
  const { state } = canister;
  state.cycles = done.balance + (done.pending?.cycles ?? 0n);
  state.globalTimer = done.globalTimer;
  state.certifiedData = done.certifiedData ?? state.certifiedData;
  state.version += 1n;
  for (const line of done.logs) appendLog(subnet, canister, line);
  subnet.touch(canister);
}

function logTrap(subnet: Subnet, canister: Canister, invocation: Invocation, trap: CanisterTrap): void {
  for (const line of invocation.logs) appendLog(subnet, canister, line);
  appendLog(subnet, canister, Buffer.from(`[TRAP]: ${trap.message}`, "utf8"));
}

function sendCalls(subnet: Subnet, canister: Canister, context: CallContext, done: Invocation): void {
  for (const call of done.calls) {
    const callback = subnet.freshNumber();
    const deadline = call.timeout === null ? 0n : subnet.time + BigInt(call.timeout) * SECOND;
    canister.state.callbacks.set(callback, { ...call, context: context.id, deadline });
    context.outstanding += 1;
    subnet.enqueue({
      kind: "call",
      origin: { kind: "call", canister: canister.key, callback },
      caller: canister.state.id,
      callerInfo: undefined,
      callee: call.callee,
      method: call.method,
      arg: call.arg,
      cycles: call.cycles,
      deadline,
      expiry: 0n,
    });
  }
}

// Answers the context's caller once, and forgets the context when nothing can come of it any more.
function settle(subnet: Subnet, canister: Canister, context: CallContext, outcome: Outcome | null): void {
  const answer = (given: Outcome) => {
    context.answered = true;
    subnet.respond(context.origin, given, context.cycles);
    context.cycles = 0n;
  };
  if (outcome && !context.answered) answer(outcome);
  if (context.outstanding > 0) return;
  if (!context.answered && context.origin.kind !== "system")
    answer(
      reject("IC0506", `Error from Canister ${principalText(canister.state.id)}: Canister did not produce a response`),
    );
  canister.state.contexts.delete(context.id);
  finishStopping(subnet, canister);
}

/** Completes a stop that waited for the last open call. */
export function finishStopping(subnet: Subnet, canister: Canister): void {
  const { state } = canister;
  if (state.status !== "stopping" || state.contexts.size > 0) return;
  state.status = "stopped";
  state.version += 1n;
  for (const { origin, refund } of state.stopWaiters)
    subnet.respond(origin, { kind: "reply", arg: Buffer.from("DIDL\0\0", "latin1") }, refund);
  state.stopWaiters = [];
  subnet.touch(canister);
}

/** Runs an entry point within a call context. What it did is kept, or undone when it trapped; the trap is returned. */
function runIn(
  subnet: Subnet,
  canister: Canister,
  context: CallContext,
  entry: string | Closure,
  mode: Mode,
  rest: Partial<InvocationInput>,
): { done: Invocation; trap: CanisterTrap | null } {
  const { runtime } = canister;
  if (!runtime) throw new Error(`canister ${canister.key} has no code`);
  const done = new Invocation(
    inputFor(subnet, canister, mode, {
      caller: context.caller,
      callerInfo: context.callerInfo,
      deadline: context.deadline,
      mayRespond: !context.answered && context.origin.kind !== "system",
      cyclesAvailable: context.cycles,
      counted: context.counted,
      ...rest,
    }),
  );
  const trap = runtime.run(entry, done);
  context.counted += done.instructions();
  if (trap || mode === "RQ") runtime.discard();
  if (trap) {
    logTrap(subnet, canister, done, trap);
    return { done, trap };
  }
  if (mode !== "RQ") subnet.noteMemory(canister, runtime.keep());
  applyEffects(subnet, canister, done);
  context.cycles -= done.cyclesAccepted;
  sendCalls(subnet, canister, context, done);
  return { done, trap };
}

function methodEntry(canister: Canister, method: string): { entry: string; mode: Mode } | null {
  const { runtime } = canister;
  if (runtime?.has(`canister_update ${method}`)) return { entry: `canister_update ${method}`, mode: "U" };
  if (runtime?.has(`canister_query ${method}`)) return { entry: `canister_query ${method}`, mode: "RQ" };
  return null;
}

/** Why a canister takes no call now, or null when it does. */
export function refusal(canister: Canister | undefined, id: Uint8Array): Outcome | null {
  const name = principalText(id);
  if (!canister) return notFound(id);
  if (canister.state.status === "stopping") return reject("IC0509", `Canister ${name} is stopping`);
  if (canister.state.status === "stopped") return reject("IC0508", `Canister ${name} is stopped`);
  const empty = `Error from Canister ${name}: Attempted to execute a message, but the canister contains no Wasm module`;
  return canister.runtime ? null : reject("IC0537", empty);
}

/** The reject for a method that a canister does not have. */
export function noMethod(canister: Canister, kind: "update" | "query", method: string): Outcome {
  const composite = canister.runtime?.has(`canister_composite_query ${method}`);
  const name = `Error from Canister ${principalText(canister.state.id)}`;
  if (composite && kind === "update")
    return reject("IC0527", `${name}: Composite query cannot be called in replicated mode`);
  return reject("IC0536", `${name}: Canister has no ${kind} method '${method}'.`);
}

// Why a call is answered without running a method, or null when it runs.
function earlyAnswer(subnet: Subnet, message: CallMessage): Outcome | null {
  const { origin, callee, method, cycles } = message;
  if (message.expiry > 0n && subnet.time > message.expiry)
    return reject("IC0202", "Ingress message timed out before it was executed");
  const canister = subnet.find(callee);
  const refused = refusal(canister, callee);
  if (refused || !canister) return refused ?? notFound(callee);
  if (!methodEntry(canister, method)) return noMethod(canister, "update", method);
  const least = canister.state.settings.minimumIncomingCallCycles;
  if (origin.kind === "call" && origin.canister !== canister.key && cycles < least)
    return reject("IC0520", `The call carries fewer than ${least} cycles`);
  return null;
}

function executeManagement(subnet: Subnet, message: CallMessage, poisoned: boolean): void {
  const expired = message.expiry > 0n && subnet.time > message.expiry;
  if (!poisoned && !expired) callManagement(subnet, message);
  else if (poisoned)
    subnet.respond(
      message.origin,
      reject("IC0522", "The installed code exceeded the limit for a single message"),
      message.cycles,
    );
  else
    subnet.respond(
      message.origin,
      reject("IC0202", "Ingress message timed out before it was executed"),
      message.cycles,
    );
}

function executeCall(subnet: Subnet, message: CallMessage, poisoned: boolean): void {
  const { origin, callee, method, cycles } = message;
  const canister = subnet.find(callee);
  const early = earlyAnswer(subnet, message);
  const target = canister && methodEntry(canister, method);
  if (early || !canister || !target) {
    subnet.respond(origin, early ?? notFound(callee), cycles);
    return;
  }
  const context: CallContext = {
    id: subnet.freshNumber(),
    origin,
    caller: message.caller,
    callerInfo: message.callerInfo,
    deadline: message.deadline,
    answered: false,
    outstanding: 0,
    cycles,
    counted: 0n,
  };
  canister.state.contexts.set(context.id, context);
  subnet.touch(canister);
  if (poisoned) {
    settle(subnet, canister, context, tooLong(canister));
    return;
  }
  const { done, trap } = runIn(subnet, canister, context, target.entry, target.mode, { arg: message.arg });
  settle(subnet, canister, context, trap ? rejectOfTrap(canister.state.id, trap) : done.outcome);
}

/** The reject for a message that the watchdog ended. */
function tooLong(canister: Canister): Outcome {
  const name = principalText(canister.state.id);
  return reject("IC0522", `Error from Canister ${name}: Canister exceeded the limit for a single message execution`);
}

function executeResponse(subnet: Subnet, message: ResponseMessage, poisoned: boolean): void {
  const canister = subnet.canisters.get(message.canister);
  if (!canister) return;
  const { state } = canister;
  state.cycles += message.refund;
  subnet.touch(canister);
  const callback = state.callbacks.get(message.callback);
  state.callbacks.delete(message.callback);
  const context = callback && state.contexts.get(callback.context);
  if (!callback || !context) return;
  context.outstanding -= 1;
  if (poisoned || !canister.runtime) {
    settle(subnet, canister, context, poisoned ? tooLong(canister) : null);
    return;
  }
  const { done, trap } = runCallback(subnet, canister, context, callback, message);
  if (trap) cleanUp(subnet, canister, context, callback, message);
  settle(subnet, canister, context, trap ? rejectOfTrap(state.id, trap) : done.outcome);
}

/** What a canister reads of an answer to its call. */
export function responseInput(outcome: Outcome): Partial<InvocationInput> {
  if (outcome.kind === "reply") return { arg: outcome.arg };
  const byCanister = outcome.error === "IC0406";
  const message = byCanister ? outcome.message : `${outcome.error}: ${outcome.message}`;
  return { reject: { code: outcome.code, message } };
}

function runCallback(
  subnet: Subnet,
  canister: Canister,
  context: CallContext,
  callback: Callback,
  { outcome, refund }: ResponseMessage,
) {
  const [closure, mode] =
    outcome.kind === "reply" ? ([callback.onReply, "Ry"] as const) : ([callback.onReject, "Rt"] as const);
  return runIn(subnet, canister, context, closure, mode, { cyclesRefunded: refund, ...responseInput(outcome) });
}

function cleanUp(
  subnet: Subnet,
  canister: Canister,
  context: CallContext,
  callback: Callback,
  { outcome }: ResponseMessage,
): void {
  if (!callback.onCleanup) return;
  runIn(subnet, canister, context, callback.onCleanup, "C", { ...responseInput(outcome), mayRespond: false });
}

/** Executes one message. `poisoned` says that it was tried before and had to be ended by force. */
export function execute(subnet: Subnet, message: Message, poisoned: boolean): void {
  subnet.tick();
  if (message.kind === "response") executeResponse(subnet, message, poisoned);
  else if (message.deadline > 0n && subnet.time > message.deadline) return;
  else if (message.callee.length === 0) executeManagement(subnet, message, poisoned);
  else executeCall(subnet, message, poisoned);
}

/** Runs a system task: the heartbeat, the timer, or the hook for little memory. */
export function executeTask(subnet: Subnet, canister: Canister, entry: string): void {
  subnet.tick();
  const context: CallContext = {
    id: subnet.freshNumber(),
    origin: { kind: "system" },
    caller: MANAGEMENT_CANISTER,
    callerInfo: undefined,
    deadline: 0n,
    answered: true,
    outstanding: 0,
    cycles: 0n,
    counted: 0n,
  };
  canister.state.contexts.set(context.id, context);
  runIn(subnet, canister, context, entry, "T", {});
  settle(subnet, canister, context, null);
}
