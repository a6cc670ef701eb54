import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { followedDescriptor, launcherVariable } from "./follow-parent.mts";
import { endProcess, identify, recordProcess, signalGroup, sweepGroup } from "./processes.mts";
import { root } from "./root.mts";

export type PartOptions = {
  /** As it is told to people: "worker", "local network". */
  name: string;
  /** Arguments for Node: a script and what it takes. */
  command: string[];
  env: NodeJS.ProcessEnv;
  stateFolder: string;
  cwd?: string;
  /** Asked every 100 ms until it says yes. */
  isReady?: () => Promise<boolean>;
  /** Milliseconds until a start that is not ready counts as failed. */
  patience?: number;
};

/** One process of the stack: starts in a group of its own, writes to its own log, ends with us. */
export class Part {
  readonly name: string;
  readonly logFile: string;
  readonly #options: PartOptions;
  readonly #record: string;
  #child: ChildProcess | undefined;
  #isExpectedToEnd = false;
  #onUnexpectedEnd: (reason: string) => void = () => {};

  constructor(options: PartOptions) {
    const file = options.name.replaceAll(" ", "-");
    this.name = options.name;
    this.logFile = path.join(options.stateFolder, "logs", `${file}.log`);
    this.#record = path.join(options.stateFolder, "run", `${file}.json`);
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Called with a sentence when the process ends and nobody asked it to. */
  onUnexpectedEnd(listener: (reason: string) => void): void {
    this.#onUnexpectedEnd = listener;
  }

  /** Starts the process and waits until it is ready; `extra` is for this start alone. Throws with the end of its log when it is not. */
  async start(extra: Record<string, string> = {}): Promise<void> {
    const { command, env, cwd = root, isReady, patience = 60_000 } = this.#options;
    fs.mkdirSync(path.dirname(this.logFile), { recursive: true, mode: 0o700 });
    const log = fs.openSync(this.logFile, "w", 0o600);
    const follow = path.join(import.meta.dirname, "follow-parent.mts");
    const child = spawn(process.execPath, ["--import", follow, ...command], {
      cwd,
      env: { ...env, ...extra, [launcherVariable]: String(process.pid) },
      detached: true,
      stdio: ["ignore", log, log, ...Array<"ignore">(followedDescriptor - 3), "pipe"],
    });
    fs.closeSync(log);
    this.#child = child;
    this.#isExpectedToEnd = false;
    let end: string | undefined;
    child.once("error", (error) => {
      end = error.message;
    });
    child.once("exit", (code, signal) => {
      end = signal === null ? `exit code ${code}` : signal;
      fs.rmSync(this.#record, { force: true });
      if (child.pid !== undefined) sweepGroup(child.pid);
      if (!this.#isExpectedToEnd) this.#onUnexpectedEnd(`The ${this.name} ended (${end}).\n${this.logTail()}`);
    });
    if (child.pid !== undefined) recordProcess(this.#record, child.pid);

    const deadline = Date.now() + patience;
    while (isReady !== undefined && !(await isReady().catch(() => false))) {
      if (end !== undefined) throw new Error(`The ${this.name} did not start (${end}).\n${this.logTail()}`);
      if (this.#isExpectedToEnd) throw new Error(`The ${this.name} was ended while it started.`);
      if (Date.now() > deadline)
        throw new Error(`The ${this.name} is not ready after ${patience / 1000} s.\n${this.logTail()}`);
      await sleep(100);
    }
  }

  /** Asks the process to end, and insists after `grace` milliseconds. */
  async stop(grace = 15_000): Promise<void> {
    this.#isExpectedToEnd = true;
    const pid = this.#child?.pid;
    const identity = pid === undefined ? undefined : identify(pid);
    if (identity !== undefined) await endProcess(identity, grace);
    fs.rmSync(this.#record, { force: true });
  }

  /** Ends the process without warning, for drills. */
  async kill(): Promise<void> {
    this.#isExpectedToEnd = true;
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    signalGroup(child.pid, "SIGKILL");
    await ended;
  }

  /** Ends the process group at once, without waiting: for the last moment of the launcher. */
  killNow(): void {
    this.#isExpectedToEnd = true;
    const child = this.#child;
    if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null)
      signalGroup(child.pid, "SIGKILL");
  }

  /** The last lines of the process's log. */
  logTail(lines = 20): string {
    try {
      const text = fs.readFileSync(this.logFile, "utf8").trimEnd();
      return `${text.split("\n").slice(-lines).join("\n")}\n(${this.logFile})`;
    } catch {
      return `(${this.logFile})`;
    }
  }
}
