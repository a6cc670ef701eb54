import { CanisterTrap, type Closure, type Invocation } from "./invocation.ts";
import { differences, Image, type PageRun, StableMemory, WASM_PAGE } from "./memory.ts";
import { systemApi } from "./systemApi.ts";
import { MEMORY, type PreparedModule, START, TABLE } from "./wasmModule.ts";

export type GlobalValue = number | bigint;

/** What a message changed in a canister's memories. */
export interface MemoryChange {
  heapLength: number;
  heap: PageRun[];
  stablePages: number;
  stableGrown: boolean;
  stable: PageRun[];
  globals: GlobalValue[];
}

/** The pages a suspended composite query had written. */
export interface Suspended {
  heapLength: number;
  heap: PageRun[];
  globals: GlobalValue[];
  stable: ReturnType<StableMemory["suspend"]>;
}

function asTrap(error: unknown): CanisterTrap {
  if (error instanceof CanisterTrap) return error;
  if (error instanceof WebAssembly.RuntimeError)
    return new CanisterTrap("IC0502", `Canister trapped: ${error.message}`);
  if (error instanceof RangeError) return new CanisterTrap("IC0502", "Canister trapped: stack overflow");
  throw error;
}

/**
 * A canister's code with its memories. The committed heap is kept beside the live one: comparing the two after a message
 * tells which pages go to disk, and copying back undoes a message that trapped. JavaScript cannot shrink a Wasm memory, so
 * a message that grew it and then trapped costs a new instance.
 */
export class Runtime {
  readonly module: PreparedModule;
  readonly heap: Image;
  readonly stable: StableMemory;
  globals: GlobalValue[];
  #instance: WebAssembly.Instance;
  #current: Invocation | null = null;
  #shadow: Runtime | null = null;

  /** @param kept memories and globals to go on with; without them the module starts afresh. */
  constructor(module: PreparedModule, kept: { heap?: Image; stable?: StableMemory; globals?: GlobalValue[] } = {}) {
    this.module = module;
    this.heap = kept.heap ?? new Image();
    this.stable = kept.stable ?? new StableMemory();
    this.#instance = this.#instantiate();
    this.globals = kept.globals ?? this.#readGlobals();
    if (kept.globals) this.#writeGlobals();
    this.#load();
  }

  #instantiate(): WebAssembly.Instance {
    const api = systemApi({
      current: () => {
        if (!this.#current) throw new CanisterTrap("IC0502", "no message is running");
        return this.#current;
      },
      memory: () => new Uint8Array(this.#memory()?.buffer ?? new ArrayBuffer(0)),
      is64: this.module.is64,
    });
    return new WebAssembly.Instance(this.module.compiled, api as unknown as WebAssembly.Imports);
  }

  #memory(): WebAssembly.Memory | null {
    const memory = this.#instance.exports[MEMORY];
    return memory instanceof WebAssembly.Memory ? memory : null;
  }

  #live(): Buffer {
    return Buffer.from(this.#memory()?.buffer ?? new ArrayBuffer(0));
  }

