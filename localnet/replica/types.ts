import type { CallerInfo, Closure, Outcome } from "../canister/invocation.ts";
import type { GlobalValue, Runtime } from "../canister/runtime.ts";

/** Who waits for an answer. */
export type Origin =
  | { kind: "ingress"; requestId: string }
  | { kind: "call"; canister: string; callback: number }
  | { kind: "system" };

export interface CallContext {
  id: number;
  origin: Origin;
  caller: Uint8Array;
  callerInfo: CallerInfo | undefined;
  /** Nanoseconds, or 0 for a call that is waited for without bound. */
  deadline: bigint;
  answered: boolean;
  /** Calls made for this one whose answers are still to come. */
  outstanding: number;
  cycles: bigint;
  counted: bigint;
}

export interface Callback {
  context: number;
  callee: Uint8Array;
  onReply: Closure;
  onReject: Closure;
  onCleanup: Closure | null;
  deadline: bigint;
}

export interface CallMessage {
  kind: "call";
  seq: number;
  origin: Origin;
  caller: Uint8Array;
  callerInfo: CallerInfo | undefined;
  callee: Uint8Array;
  method: string;
  arg: Uint8Array;
  cycles: bigint;
  deadline: bigint;
  /** For ingress: it is not begun after this time, in nanoseconds. */
  expiry: bigint;
}

export interface ResponseMessage {
  kind: "response";
  seq: number;
  canister: string;
  callback: number;
  outcome: Outcome;
  refund: bigint;
}

export type Message = CallMessage | ResponseMessage;
/** A message before it has its place in the queue. */
export type NewMessage = Omit<CallMessage, "seq"> | Omit<ResponseMessage, "seq">;

export type Visibility = { kind: "controllers" } | { kind: "public" } | { kind: "viewers"; viewers: Uint8Array[] };

export interface Settings {
  controllers: Uint8Array[];
  computeAllocation: bigint;
  memoryAllocation: bigint;
  freezingThreshold: bigint;
  reservedCyclesLimit: bigint;
  minimumIncomingCallCycles: bigint;
  wasmMemoryLimit: bigint;
  wasmMemoryThreshold: bigint;
  logMemoryLimit: bigint;
  logVisibility: Visibility;
  snapshotVisibility: Visibility;
  statusVisibility: Visibility;
  environment: { name: string; value: string }[];
}

export type ChangeOrigin = { user: Uint8Array } | { canister: Uint8Array; version: bigint | null };
export type ChangeDetails =
  | { kind: "creation"; controllers: Uint8Array[]; environmentHash: Uint8Array | null }
  | { kind: "code_uninstall" }
  | { kind: "code_deployment"; mode: "install" | "reinstall" | "upgrade"; moduleHash: Uint8Array }
  | { kind: "load_snapshot"; snapshot: Uint8Array; version: bigint; takenAt: bigint }
  | { kind: "controllers_change"; controllers: Uint8Array[] };
export interface HistoryEntry {
  time: bigint;
  version: bigint;
  origin: ChangeOrigin;
  details: ChangeDetails;
}

export interface LogEntry {
  index: number;
  time: bigint;
  content: Uint8Array;
}

export interface SnapshotInfo {
  id: Uint8Array;
  takenAt: bigint;
  size: number;
  version: bigint;
}

/** Everything about a canister that is stored, save its module, its memories, chunks and snapshots. */
export interface CanisterState {
  id: Uint8Array;
  settings: Settings;
  status: "running" | "stopping" | "stopped";
  cycles: bigint;
  version: bigint;
  createdAt: bigint;
  installedAt: bigint | null;
  moduleHash: Uint8Array | null;
  moduleSize: number;
  certifiedData: Uint8Array;
  globalTimer: bigint;
  globals: GlobalValue[];
  contexts: Map<number, CallContext>;
  callbacks: Map<number, Callback>;
  /** Calls of stop_canister that wait for the canister to stop. */
  stopWaiters: { origin: Origin; refund: bigint; deadline: bigint }[];
  history: HistoryEntry[];
  historyTotal: number;
  logs: LogEntry[];
  nextLog: number;
  /** SHA-256, in hexadecimal, of the stored chunks. */
  chunks: string[];
  snapshots: SnapshotInfo[];
  nextSnapshot: number;
}

/** A canister in memory. */
export interface Canister {
  key: string;
  state: CanisterState;
  runtime: Runtime | null;
}

export interface RequestStatus {
  sender: Uint8Array;
  /** The effective canister or subnet id it was sent to. */
  effective: Uint8Array;
  /** The canister it is for; empty for the management canister. */
  receiver: Uint8Array;
  expiry: bigint;
  status: "received" | "processing" | "replied" | "rejected" | "done";
  outcome: Outcome | null;
  /** Nanoseconds; 0 while there is no answer. */
  answeredAt: bigint;
}

/** What the network is made of; fixed for the life of a state folder. */
export interface Network {
  rootKey: Uint8Array;
  rootSubnetId: Uint8Array;
  subnetKey: Uint8Array;
  subnetId: Uint8Array;
  subnetType: string;
  nodeId: Uint8Array;
  nodeKey: Uint8Array;
}
