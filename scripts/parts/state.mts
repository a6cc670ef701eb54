import crypto from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "./root.mts";

/** The state folder: STATE_DIR, or `.data` in the checkout. Absolute. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(root, env.STATE_DIR || ".data");
}

/**
 * Makes the state folder. Nobody else can list it; when root owns it, others may pass through, since PostgreSQL runs
 * as a user of its own there. What is private inside has its own mode.
 */
export function makeStateFolder(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.chmodSync(folder, process.getuid?.() === 0 ? 0o711 : 0o700);
}

const mark = "sanad-state";

/** Makes the folder ours, or says why not: a folder that holds something else must not be written to, nor emptied. */
export function claimStateFolder(folder: string): void {
  const names = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  if (names.length > 0 && !names.includes(mark)) {
    throw new Error(`${folder} is not empty and no state folder of this portal: set STATE_DIR to another one.`);
  }
  const owner = fs.statSync(folder, { throwIfNoEntry: false })?.uid;
  if (owner !== undefined && process.getuid !== undefined && process.getuid() !== 0 && owner !== process.getuid()) {
    throw new Error(
      `${folder} belongs to another user (${owner}): run as that user, or set STATE_DIR to another folder.`,
    );
  }
  makeStateFolder(folder);
  fs.writeFileSync(path.join(folder, mark), "What npm run up keeps. npm run up -- --fresh begins anew.\n");
}

/** Removes everything in a claimed state folder but its mark and what is named. */
export function emptyStateFolder(folder: string, except: readonly string[]): void {
  if (!fs.existsSync(path.join(folder, mark))) throw new Error(`${folder} is no state folder.`);
  for (const name of fs.readdirSync(folder)) {
    if (name !== mark && !except.includes(name)) fs.rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/** A state folder for one run of tests, below the system's temporary folder. */
export function makeThrowawayFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sanad-"));
  makeStateFolder(folder);
  return folder;
}

/** The file of a secret of this state folder. */
export function secretFile(folder: string, name: string): string {
  return path.join(folder, "secrets", name);
}

/** A file that is there completely or not at all, even when the process is killed while it writes. */
export function writeFileAtomically(file: string, content: string | Uint8Array, mode = 0o644): void {
  const temporary = `${file}.${crypto.randomUUID()}`;
  const handle = fs.openSync(temporary, "wx", mode);
  try {
    fs.writeFileSync(handle, content);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  fs.renameSync(temporary, file);
}

/** Reads a secret of the state folder, making it (mode 0600) when it is not there yet. */
export function secret(folder: string, name: string, make: () => string): string {
  const file = secretFile(folder, name);
  try {
    return fs.readFileSync(file, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const value = make();
  writeFileAtomically(file, `${value}\n`, 0o600);
  return value;
}

/** 256 random bits that can stand in a URL. */
export function randomToken(): string {
  return crypto.randomBytes(32).toString("base64url");
}
