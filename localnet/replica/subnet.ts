import { randomBytes } from "node:crypto";
import type { Outcome } from "../canister/invocation.ts";
import { StableMemory, WASM_PAGE } from "../canister/memory.ts";
import { type MemoryChange, Runtime } from "../canister/runtime.ts";
import { prepareModule } from "../canister/wasmModule.ts";
import { BlsKey } from "../crypto/bls.ts";
import { canisterIdOf, hex, unhex } from "../crypto/principal.ts";
import type { Store } from "../state/store.ts";
import { CertifiedState, type Delegation } from "../tree/certificate.ts";
import { StateTree } from "../tree/stateTree.ts";
import type { Canister, CanisterState, Message, Network, NewMessage, Origin, RequestStatus } from "./types.ts";

const FIRST_FRESH_ID = 0x8000000000100000n;
/** An answer is kept for five minutes, and for as long as the request could be sent again. */
const KEEP_ANSWERS = 300_000_000_000n;
/** A certificate handed out for a read may be this old, in nanoseconds. */
const FRESH = 1_000_000_000n;

interface System {
  time: bigint;
  nextCanister: bigint;
  nextSeq: number;
  nextId: number;
}

export interface SubnetKeys {
  network: Network;
  subnetSecret: Uint8Array;
  delegation: Delegation;
}

/** The subnet's whole state: canisters, queue and answers, in memory, in the store and in the state tree. */
export class Subnet {
  readonly network: Network;
  readonly store: Store;
  readonly canisters = new Map<string, Canister>();
  readonly queue: Message[] = [];
  readonly requests = new Map<string, RequestStatus>();
  /** Called with a request's id when its answer stands. */
  onAnswer: (requestId: string) => void = () => {};
  readonly #key: BlsKey;
  readonly #delegation: Delegation;
  readonly #tree: StateTree;
  readonly #touched = new Set<Canister>();
  #system: System;
  #certified: CertifiedState | null = null;

  constructor(store: Store, { network, subnetSecret, delegation }: SubnetKeys) {
    this.store = store;
    this.network = network;
    this.#key = new BlsKey(subnetSecret);
    this.#delegation = delegation;
    this.#tree = new StateTree(network);
    this.#system = store.get<System>("system") ?? { time: 0n, nextCanister: FIRST_FRESH_ID, nextSeq: 1, nextId: 1 };
    for (const [key, state] of store.cells<CanisterState>("canister/")) this.#load(key, state);
    for (const [, message] of store.cells<Message>("queue/")) this.queue.push(message);
    for (const [id, status] of store.cells<RequestStatus>("request/")) {
      this.requests.set(id, status);
      this.#tree.setRequest(unhex(id), status);
    }
  }

