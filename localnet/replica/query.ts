import {
  type Closure,
  Invocation,
  type InvocationInput,
  type Outcome,
  type OutgoingCall,
} from "../canister/invocation.ts";
import type { Mode } from "../canister/systemApiNames.ts";
import { principalText } from "../crypto/principal.ts";
import { inputFor, noMethod, refusal, responseInput } from "./execute.ts";
import { queryManagement } from "./management/index.ts";
import { reject, rejectOfTrap } from "./reject.ts";
import type { Subnet } from "./subnet.ts";
import type { Canister } from "./types.ts";

const MAX_DEPTH = 6;
const MAX_CALLS = 500;

export interface Query {
  callee: Uint8Array;
  method: string;
  arg: Uint8Array;
  caller: Uint8Array;
  callerInfo?: { data: Uint8Array; signer: Uint8Array } | undefined;
}

interface Composite {
  subnet: Subnet;
  canister: Canister;
  query: Query;
  depth: number;
  outcome: Outcome | null;
  calls: OutgoingCall[];
  made: number;
}

function run(composite: Composite, entry: string | Closure, mode: Mode, rest: Partial<InvocationInput>) {
  const { subnet, canister, query } = composite;
  const { caller, callerInfo } = query;
  const mayRespond = composite.outcome === null && mode !== "CC";
  const done = new Invocation(inputFor(subnet, canister, mode, { caller, callerInfo, mayRespond, ...rest }));
  const trap = canister.runtime?.run(entry, done) ?? null;
  if (!trap) {
    composite.outcome ??= done.outcome;
    composite.calls.push(...done.calls);
    composite.made += done.calls.length;
  }
  return trap;
}

// One call of a composite query: the callee runs on the committed state, then the callback on what the query has written.
function follow(composite: Composite, call: OutgoingCall): Outcome | null {
  const { subnet, canister, depth } = composite;
  const { runtime } = canister;
  if (!runtime) return null;
  const suspended = runtime.suspend();
  const inner = { callee: call.callee, method: call.method, arg: call.arg, caller: canister.state.id };
  const outcome = evaluate(subnet, inner, depth + 1);
  runtime.resume(suspended);
  const input = responseInput(outcome);
  const [closure, mode] =
    outcome.kind === "reply" ? ([call.onReply, "CRy"] as const) : ([call.onReject, "CRt"] as const);
  const before = runtime.suspend();
  runtime.resume(before);
  const trap = run(composite, closure, mode, input);
  if (!trap) return null;
  runtime.discard();
  runtime.resume(before);
  if (call.onCleanup) run(composite, call.onCleanup, "CC", input);
  return rejectOfTrap(canister.state.id, trap);
}

function evaluateComposite(subnet: Subnet, canister: Canister, query: Query, depth: number): Outcome {
  const composite: Composite = { subnet, canister, query, depth, outcome: null, calls: [], made: 0 };
  const certificate = certificateFor(subnet, canister, depth);
  try {
    const trap = run(composite, `canister_composite_query ${query.method}`, "CQ", { arg: query.arg, ...certificate });
    if (trap) return rejectOfTrap(canister.state.id, trap);
    for (let call = composite.calls.shift(); call; call = composite.calls.shift()) {
      if (composite.made > MAX_CALLS) return reject("IC0529", "The composite query made too many calls");
      const failed = follow(composite, call);
      if (failed && !composite.outcome) return failed;
    }
    return composite.outcome ?? noAnswer(canister);
  } finally {
    canister.runtime?.discard();
  }
}

function noAnswer(canister: Canister): Outcome {
  return reject(
    "IC0506",
    `Error from Canister ${principalText(canister.state.id)}: Canister did not produce a response`,
  );
}

// Only the query's own target may read the certificate, and only in its first run.
function certificateFor(subnet: Subnet, canister: Canister, depth: number): { certificate?: () => Uint8Array } {
  if (depth > 0) return {};
  const path = [Buffer.from("canister"), canister.state.id, Buffer.from("certified_data")];
  let certificate: Uint8Array | undefined;
  return {
    certificate: () => {
      certificate ??= subnet.certified().certifyPaths([path]);
      return certificate;
    },
  };
}

function evaluate(subnet: Subnet, query: Query, depth: number): Outcome {
  const { callee, method, arg, caller, callerInfo } = query;
  if (depth > MAX_DEPTH) return reject("IC0525", "The composite query calls too deeply");
  if (callee.length === 0) return queryManagement(subnet, caller, method, arg);
  const canister = subnet.find(callee);
  const refused = refusal(canister, callee);
  if (refused || !canister?.runtime) return refused ?? reject("IC0301", "Canister not found");
  if (canister.runtime.has(`canister_composite_query ${method}`))
    return evaluateComposite(subnet, canister, query, depth);
  if (!canister.runtime.has(`canister_query ${method}`)) return noMethod(canister, "query", method);
  const input = { caller, callerInfo, arg, mayRespond: true, ...certificateFor(subnet, canister, depth) };
  const done = new Invocation(inputFor(subnet, canister, "NRQ", input));
  try {
    const trap = canister.runtime.run(`canister_query ${method}`, done);
    return trap ? rejectOfTrap(canister.state.id, trap) : (done.outcome ?? noAnswer(canister));
  } finally {
    canister.runtime.discard();
  }
}

/** Evaluates a query on the committed state; nothing it does remains (HTTPS interface, "Request: Query call"). */
export function evaluateQuery(subnet: Subnet, query: Query): Outcome {
  subnet.tick();
  return evaluate(subnet, query, 0);
}
