import { execFile } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { postgresBinaries } from "./binaries.mts";
import type { Place } from "./place.mts";

const execute = promisify(execFile);

/** Fast: for tests. The cluster survives a kill of the server, but no crash of the machine. */
export type ServerOptions = { port: number; fast: boolean };

/** Makes the cluster's files, all or nothing: an initdb that was cut off leaves no half cluster behind. */
export async function initialise({ folder, account }: Place, superuser: string, password: string, fast: boolean) {
  const partial = `${folder}.new`;
  fs.rmSync(partial, { recursive: true, force: true });
  fs.mkdirSync(partial, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(os.tmpdir(), `sanad-${crypto.randomUUID()}`);
  fs.writeFileSync(passwordFile, password, { mode: 0o600, flag: "wx" });
  if (account.uid !== undefined && account.gid !== undefined) {
    fs.chownSync(partial, account.uid, account.gid);
    fs.chownSync(passwordFile, account.uid, account.gid);
  }
  try {
    // The builtin provider sorts and folds the same on every machine, whatever locales it has installed.
    await run({ folder: partial, account }, "initdb", [
      ...["-D", partial, "-U", superuser, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"],
      ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", ...(fast ? ["--no-sync"] : [])],
    ]);
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  fs.renameSync(partial, folder);
}

/** Starts the server and waits until it takes connections. It goes on without us, and is found again by the next start. */
export async function startServer(place: Place, { port, fast }: ServerOptions): Promise<void> {
  const log = path.join(place.folder, "server.log");
  if ((fs.statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 10_000_000) fs.truncateSync(log);
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    log_timezone: "UTC",
    // The detail of a failed constraint holds the row's values, which do not belong in a log.
    log_error_verbosity: "terse",
    log_min_error_statement: "panic",
    // Commits still wait until the operating system has them, so that a killed server loses nothing.
    ...(fast ? { fsync: "off", full_page_writes: "off", max_wal_size: "256MB" } : {}),
  };
  const options = Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value === "" ? "''" : value}`)
    .join(" ");
  await run(place, "pg_ctl", ["-D", place.folder, "-w", "-t", "120", "-l", log, "-o", options, "start"]).catch(
    (error: unknown) => {
      throw new Error(`PostgreSQL did not start: ${message(error)}\n${tail(log)}`);
    },
  );
}

/** Stops the server when it runs. Fast: open transactions are rolled back, everything committed is written. */
export async function stopServer(place: Place): Promise<void> {
  if (runningPort(place) === undefined) return;
  await run(place, "pg_ctl", ["-D", place.folder, "-m", "fast", "-w", "-t", "60", "stop"]);
}

/** The port our own server listens on, or undefined when it does not run. A start or crash recovery under way counts as running. */
export function runningPort({ folder }: Place): number | undefined {
  const [pid, , , port] = postmaster(folder);
  return pid !== undefined && isOurs(Number(pid), folder) ? Number(port) : undefined;
}

/**
 * Makes the way free for a start: a postmaster.pid whose process id belongs to somebody else by now would make the
 * server refuse to start. It goes only when no process of the cluster is left, since it also guards the shared memory.
 */
export async function clearStaleLock({ folder }: Place): Promise<void> {
  if (!fs.existsSync(path.join(folder, "postmaster.pid"))) return;
  for (let attempt = 0; attempt < 100; attempt++) {
    if (processesIn(folder).length === 0) {
      fs.rmSync(path.join(folder, "postmaster.pid"), { force: true });
      return;
    }
    await sleep(100);
  }
  throw new Error(
    `Processes of a database server that was killed still run in ${folder}: ${processesIn(folder)}. End them.`,
  );
}

function postmaster(folder: string): string[] {
  try {
    return fs.readFileSync(path.join(folder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

/** Every process of a cluster works in the cluster's folder. */
function isOurs(pid: number, folder: string): boolean {
  if (process.platform === "linux") return workingFolder(pid) === realpath(folder);
  try {
    process.kill(pid, 0);
    return realpath(postmaster(folder)[1] ?? "") === realpath(folder);
  } catch {
    return false;
  }
}

function processesIn(folder: string): number[] {
  if (process.platform !== "linux") return [];
  const real = realpath(folder);
  return fs
    .readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && workingFolder(pid) === real);
}

function workingFolder(pid: number): string | undefined {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function realpath(file: string): string | undefined {
  try {
    return fs.realpathSync(file);
  } catch {
    return undefined;
  }
}

async function run({ account }: Place, program: string, args: string[]): Promise<void> {
  const file = path.join(postgresBinaries(account), "bin", program);
  // The server's streams go to its log: a pipe of ours that it kept open would never end.
  await execute(file, args, { ...account, cwd: "/", env: { ...process.env, LC_ALL: "C", TZ: "UTC" } });
}

function message(error: unknown): string {
  const { stderr, message: text } = error as { stderr?: string; message: string };
  return stderr?.trim() || text;
}

function tail(file: string): string {
  try {
    return fs.readFileSync(file, "utf8").split("\n").slice(-15).join("\n");
  } catch {
    return "";
  }
}
