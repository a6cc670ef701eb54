import type { StableMemory } from "./memory.ts";
import type { Mode } from "./systemApiNames.ts";

/** Ends the running entry point; everything it did is undone. */
export class CanisterTrap extends Error {
  /** An error code of the reference implementation, such as IC0503. */
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export interface Closure {
  fun: number;
  env: bigint;
}

/** A call that a message made; it goes out when the message has ended well. */
export interface OutgoingCall {
  callee: Uint8Array;
  method: string;
  arg: Uint8Array;
  cycles: bigint;
  /** For a call that does not wait for ever: seconds. */
  timeout: number | null;
  onReply: Closure;
  onReject: Closure;
  onCleanup: Closure | null;
}

export type Outcome =
  | { kind: "reply"; arg: Uint8Array }
  | { kind: "reject"; code: number; message: string; error: string };

export interface CallerInfo {
  data: Uint8Array;
  signer: Uint8Array;
}

/** What an entry point is told about the world. */
export interface InvocationInput {
  mode: Mode;
  self: Uint8Array;
  subnetId: Uint8Array;
  rootKey: Uint8Array;
  /** Nanoseconds since 1970. */
  time: bigint;
  caller: Uint8Array;
  callerInfo?: CallerInfo | undefined;
  arg?: Uint8Array;
  reject?: { code: number; message: string };
  method?: string;
  deadline?: bigint;
  /** Whether the call behind this invocation still waits for its answer. */
  mayRespond: boolean;
  cyclesAvailable: bigint;
  cyclesRefunded: bigint;
  balance: bigint;
  /** 1 running, 2 stopping, 3 stopped. */
  status: 1 | 2 | 3;
  version: bigint;
  controllers: Uint8Array[];
  environment: { name: string; value: string }[];
  globalTimer: bigint;
  stable: StableMemory;
  /** Instructions already counted for this call context. */
  counted: bigint;
  /** Calls to a canister that still wait for an answer. */
  outstandingTo: (callee: Uint8Array) => number;
  certificate?: () => Uint8Array;
}

/** One run of one entry point: its input, and the effects that become real only if it ends well. */
export class Invocation {
  readonly input: InvocationInput;
  readonly started = process.hrtime.bigint();
  balance: bigint;
  cyclesAvailable: bigint;
  cyclesAccepted = 0n;
  cyclesBurned = 0n;
  reply: Uint8Array[] = [];
  replyLength = 0;
  outcome: Outcome | null = null;
  calls: OutgoingCall[] = [];
  pending: OutgoingCall | null = null;
  certifiedData: Uint8Array | null = null;
  globalTimer: bigint;
  accepted = false;
  logs: Uint8Array[] = [];
  /** Set by the first trap inside a host function, in case the module catches the exception. */
  trapped: CanisterTrap | null = null;

  constructor(input: InvocationInput) {
    this.input = input;
    this.balance = input.balance;
    this.cyclesAvailable = input.cyclesAvailable;
    this.globalTimer = input.globalTimer;
  }

  /** Instructions so far. They are not metered: a nanosecond counts as one. */
  instructions(): bigint {
    return process.hrtime.bigint() - this.started;
  }
}