  #global(name: string): WebAssembly.Global {
    const global = this.#instance.exports[name];
    if (global instanceof WebAssembly.Global) return global;
    throw new Error(`the module lost its global ${name}`);
  }

  #readGlobals(): GlobalValue[] {
    return this.module.globals.map((name) => this.#global(name).value as GlobalValue);
  }

  #writeGlobals(values: GlobalValue[] = this.globals): void {
    for (const [index, name] of this.module.globals.entries()) this.#global(name).value = values[index];
  }

  #growTo(bytes: number): void {
    const memory = this.#memory();
    const missing = (bytes - (memory?.buffer.byteLength ?? 0)) / WASM_PAGE;
    // A 64-bit memory takes its size as a bigint, which the type definitions do not know yet.
    if (memory && missing > 0) memory.grow((this.module.is64 ? BigInt(missing) : missing) as number);
  }

  // Puts the committed heap into a fresh instance.
  #load(): void {
    this.#growTo(this.heap.length);
    this.heap.bytes.copy(this.#live());
    if (this.heap.length < this.#live().length) this.heap.resize(this.#live().length);
  }

  has(name: string): boolean {
    return this.module.exports.has(name);
  }

  /** Bytes of Wasm memory now. */
  get heapLength(): number {
    return this.#live().length;
  }

  /**
   * Runs an exported function, the start function, or a closure of the table. The trap that ended it, or null. The caller
   * must then keep() or discard() what the run did.
   */
  run(entry: string | Closure, invocation: Invocation): CanisterTrap | null {
    this.#current = invocation;
    try {
      if (typeof entry === "string") this.#call(this.#instance.exports[entry]);
      else
        this.#call(this.#closure(entry.fun), this.module.is64 ? BigInt.asIntN(64, entry.env) : Number(entry.env) | 0);
      return invocation.trapped;
    } catch (error) {
      return invocation.trapped ?? asTrap(error);
    } finally {
      this.#current = null;
    }
  }

  #closure(index: number): unknown {
    const table = this.#instance.exports[TABLE];
    if (!(table instanceof WebAssembly.Table)) throw new CanisterTrap("IC0502", "Canister trapped: no function table");
    // A 64-bit table takes its index as a bigint; only the engine knows which kind this one is.
    for (const key of [index, BigInt(index)]) {
      try {
        return table.get(key as number);
      } catch (error) {
        if (!(error instanceof TypeError)) break;
      }
    }
    throw new CanisterTrap("IC0502", "Canister trapped: table index out of bounds");
  }

  #call(target: unknown, ...args: (number | bigint)[]): void {
    if (typeof target !== "function") throw new CanisterTrap("IC0502", "Canister trapped: not a function");
    target(...args);
  }

  /** Runs the start function of a module that has one. */
  start(invocation: Invocation): CanisterTrap | null {
    return this.module.hasStart ? this.run(START, invocation) : null;
  }

  /** Makes what the last runs did permanent, and tells what changed. */
  keep(): MemoryChange {
    const live = this.#live();
    this.heap.resize(live.length);
    const heap = differences(live, this.heap.bytes).map(([from, to]) => {
      const bytes = live.subarray(from, to);
      this.heap.write(from, bytes);
      return { at: from, bytes: this.heap.bytes.subarray(from, to) };
    });
    this.globals = this.#readGlobals();
    const stableGrown = this.stable.hasGrown;
    const stable = this.stable.commit();
    return {
      heapLength: live.length,
      heap,
      stablePages: this.stable.pages,
      stableGrown,
      stable,
      globals: this.globals,
    };
  }

  /** Undoes everything since the last keep(). */
  discard(): void {
    this.stable.discard();
    if (this.#live().length > this.heap.length) {
      this.#instance = this.#instantiate();
      this.#load();
    } else {
      const live = this.#live();
      const kept = this.heap.bytes;
      for (const [from, to] of differences(live, kept)) live.set(kept.subarray(from, to), from);
    }
    this.#writeGlobals();
  }

  /** Undoes everything since the last keep() by comparing alone: memory that was grown stays, as zeroes. */
  undo(): void {
    this.#follow(this.globals);
  }

  /**
   * A second instance in the state that is committed, for what is never kept: another message may need much more memory than the
   * canister has, and giving that back costs the first instance its life. Here it stays as zeroes at the end.
   */
  shadow(): Runtime {
    const stable = new StableMemory(this.stable.committed);
    this.#shadow ??= new Runtime(this.module, { heap: this.heap, stable, globals: this.globals });
    this.#shadow.#follow(this.globals);
    return this.#shadow;
  }

  #follow(globals: GlobalValue[]): void {
    this.stable.discard();
    this.#growTo(this.heap.length);
    const live = this.#live();
    const kept = this.heap.bytes;
    for (const [from, to] of differences(live, kept)) live.set(kept.subarray(from, to), from);
    live.fill(0, kept.length);
    this.globals = globals;
    this.#writeGlobals();
  }

  /** Takes out what the running query wrote, so that another message can run on the committed state. */
  suspend(): Suspended {
    const live = this.#live();
    const padded = Buffer.alloc(live.length);
    this.heap.bytes.copy(padded);
    const heap = differences(live, padded).map(([from, to]) => ({
      at: from,
      bytes: Buffer.from(live.subarray(from, to)),
    }));
    const globals = this.#readGlobals();
    const stable = this.stable.suspend();
    this.discard();
    return { heapLength: live.length, heap, globals, stable };
  }

  /** A copy of the heap as it is now, with what is not committed. */
  liveHeap(): Image {
    const copy = new Image();
    const live = this.#live();
    copy.resize(live.length);
    copy.write(0, live);
    return copy;
  }

  /** Puts back what suspend() took out. */
  resume(suspended: Suspended): void {
    this.#growTo(suspended.heapLength);
    const live = this.#live();
    for (const { at, bytes } of suspended.heap) live.set(bytes, at);
    this.#writeGlobals(suspended.globals);
    this.stable.resume(suspended.stable);
  }
}
