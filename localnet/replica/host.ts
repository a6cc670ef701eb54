import { Worker } from "node:worker_threads";
import { hex } from "../crypto/principal.ts";
import type { Answers, FromThread, Job, ThreadData, ToThread } from "./protocol.ts";
import { reject } from "./reject.ts";
import type { SubnetKeys } from "./subnet.ts";
import { WatchBoard } from "./watchBoard.ts";

const STACK_MB = 64;
const LOOK = 250;
/** Elapsed time that a message may take, in multiples of its processor time. */
const WALL_CLOCK = 10;
const MINUTE = 60_000;
const STOP_PATIENCE = 5000;
const MAX_CRASHES = 5;

interface Pending {
  job: Job;
  accept: () => void;
  resolve: (answer: never) => void;
  fail: (error: Error) => void;
}

export interface HostOptions {
  stateDir: string;
  /** Nothing waits for the disk. */
  fast: boolean;
  keys: SubnetKeys;
  /** How long one message may compute, in milliseconds of processor time, before it is ended by force. */
  messageLimit: number;
  /** Hears why a thread went down, whether or not another takes its place. */
  report: (error: unknown) => void;
}

/**
 * The serving thread's side of the execution thread. It starts the thread, hands it jobs, and watches over it: a message
 * that runs too long is ended with the thread, a new thread goes on from the last commit, and that one message is rejected.
 */
export class ReplicaHost {
  readonly #options: HostOptions;
  readonly #board: WatchBoard;
  readonly #shared = new SharedArrayBuffer(WatchBoard.BYTES);
  readonly #pending = new Map<number, Pending>();
  readonly #heartbeats = new Set<string>();
  readonly #watchdog: NodeJS.Timeout;
  #worker: Worker | undefined;
  #nextId = 1;
  #isLooking = false;
  #seen = { count: -1, since: 0, cpu: 0 };
  #stopped = false;
  #broken: Error | undefined;
  #crashes: number[] = [];
  /** Called when the execution thread has failed for good. */
  onFailure: (error: Error) => void = () => {};

  constructor(options: HostOptions) {
    this.#options = options;
    this.#board = new WatchBoard(this.#shared);
    this.#watchdog = setInterval(() => {
      this.#look().catch((error: Error) => this.#fail(error));
    }, LOOK);
    this.#watchdog.unref();
  }

  /** Starts the thread; ready once the state is loaded. */
  start(poisonedMessage = 0): Promise<void> {
    const { stateDir, fast, keys } = this.#options;
    const poison = { message: poisonedMessage, heartbeats: [...this.#heartbeats] };
    const workerData: ThreadData = { stateDir, fast, keys, watch: this.#shared, poison };
    const worker = new Worker(new URL("./thread.ts", import.meta.url), {
      workerData,
      execArgv: [],
      resourceLimits: { stackSizeMb: STACK_MB },
    });
    this.#worker = worker;
    return new Promise((resolve, fail) => {
      worker.on("message", (message: FromThread) => {
        if (message.kind === "ready") resolve();
        else if (message.kind === "accepted") this.#pending.get(message.id)?.accept();
        else this.#answer(message.id, message.answer);
      });
      worker.on("error", (cause) => {
        const error = cause instanceof Error ? cause : new Error(String(cause));
        fail(error);
        this.#crashed(error);
      });
    });
  }

  #answer(id: number, answer: Answers[keyof Answers]): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.resolve(answer as never);
  }

  // A message that brings the thread down is treated like one that never ends. A thread that goes down without one, or
  // again and again, is not started any more.
  #crashed(error: Error): void {
    const now = performance.now();
    this.#crashes = [...this.#crashes.filter((at) => at > now - MINUTE), now];
    if (this.#stopped) return;
    this.#options.report(error);
    if (this.#board.look().kind === "idle" || this.#crashes.length > MAX_CRASHES) this.#fail(error);
    else this.#restart().catch((again: Error) => this.#fail(again));
  }

  #fail(error: Error): void {
    this.#broken = error;
    for (const { fail } of this.#pending.values()) fail(error);
    this.#pending.clear();
    if (!this.#stopped) this.onFailure(error);
  }

  /** Asks the thread for something. `onAccepted` is called once a call is safely in the queue. */
  ask<K extends Job["kind"]>(job: Extract<Job, { kind: K }>, onAccepted: () => void = () => {}): Promise<Answers[K]> {
    if (this.#stopped) return Promise.reject(new Error("the network is stopping"));
    if (this.#broken) return Promise.reject(this.#broken);
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, fail) => {
      this.#pending.set(id, { job, accept: onAccepted, resolve: resolve as (answer: never) => void, fail });
      this.#worker?.postMessage({ id, job } satisfies ToThread);
    });
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      await this.#judge();
    } finally {
      this.#isLooking = false;
    }
  }

  // A message is measured by the processor time of its thread, so that a busy machine does not end an honest one.
  async #judge(): Promise<void> {
    const sight = this.#board.look();
    const cpu = await this.#cpuTime();
    const now = performance.now();
    if (sight.kind === "idle" || sight.count !== this.#seen.count) {
      this.#seen = { count: sight.count, since: now, cpu };
      return;
    }
    const { messageLimit } = this.#options;
    const isWithin = cpu - this.#seen.cpu < messageLimit && now - this.#seen.since < messageLimit * WALL_CLOCK;
    if (isWithin || this.#board.look().count !== sight.count || this.#stopped) return;
    this.#seen = { count: -1, since: now, cpu };
    await this.#restart();
  }

  // Milliseconds that the execution thread has computed.
  async #cpuTime(): Promise<number> {
    const usage = await this.#worker?.cpuUsage().catch(() => null);
    return usage ? (usage.user + usage.system) / 1000 : 0;
  }

  async #restart(): Promise<void> {
    const sight = this.#board.look();
    await this.#worker?.terminate();
    this.#board.end();
    if (sight.kind === "task") this.#heartbeats.add(hex(sight.canister));
    if (sight.kind === "request") this.#answerPoisoned(sight.id);
    await this.start(sight.kind === "message" ? sight.id : 0);
    for (const [id, { job }] of this.#pending) this.#worker?.postMessage({ id, job } satisfies ToThread);
  }

  #answerPoisoned(id: number): void {
    const job = this.#pending.get(id)?.job;
    const outcome = reject("IC0522", "The canister exceeded the limit for a single message execution");
    if (job?.kind === "call") this.#answer(id, { kind: "refused", outcome });
    else if (job?.kind === "query") this.#answer(id, { outcome, time: BigInt(Date.now()) * 1_000_000n });
    else this.#pending.get(id)?.fail(new Error("the request took too long"));
    this.#pending.delete(id);
  }

  /** Ends the thread, after the message that it is at. */
  async stop(): Promise<void> {
    if (this.#stopped) return;
    clearInterval(this.#watchdog);
    const stopped = this.ask({ kind: "stop" });
    this.#stopped = true;
    // A message that runs on and on is cut off: what was committed is safe already.
    const impatience = new Promise((resolve) => setTimeout(resolve, STOP_PATIENCE).unref());
    await Promise.race([stopped.catch(() => null), impatience]);
    await this.#worker?.terminate();
    this.#fail(new Error("the network was stopped"));
  }
}
