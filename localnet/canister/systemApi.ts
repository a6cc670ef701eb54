import { hex, sameBytes } from "../crypto/principal.ts";
import { costApi } from "./costApi.ts";
import { cyclesApi } from "./cyclesApi.ts";
import { CanisterTrap, type Invocation, type OutgoingCall } from "./invocation.ts";
import { stableApi } from "./stableApi.ts";
import { type Mode, mayCall } from "./systemApiNames.ts";

const MAX_CALL_ARG = 10 * 1024 * 1024;
const MAX_REPLY = 2 * 1024 * 1024;
const MAX_QUERY_REPLY = 3 * 1024 * 1024;
const QUEUE = 500;
const MAX_TIMEOUT = 300;
const QUERY_MODES: ReadonlySet<Mode> = new Set<Mode>(["NRQ", "CQ", "CRy", "CRt", "CC", "F"]);
const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder("utf-8");

/** A 64-bit or 32-bit Wasm integer as the engine hands it over. */
export type Word = number | bigint;
export type SystemFunction = (...args: Word[]) => Word | undefined;

/** What the functions of the system API need from the instance they serve. */
export interface ApiHost {
  /** The running invocation. */
  current: () => Invocation;
  /** The instance's memory as it stands now. */
  memory: () => Uint8Array;
  is64: boolean;
}

/** Safe access from host functions to the canister's memory and numbers. */
export class Access {
  readonly host: ApiHost;
  constructor(host: ApiHost) {
    this.host = host;
  }

  /** An unsigned number from a pointer, a size or a 64-bit value. */
  number(word: Word | undefined): number {
    if (typeof word === "bigint") return Number(BigInt.asUintN(64, word));
    return (word ?? 0) >>> 0;
  }

  wide(word: Word | undefined): bigint {
    return typeof word === "bigint" ? BigInt.asUintN(64, word) : BigInt((word ?? 0) >>> 0);
  }

  /** A number of pointer width. */
  word(value: number): Word {
    return this.host.is64 ? BigInt(value) : value;
  }

  trap(message: string, code = "IC0502"): never {
    throw new CanisterTrap(code, message);
  }

  view(at: Word | undefined, size: Word | undefined): Uint8Array {
    const memory = this.host.memory();
    const from = this.number(at);
    const length = this.number(size);
    if (from + length > memory.length) this.trap("Canister trapped: heap out of bounds");
    return memory.subarray(from, from + length);
  }

  read(at: Word | undefined, size: Word | undefined): Uint8Array {
    return this.view(at, size).slice();
  }

  text(at: Word | undefined, size: Word | undefined): string {
    try {
      return strict.decode(this.view(at, size));
    } catch (error) {
      if (error instanceof CanisterTrap) throw error;
      return this.trap("Canister violated contract: not valid UTF-8", "IC0504");
    }
  }

  /** Copies `blob[offset, offset + size)` to `dst`. */
  copy(blob: Uint8Array, dst: Word | undefined, offset: Word | undefined, size: Word | undefined): void {
    const from = this.number(offset);
    const length = this.number(size);
    if (from + length > blob.length) this.trap("Canister violated contract: offset and size exceed the data", "IC0504");
    this.view(dst, size).set(blob.subarray(from, from + length));
  }

  write128(dst: Word | undefined, value: bigint): void {
    const bytes = Buffer.alloc(16);
    bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
    bytes.writeBigUInt64LE(BigInt.asUintN(64, value >> 64n), 8);
    this.view(dst, 16).set(bytes);
  }

  /** A blob as the idiom of a size function and a copy function. */
  blob(name: string, of: () => Uint8Array): Record<string, SystemFunction> {
    return {
      [`${name}_size`]: () => this.word(of().length),
      [`${name}_copy`]: (dst, offset, size) => {
        this.copy(of(), dst, offset, size);
        return undefined;
      },
    };
  }
}