  #load(key: string, state: CanisterState): void {
    const wasm = this.store.get<Uint8Array>(`module/${key}`);
    let runtime: Runtime | null = null;
    if (wasm) {
      const stable = new StableMemory(this.store.image(`stable/${key}`));
      runtime = new Runtime(prepareModule(wasm), {
        heap: this.store.image(`heap/${key}`),
        stable,
        globals: state.globals,
      });
    }
    this.canisters.set(key, { key, state, runtime });
    this.#tree.setCanister(state, runtime?.module ?? null);
  }

  /** The time of the next message: nanoseconds, greater than any before. */
  tick(): bigint {
    const now = BigInt(Date.now()) * 1_000_000n;
    this.#system.time = now > this.#system.time ? now : this.#system.time + 1n;
    return this.#system.time;
  }

  /** The time of the last message. */
  get time(): bigint {
    return this.#system.time;
  }

  /** A number never given before, for call contexts and callbacks. */
  freshNumber(): number {
    this.#system.nextId += 1;
    return this.#system.nextId;
  }

  freshCanisterId(): Uint8Array {
    let id = canisterIdOf(this.#system.nextCanister);
    while (this.canisters.has(hex(id))) {
      this.#system.nextCanister += 1n;
      id = canisterIdOf(this.#system.nextCanister);
    }
    this.#system.nextCanister += 1n;
    return id;
  }

  randomness(): Uint8Array {
    return randomBytes(32);
  }

  find(id: Uint8Array): Canister | undefined {
    return this.canisters.get(hex(id));
  }

  /** Marks a canister's state as changed, for the next commit. */
  touch(canister: Canister): void {
    this.#touched.add(canister);
  }

  /** Stores what a message changed in a canister's memories. */
  noteMemory(canister: Canister, change: MemoryChange): void {
    const { key, state } = canister;
    state.globals = change.globals;
    this.store.note(`heap/${key}`, change.heapLength, change.heap);
    if (change.stable.length > 0 || change.stableGrown)
      this.store.note(`stable/${key}`, change.stablePages * WASM_PAGE, change.stable);
    this.touch(canister);
  }

  addCanister(state: CanisterState): Canister {
    const canister = { key: hex(state.id), state, runtime: null };
    this.canisters.set(canister.key, canister);
    this.touch(canister);
    return canister;
  }

  /** Gives a canister new code and the memories that go with it. */
  setCode(canister: Canister, uploaded: Uint8Array, runtime: Runtime): void {
    const { key, state } = canister;
    canister.runtime = runtime;
    state.globals = runtime.keep().globals;
    state.moduleHash = runtime.module.hash;
    state.moduleSize = uploaded.length;
    this.store.put(`module/${key}`, uploaded);
    this.store.adopt(`heap/${key}`, runtime.heap);
    this.store.adopt(`stable/${key}`, runtime.stable.committed);
    this.touch(canister);
  }

  /** Takes a canister's code and memories away. */
  clearCode(canister: Canister): void {
    const { key, state } = canister;
    canister.runtime = null;
    Object.assign(state, {
      globals: [],
      moduleHash: null,
      moduleSize: 0,
      certifiedData: new Uint8Array(),
      globalTimer: 0n,
    });
    state.installedAt = null;
    for (const part of ["module", "heap", "stable"]) this.store.remove(`${part}/${key}`);
    this.touch(canister);
  }

  removeCanister(canister: Canister): void {
    this.clearCode(canister);
    this.#touched.delete(canister);
    this.canisters.delete(canister.key);
    this.store.remove(`canister/${canister.key}`);
    this.#tree.removeCanister(canister.state.id);
  }

  #queueName(seq: number): string {
    return `queue/${seq.toString(16).padStart(14, "0")}`;
  }

  enqueue(message: NewMessage): void {
    const numbered = { ...message, seq: this.#system.nextSeq } as Message;
    this.#system.nextSeq += 1;
    this.queue.push(numbered);
    this.store.put(this.#queueName(numbered.seq), numbered);
  }

  /** Takes the first message off the queue; it is gone with the next commit. */
  dequeue(): Message | undefined {
    const message = this.queue.shift();
    if (message) this.store.remove(this.#queueName(message.seq));
    return message;
  }

  setRequest(id: string, status: RequestStatus): void {
    this.requests.set(id, status);
    this.store.put(`request/${id}`, status);
    this.#tree.setRequest(unhex(id), status);
  }

  /** Answers whoever made a call; cycles that the call still held go back. */
  respond(origin: Origin, outcome: Outcome, refund = 0n): void {
    if (origin.kind === "call")
      this.enqueue({ kind: "response", canister: origin.canister, callback: origin.callback, outcome, refund });
    if (origin.kind !== "ingress") return;
    const status = this.requests.get(origin.requestId);
    if (!status) return;
    const answered = outcome.kind === "reply" ? "replied" : "rejected";
    this.setRequest(origin.requestId, { ...status, status: answered, outcome, answeredAt: this.time });
    this.onAnswer(origin.requestId);
  }

  /** Forgets answers that are old enough. */
  prune(): void {
    for (const [id, { expiry, answeredAt }] of this.requests) {
      if (answeredAt === 0n || this.time < expiry || this.time < answeredAt + KEEP_ANSWERS) continue;
      this.requests.delete(id);
      this.store.remove(`request/${id}`);
      this.#tree.removeRequest(unhex(id));
    }
  }

  /** Makes everything since the last commit one record of the journal, and shows it in the tree. */
  commit(): void {
    if (this.#touched.size === 0 && !this.store.hasChanges) return;
    for (const canister of this.#touched) {
      this.store.put(`canister/${canister.key}`, canister.state);
      this.#tree.setCanister(canister.state, canister.runtime?.module ?? null);
    }
    this.#touched.clear();
    this.store.put("system", this.#system);
    this.store.commit();
    this.#certified = null;
  }

  /** The state to certify: the committed one, with a time less than a second old. */
  certified(): CertifiedState {
    const now = BigInt(Date.now()) * 1_000_000n;
    if (!this.#certified || this.#certified.time + FRESH < now) {
      const time = this.tick();
      this.#certified = new CertifiedState(this.#tree.at(time), time, this.#key, this.#delegation);
    }
    return this.#certified;
  }
}
