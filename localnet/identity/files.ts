import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** Writes a file of mode 0600 so that it is there whole or not at all. */
function writePrivately(path: string, content: string | Uint8Array): void {
  writeFileSync(`${path}.new`, content, { mode: 0o600, flush: true });
  renameSync(`${path}.new`, path);
}

/** The 32 secret bytes in a file, made on first use. */
export function secretIn(path: string): Uint8Array {
  if (!existsSync(path)) writePrivately(path, randomBytes(32));
  return readFileSync(path);
}