function messageApi(access: Access): Record<string, SystemFunction> {
  const now = () => access.host.current();
  const rejectOf = () => now().input.reject ?? access.trap("Canister violated contract: there is no reject", "IC0504");
  const mustBeOpen = () => {
    if (!now().input.mayRespond || now().outcome)
      access.trap("Canister violated contract: the call has been answered already", "IC0504");
  };
  return {
    ...access.blob("msg_arg_data", () => now().input.arg ?? new Uint8Array()),
    ...access.blob("msg_caller", () => now().input.caller),
    ...access.blob("msg_caller_info_data", () => now().input.callerInfo?.data ?? new Uint8Array()),
    ...access.blob("msg_caller_info_signer", () => now().input.callerInfo?.signer ?? new Uint8Array()),
    ...access.blob("msg_reject_msg", () => Buffer.from(rejectOf().message, "utf8")),
    ...access.blob("msg_method_name", () => Buffer.from(now().input.method ?? "", "utf8")),
    msg_reject_code: () => now().input.reject?.code ?? 0,
    msg_deadline: () => now().input.deadline ?? 0n,
    accept_message: () => {
      if (now().accepted) access.trap("Canister violated contract: accept_message called twice", "IC0504");
      now().accepted = true;
      return undefined;
    },
    msg_reply_data_append: (src, size) => {
      mustBeOpen();
      const part = access.read(src, size);
      now().replyLength += part.length;
      const limit = QUERY_MODES.has(now().input.mode) ? MAX_QUERY_REPLY : MAX_REPLY;
      if (now().replyLength > limit) access.trap("Canister violated contract: the reply is too large", "IC0504");
      now().reply.push(part);
      return undefined;
    },
    msg_reply: () => {
      mustBeOpen();
      now().outcome = { kind: "reply", arg: Buffer.concat(now().reply) };
      now().cyclesAvailable = 0n;
      return undefined;
    },
    msg_reject: (src, size) => {
      mustBeOpen();
      now().outcome = { kind: "reject", code: 4, message: access.text(src, size), error: "IC0406" };
      now().cyclesAvailable = 0n;
      return undefined;
    },
  };
}

function callApi(access: Access): Record<string, SystemFunction> {
  const now = () => access.host.current();
  const pending = (): OutgoingCall =>
    now().pending ?? access.trap("Canister violated contract: no call is under construction", "IC0504");
  const drop = () => {
    now().balance += now().pending?.cycles ?? 0n;
    now().pending = null;
  };
  const addCycles = (amount: bigint) => {
    const call = pending();
    if (amount > now().balance) access.trap("Canister has too few cycles for the call", "IC0504");
    now().balance -= amount;
    call.cycles += amount;
    return undefined;
  };
  return {
    call_new: (callee, calleeSize, name, nameSize, reply, replyEnv, reject, rejectEnv) => {
      drop();
      const id = access.read(callee, calleeSize);
      if (id.length > 29) access.trap("Canister violated contract: not a principal", "IC0504");
      now().pending = {
        callee: id,
        method: access.text(name, nameSize),
        arg: new Uint8Array(),
        cycles: 0n,
        timeout: null,
        onReply: { fun: access.number(reply), env: access.wide(replyEnv) },
        onReject: { fun: access.number(reject), env: access.wide(rejectEnv) },
        onCleanup: null,
      };
      return undefined;
    },
    call_on_cleanup: (fun, env) => {
      if (pending().onCleanup) access.trap("Canister violated contract: cleanup set twice", "IC0504");
      pending().onCleanup = { fun: access.number(fun), env: access.wide(env) };
      return undefined;
    },
    call_data_append: (src, size) => {
      const call = pending();
      call.arg = Buffer.concat([call.arg, access.view(src, size)]);
      if (call.arg.length > MAX_CALL_ARG) access.trap("Canister violated contract: the payload is too large", "IC0504");
      return undefined;
    },
    call_with_best_effort_response: (seconds) => {
      if (pending().timeout !== null) access.trap("Canister violated contract: timeout set twice", "IC0504");
      pending().timeout = Math.min(access.number(seconds), MAX_TIMEOUT);
      return undefined;
    },
    call_cycles_add: (amount) => addCycles(access.wide(amount)),
    call_cycles_add128: (high, low) => addCycles((access.wide(high) << 64n) | access.wide(low)),
    call_perform: () => {
      const call = pending();
      const queued = now().calls.filter(({ callee }) => sameBytes(callee, call.callee)).length;
      if (queued + now().input.outstandingTo(call.callee) >= QUEUE) {
        drop();
        return 2;
      }
      now().calls.push(call);
      now().pending = null;
      return 0;
    },
  };
}

