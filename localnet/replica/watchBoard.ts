import type { Watch } from "./round.ts";

const KINDS = ["idle", "message", "task", "request"] as const;

/** What the execution thread was doing when the board was read. */
export interface Sight {
  kind: (typeof KINDS)[number];
  /** Grows with everything that begins. */
  count: number;
  id: number;
  canister: Uint8Array;
}

/** Memory shared by both threads, in which the execution thread writes what it runs. */
export class WatchBoard implements Watch {
  static readonly BYTES = 64;
  readonly #words: Int32Array;
  readonly #id: Float64Array;
  readonly #canister: Uint8Array;

  constructor(shared: SharedArrayBuffer) {
    this.#words = new Int32Array(shared, 0, 2);
    this.#id = new Float64Array(shared, 8, 1);
    this.#canister = new Uint8Array(shared, 16, 30);
  }

  begin(kind: "message" | "task" | "request", id: number, canister: Uint8Array = new Uint8Array()): void {
    this.#id[0] = id;
    this.#canister[0] = canister.length;
    this.#canister.set(canister, 1);
    Atomics.add(this.#words, 1, 1);
    Atomics.store(this.#words, 0, KINDS.indexOf(kind));
  }

  end(): void {
    Atomics.store(this.#words, 0, 0);
  }

  look(): Sight {
    return {
      kind: KINDS[Atomics.load(this.#words, 0)] ?? "idle",
      count: Atomics.load(this.#words, 1),
      id: this.#id[0] ?? 0,
      canister: this.#canister.slice(1, 1 + (this.#canister[0] ?? 0)),
    };
  }
}
