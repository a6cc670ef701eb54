import fs from "node:fs";
import path from "node:path";
import { endProcess, identify, isAlive, recordedProcess } from "./processes.mts";

/** Somebody else holds what we need. */
export class Locked extends Error {
  readonly pid: number;
  constructor(what: string, pid: number) {
    super(`${what} is in use by process ${pid}.`);
    this.pid = pid;
  }
}

/**
 * Takes a lock file for this process; the returned function gives it back. A lock whose process is gone (killed, or the
 * machine restarted) is taken over. Throws {@link Locked} when its process lives.
 */
export function takeLock(file: string, what: string): () => void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const own = identify(process.pid);
  // Written aside and linked into place, so that nobody ever reads half a lock.
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify(own));
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        fs.linkSync(draft, file);
        return () => fs.rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt === 5) throw error;
      }
      const holder = recordedProcess(file);
      if (holder !== undefined && isAlive(holder)) throw new Locked(what, holder.pid);
      setAside(file, draft);
    }
  } finally {
    fs.rmSync(draft, { force: true });
  }
}

/** Removes a dead lock, and puts it back if it was another's fresh one by the time we had it. */
function setAside(file: string, draft: string): void {
  const aside = `${draft}.stale`;
  try {
    fs.renameSync(file, aside);
  } catch {
    return;
  }
  const holder = recordedProcess(aside);
  if (holder !== undefined && isAlive(holder)) fs.linkSync(aside, file);
  fs.rmSync(aside);
}

/** Ends the processes that a killed start left behind, by their records in `run`; their names. */
export async function endOrphans(stateFolder: string): Promise<string[]> {
  const folder = path.join(stateFolder, "run");
  const ended: string[] = [];
  for (const file of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
    if (file === "up.json" || !file.endsWith(".json")) continue;
    const identity = recordedProcess(path.join(folder, file));
    if (identity !== undefined && isAlive(identity)) {
      await endProcess(identity);
      ended.push(`${path.basename(file, ".json").replaceAll("-", " ")} (process ${identity.pid})`);
    }
    fs.rmSync(path.join(folder, file), { force: true });
  }
  return ended;
}
