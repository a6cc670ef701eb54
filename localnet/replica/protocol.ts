import type { Outcome } from "../canister/invocation.ts";
import type { IngressCall } from "./ingress.ts";
import type { Query } from "./query.ts";
import type { ReadStateAnswer, ReadStateRequest } from "./readState.ts";
import type { SubnetKeys } from "./subnet.ts";

/** What the execution thread starts with. */
export interface ThreadData {
  stateDir: string;
  fast: boolean;
  keys: SubnetKeys;
  watch: SharedArrayBuffer;
  poison: { message: number; heartbeats: string[] };
}

/** What the serving thread asks of the execution thread. */
export type Job =
  | { kind: "call"; call: IngressCall }
  | { kind: "query"; query: Query }
  | { kind: "readState"; request: ReadStateRequest }
  | { kind: "stop" };

export type CallAnswer =
  | { kind: "certificate"; certificate: Uint8Array }
  | { kind: "refused"; outcome: Extract<Outcome, { kind: "reject" }> }
  | { kind: "misdirected"; message: string };

export interface Answers {
  call: CallAnswer;
  query: { outcome: Outcome; time: bigint };
  readState: ReadStateAnswer;
  stop: null;
}

export type ToThread = { id: number; job: Job };
export type FromThread =
  | { kind: "ready" }
  /** A call is safely in the queue; its answer follows. */
  | { kind: "accepted"; id: number }
  | { kind: "answer"; id: number; answer: Answers[keyof Answers] };