function selfApi(access: Access): Record<string, SystemFunction> {
  const now = () => access.host.current();
  const certificate = () => {
    const make = now().input.certificate;
    return make ? make() : access.trap("Canister violated contract: no data certificate here", "IC0504");
  };
  return {
    ...access.blob("canister_self", () => now().input.self),
    ...access.blob("subnet_self", () => now().input.subnetId),
    ...access.blob("root_key", () => now().input.rootKey),
    ...access.blob("data_certificate", certificate),
    canister_status: () => now().input.status,
    canister_version: () => now().input.version,
    certified_data_set: (src, size) => {
      const data = access.read(src, size);
      if (data.length > 32) access.trap("Canister violated contract: certified data exceeds 32 bytes", "IC0504");
      now().certifiedData = data;
      return undefined;
    },
    data_certificate_present: () => (now().input.certificate ? 1 : 0),
    time: () => now().input.time,
    global_timer_set: (at) => {
      const before = now().globalTimer;
      now().globalTimer = access.wide(at);
      return before;
    },
    performance_counter: (kind) => (kind === 1 ? now().input.counted + now().instructions() : now().instructions()),
    is_controller: (src, size) => {
      const who = hex(access.view(src, size));
      if (who.length > 58) access.trap("Canister violated contract: not a principal", "IC0504");
      return now().input.controllers.some((controller) => hex(controller) === who) ? 1 : 0;
    },
    in_replicated_execution: () => (QUERY_MODES.has(now().input.mode) ? 0 : 1),
    debug_print: (src, size) => {
      try {
        now().logs.push(access.read(src, size));
      } catch {
        now().logs.push(Buffer.from("(debug_print message out of memory bounds)"));
      }
      return undefined;
    },
    trap: (src, size) => {
      const message = lenient.decode(access.view(src, size)).slice(0, 8192);
      return access.trap(`Canister called \`ic0.trap\` with message: '${message}'`, "IC0503");
    },
  };
}

function environmentApi(access: Access): Record<string, SystemFunction> {
  const all = () => access.host.current().input.environment;
  const name = (index: Word | undefined) =>
    Buffer.from(all()[access.number(index)]?.name ?? access.trap("no such environment variable", "IC0504"), "utf8");
  const value = (src: Word | undefined, size: Word | undefined) => {
    const wanted = access.text(src, size);
    const found = all().find((variable) => variable.name === wanted);
    return Buffer.from(found?.value ?? access.trap(`no environment variable ${wanted}`, "IC0504"), "utf8");
  };
  return {
    env_var_count: () => access.word(all().length),
    env_var_name_size: (index) => access.word(name(index).length),
    env_var_name_copy: (index, dst, offset, size) => {
      access.copy(name(index), dst, offset, size);
      return undefined;
    },
    env_var_name_exists: (src, size) => {
      const wanted = access.text(src, size);
      return all().some((variable) => variable.name === wanted) ? 1 : 0;
    },
    env_var_value_size: (src, size) => access.word(value(src, size).length),
    env_var_value_copy: (src, nameSize, dst, offset, size) => {
      access.copy(value(src, nameSize), dst, offset, size);
      return undefined;
    },
  };
}

/**
 * The imports of a canister's instance: every function of the system API, each refusing to be called from an entry point
 * that may not call it. A refusal or an argument out of bounds throws CanisterTrap.
 */
export function systemApi(host: ApiHost): { ic0: Record<string, SystemFunction> } {
  const access = new Access(host);
  const functions: Record<string, SystemFunction> = {
    ...messageApi(access),
    ...callApi(access),
    ...selfApi(access),
    ...environmentApi(access),
    ...cyclesApi(access),
    ...stableApi(access),
    ...costApi(access),
  };
  const guarded = Object.entries(functions).map(([name, run]): [string, SystemFunction] => [
    name,
    (...args) => {
      const invocation = host.current();
      try {
        if (!mayCall(name, invocation.input.mode))
          access.trap(`Canister violated contract: ic0.${name} cannot be executed in this mode`, "IC0504");
        return run(...args);
      } catch (error) {
        if (error instanceof CanisterTrap) invocation.trapped ??= error;
        throw error;
      }
    },
  ]);
  return { ic0: Object.fromEntries(guarded) };
}
