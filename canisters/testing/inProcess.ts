// A canister run in this process by the local network's own runtime: no messages, no certificates, thousands of calls in seconds.
import { IDL } from "@dfinity/candid";
import type { Principal } from "@dfinity/principal";
import { CanisterTrap, type Closure, Invocation } from "../../localnet/canister/invocation.ts";
import { Runtime } from "../../localnet/canister/runtime.ts";
import type { Mode } from "../../localnet/canister/systemApiNames.ts";
import { prepareModule } from "../../localnet/canister/wasmModule.ts";
import { type Bytes, hex } from "./encoding.ts";

/** A method of an interface. */
export type Called = { name: string; types: IDL.FuncClass };

/** Arguments of a method as they travel. */
export function encoded({ types }: Called, args: readonly unknown[]): Bytes {
  return new Uint8Array(IDL.encode(types.argTypes, [...args]));
}

/** What came of a call: an answer (its bytes), or the trap that ended it; and the root that the canister then certified. */
export type Outcome = { reply: Bytes } | { trap: CanisterTrap };

/** What another canister answers to a call, as it travels: bytes, or that it refuses. */
export type Answering = (called: { method: string; arg: Bytes }) => Bytes | "refused";

/** What surrounds a canister: variables of its environment, and who answers its own calls, while it waits. */
export type Surroundings = { environment?: Record<string, string>; answering?: Answering };

/** A canister whose calls are undone unless they are kept. */
export type InProcess = {
  methods: Called[];
  /** The method of this name. */
  method(name: string): Called;
  /** Runs a call on raw bytes. */
  call(method: Called, caller: Principal, arg: Bytes): Outcome;
  /** Makes a call that has to be done, and keeps what it did. Throws when it is refused. */
  does(name: string, caller: Principal, args: readonly unknown[]): void;
  /** Its time, in nanoseconds since 1970 UTC. */
  now(): bigint;
  /** Lets so many nanoseconds go by. */
  pass(nanoseconds: bigint): void;
  /** Whether the canister would let the message in. */
  inspected(name: string, caller: Principal, arg: Bytes): boolean;
  /** What the canister certifies as it is now, in hex. */
  root(): string;
  /** Installs a module in the place of this one, its memory kept, by its controller. Throws the trap that kept it from starting. */
  upgrade(wasm: Uint8Array): void;
  /** Bytes of memory that it takes. */
  memory(): number;
  /** Makes the last call permanent, or undoes it: memory that it took stays, as zeroes. */
  keep(): void;
  discard(): void;
};

const self = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 7, 1, 1);

/** Installs a module, controlled by `controller`. */
export function installed(
  wasm: Uint8Array,
  factory: IDL.InterfaceFactory,
  controller: Principal,
  { environment = {}, answering }: Surroundings = {},
): InProcess {
  let runtime = new Runtime(prepareModule(wasm));
  let time = BigInt(Date.now()) * 1_000_000n;
  let [kept, live] = ["", ""];

  const variables = Object.entries(environment).map(([name, value]) => ({ name, value }));

  const invocation = (mode: Mode, caller: Principal, arg: Bytes, method?: string) => {
    time += 1n;
    return new Invocation({
      ...{ mode, self, subnetId: self, rootKey: self, time, caller: caller.toUint8Array(), arg },
      ...(method !== undefined && { method }),
      ...{ mayRespond: true, cyclesAvailable: 0n, cyclesRefunded: 0n, balance: 10n ** 15n, status: 1, version: 1n },
      ...{ controllers: [controller.toUint8Array()], environment: variables, globalTimer: 0n, stable: runtime.stable },
      ...{ counted: 0n, outstandingTo: () => 0 },
    });
  };
  const run = (entry: string | Closure, running: Invocation) => {
    const trap = runtime.run(entry, running);
    if (trap === null && running.certifiedData) live = hex(running.certifiedData);
    return trap;
  };

  /** The invocation in which an update ends that calls others, one after the other; or a trap on the way. */
  const waited = (running: Invocation, caller: Principal): Invocation | CanisterTrap => {
    const [call, ...others] = running.calls;
    if (running.outcome || !call) return running;
    if (!answering || others.length > 0) throw new Error(`nobody answers ${call.method}`);
    const answer = answering({ method: call.method, arg: Uint8Array.from(call.arg) });
    const isReply = answer !== "refused";
    const next = invocation(isReply ? "Ry" : "Rt", caller, isReply ? answer : new Uint8Array());
    if (!isReply) next.input.reject = { code: 4, message: "refused" };
    return run(isReply ? call.onReply : call.onReject, next) ?? waited(next, caller);
  };

  const begin = (hook: string) => {
    const beginning = invocation("I", controller, new Uint8Array(IDL.encode([], [])));
    const trap = runtime.start(beginning) ?? run(hook, beginning);
    if (trap) throw trap;
  };
  begin("canister_init");
  const canister: InProcess = {
    methods: factory({ IDL })._fields.map(([name, types]) => ({ name, types })),
    method(name) {
      const found = canister.methods.find((each) => each.name === name);
      if (!found) throw new Error(`no method ${name}`);
      return found;
    },
    call(method, caller, arg) {
      const isQuery = method.types.annotations.includes("query");
      const running = invocation(isQuery ? "NRQ" : "U", caller, arg);
      const trap = run(`canister_${isQuery ? "query" : "update"} ${method.name}`, running);
      if (trap) return { trap };
      const ended = waited(running, caller);
      if (ended instanceof CanisterTrap) return { trap: ended };
      if (ended.outcome?.kind !== "reply") throw new Error(`${method.name} gave no answer`);
      return { reply: Uint8Array.from(ended.outcome.arg) };
    },
    does(name, caller, args) {
      const method = canister.method(name);
      const outcome = canister.call(method, caller, encoded(method, args));
      if ("trap" in outcome) throw outcome.trap;
      const [answer] = IDL.decode(method.types.retTypes, outcome.reply) as [object];
      if ("err" in answer) throw new Error(`${name} was refused`);
      canister.keep();
    },
    now: () => time,
    pass(nanoseconds) {
      time += nanoseconds;
    },
    inspected(name, caller, arg) {
      const running = invocation("F", caller, arg, name);
      const trap = runtime.run("canister_inspect_message", running);
      runtime.undo();
      // Motoko says no by a trap of its own.
      if (trap && !trap.message.includes("explicitly refused message")) throw trap;
      return trap === null && running.accepted;
    },
    root: () => live,
    upgrade(wasm) {
      const trap = run("canister_pre_upgrade", invocation("G", controller, new Uint8Array()));
      if (trap) throw trap;
      live = "";
      runtime = new Runtime(prepareModule(wasm), { heap: runtime.liveHeap(), stable: runtime.stable });
      begin("canister_post_upgrade");
      canister.keep();
    },
    memory: () => runtime.heapLength,
    keep() {
      runtime.keep();
      kept = live;
    },
    discard() {
      runtime.undo();
      live = kept;
    },
  };
  canister.keep();
  return canister;
}
