import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "../keys.ts";

/** Writes a file of mode 0600 so that it is there whole or not at all. */
function writePrivately(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.new`, content, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

/** The 32 secret bytes that every identity of a provider is derived from, in its state folder; made on first use. */
export function seedIn(stateDir: string): Uint8Array {
  const path = join(privateFolder(stateDir), "seed");
  if (!existsSync(path)) writePrivately(path, randomBytes(32));
  return readFileSync(path);
}
