import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Identifies one run of one process: a process id alone is used again after a restart of the machine. */
export type ProcessIdentity = { pid: number; started: string };

/** Identity of a living process, or undefined when nobody (or a zombie) has the id. */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    if (process.platform === "linux") {
      const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
      // The command in parentheses may hold spaces and parentheses itself: the fields begin after the last one.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return undefined;
      const boot = fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      return { pid, started: `${boot}:${fields[19]}` };
    }
    const started = execFileSync("ps", ["-p", String(pid), "-o", "lstart="], { encoding: "utf8" }).trim();
    return started === "" ? undefined : { pid, started };
  } catch {
    return undefined;
  }
}

/** Whether exactly this run of the process still lives. */
export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** Waits until the process is gone; false when it still lives after `milliseconds`. */
export async function waitForEnd(identity: ProcessIdentity, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await sleep(25);
  }
  return true;
}

/** Sends a signal to the process group that `pid` leads, or to the process alone when it leads none. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, signal);
      return;
    } catch {
      // No such group or process: nothing is left to end.
    }
  }
}

/** Ends what a process that is gone has left of its group. */
export function sweepGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing was left.
  }
}

/** Ends a process and its group: SIGTERM, and SIGKILL when it has not ended after `grace` milliseconds. */
export async function endProcess(identity: ProcessIdentity, grace = 8_000): Promise<void> {
  if (!isAlive(identity)) return;
  signalGroup(identity.pid, "SIGTERM");
  if (await waitForEnd(identity, grace)) return sweepGroup(identity.pid);
  signalGroup(identity.pid, "SIGKILL");
  await waitForEnd(identity, 5_000);
}

/** Writes who runs under a name, so that a later start finds it when this process was killed. */
export function recordProcess(file: string, pid: number): void {
  const identity = identify(pid);
  if (identity === undefined) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(identity)}\n`);
}

/** Reads a record written by {@link recordProcess}; undefined when there is none or it is damaged. */
export function recordedProcess(file: string): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(fs.readFileSync(file, "utf8"));
    if (typeof value !== "object" || value === null) return undefined;
    const { pid, started } = value as Partial<ProcessIdentity>;
    return typeof pid === "number" && typeof started === "string" ? { pid, started } : undefined;
  } catch {
    return undefined;
  }
}
