/** One process at a time writes into a mirror. */
import { mkdir, readFile, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { VerifyError } from "../errors.ts";

/**
 * Does a piece of work while nobody else is at work in the folder. Throws `folder-busy` where another process is; a lock whose
 * process is gone counts for nothing.
 */
export async function alone<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = path.join(folder, "lock");
  await mkdir(folder, { recursive: true });
  await take(lock).catch(async () => {
    const holder = Number(await readFile(lock, "utf8").catch(() => ""));
    if (isAlive(holder)) throw new VerifyError("folder-busy", `process ${holder} is at work in ${folder}`);
    await unlink(lock).catch(() => {});
    await take(lock);
  });
  try {
    return await work();
  } finally {
    await unlink(lock);
  }
}

function take(lock: string): Promise<void> {
  return writeFile(lock, String(process.pid), { flag: "wx" });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is there, though it is not ours to ask.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
