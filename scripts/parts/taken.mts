import fs from "node:fs";
import { isPortFree } from "./ports.mts";

export type NeededPort = { variable: string; purpose: string; port: number };

/** One sentence for each port that somebody else listens on, with what to do about it. */
export async function takenPorts(needed: readonly NeededPort[]): Promise<string[]> {
  const sentences: string[] = [];
  for (const { variable, purpose, port } of needed) {
    if (await isPortFree(port)) continue;
    const holder = listener(port);
    const by = holder === undefined ? "another process" : `process ${holder.pid} (${holder.command})`;
    sentences.push(`Port ${port}, for the ${purpose}, is taken by ${by}. End it, or set ${variable} to a free port.`);
  }
  return sentences;
}

/** Who listens on a TCP port, as far as Linux lets us see. */
function listener(port: number): { pid: number; command: string } | undefined {
  const sockets = new Set(["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) => listeningSockets(table, port)));
  if (sockets.size === 0) return undefined;
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const holds = fs
        .readdirSync(`/proc/${name}/fd`)
        .some((descriptor) => sockets.has(fs.readlinkSync(`/proc/${name}/fd/${descriptor}`)));
      if (holds) return { pid: Number(name), command: fs.readFileSync(`/proc/${name}/comm`, "utf8").trim() };
    } catch {
      // Another user's process, or one that ended meanwhile.
    }
  }
  return undefined;
}

/** `socket:[inode]` of the listening sockets on a port (proc(5): state 0A is LISTEN, the inode is the tenth column). */
function listeningSockets(table: string, port: number): string[] {
  if (!fs.existsSync(table)) return [];
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return fs
    .readFileSync(table, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, , state]) => local?.endsWith(suffix) && state === "0A")
    .map((columns) => `socket:[${columns[9]}]`);
}
