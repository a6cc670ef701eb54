import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { secretFile, writeFileAtomically } from "../parts/state.mts";
import { type Account, canReach, postgresAccount } from "./account.mts";
import { sharedFolder } from "./binaries.mts";
import { stopServer } from "./server.mts";

/** Where a state folder's database cluster lies, and which account it belongs to. */
export type Place = { folder: string; account: Account };

/** Kept as `postgres.json` in the state folder, and as `state.json` beside a cluster that lies outside of it. */
type Note = { id: string; folder: string };

/**
 * Finds the place of the cluster: `postgres` in the state folder; or, when PostgreSQL's account cannot go there (root's
 * home is closed to it), a folder below {@link sharedFolder} named after the state folder. The choice is noted in
 * `postgres.json`.
 *
 * A state folder that was removed leaves its outside cluster behind: the identifiers differ then, and the old cluster,
 * whose passwords are gone, is put away. A state folder that was moved takes its cluster along. A copy of a state folder
 * whose cluster lies outside is refused, since two would share one database.
 */
export async function clusterPlace(stateFolder: string): Promise<Place> {
  const noteFile = path.join(stateFolder, "postgres.json");
  const account = postgresAccount();
  const inside = path.join(stateFolder, "postgres");
  const outside = outsideFolder(stateFolder);
  const note = readNote(noteFile);

  if (note === undefined) {
    const folder = canReach(account, stateFolder) ? inside : outside;
    const fresh: Note = { id: crypto.randomUUID(), folder: folder === inside ? "postgres" : outside };
    if (folder === outside) {
      if (!fs.existsSync(secretFile(stateFolder, "postgres-superuser"))) await putAway(outside);
      claim(outside, stateFolder, fresh.id);
    }
    writeFileAtomically(noteFile, `${JSON.stringify(fresh)}\n`);
    const place = clusterIn(folder, folder === outside);
    return { folder: place, account: ownerOf(place) ?? account };
  }
  if (note.folder === "postgres") return { folder: inside, account: ownerOf(inside) ?? account };
  if (note.folder !== outside) await move(note, outside, stateFolder, noteFile);
  claim(outside, stateFolder, note.id);
  return { folder: clusterIn(outside, true), account: ownerOf(clusterIn(outside, true)) ?? account };
}

/** The folder of an existing cluster, without making or changing anything; undefined when there is none. */
export function existingPlace(stateFolder: string): Place | undefined {
  const note = readNote(path.join(stateFolder, "postgres.json"));
  if (note === undefined || !isOurs(note, stateFolder)) return undefined;
  const folder = note.folder === "postgres" ? path.join(stateFolder, "postgres") : clusterIn(note.folder, true);
  if (!fs.existsSync(path.join(folder, "PG_VERSION"))) return undefined;
  return { folder, account: ownerOf(folder) ?? {} };
}

/** Forgets and removes the cluster of a state folder, wherever it lies. Its server must have been stopped. */
export function removePlace(stateFolder: string): void {
  const note = readNote(path.join(stateFolder, "postgres.json"));
  if (note !== undefined && note.folder !== "postgres" && isOurs(note, stateFolder)) removeCluster(note.folder);
  removeCluster(path.join(stateFolder, "postgres"));
  fs.rmSync(path.join(stateFolder, "postgres.json"), { force: true });
}

function outsideFolder(stateFolder: string): string {
  const key = crypto.createHash("sha256").update(fs.realpathSync(stateFolder)).digest("hex").slice(0, 16);
  return path.join(sharedFolder, "state", key);
}

function clusterIn(folder: string, isOutside: boolean): string {
  return isOutside ? path.join(folder, "postgres") : folder;
}

/** A cluster that nobody has the passwords of any more. Its server may still run. */
async function putAway(outside: string): Promise<void> {
  const folder = clusterIn(outside, true);
  const account = ownerOf(folder);
  if (account !== undefined) await stopServer({ folder, account });
  removeCluster(outside);
}

function removeCluster(folder: string): void {
  fs.rmSync(folder, { recursive: true, force: true });
}

/** Root's processes may pass through to the cluster and only they may write beside it. */
function claim(outside: string, stateFolder: string, id: string): void {
  fs.mkdirSync(outside, { recursive: true, mode: 0o755 });
  writeFileAtomically(
    path.join(outside, "state.json"),
    `${JSON.stringify({ id, folder: fs.realpathSync(stateFolder) })}\n`,
  );
}

async function move(note: Note, outside: string, stateFolder: string, noteFile: string): Promise<void> {
  if (!isOurs(note, stateFolder)) {
    throw new Error(
      `${stateFolder} is a copy of another state folder, and the database lies outside of both, in ${note.folder}. Begin anew with --fresh, or use the original.`,
    );
  }
  await putAway(outside);
  if (fs.existsSync(note.folder)) fs.renameSync(note.folder, outside);
  writeFileAtomically(noteFile, `${JSON.stringify({ id: note.id, folder: outside })}\n`);
}

/** Whether the noted cluster belongs to this state folder, and not to one that this is a copy of. */
function isOurs(note: Note, stateFolder: string): boolean {
  if (note.folder === "postgres") return true;
  const claimed = readNote(path.join(note.folder, "state.json"));
  if (claimed === undefined) return true;
  const isHere = claimed.folder === fs.realpathSync(stateFolder);
  return claimed.id === note.id && (isHere || !fs.existsSync(claimed.folder));
}

/** As root, an existing cluster goes on running as the account that made it. */
function ownerOf(folder: string): Account | undefined {
  if (process.getuid?.() !== 0) return {};
  const stat = fs.statSync(folder, { throwIfNoEntry: false });
  return stat === undefined || stat.uid === 0 ? undefined : { uid: stat.uid, gid: stat.gid };
}

function readNote(file: string): Note | undefined {
  try {
    const { id, folder } = JSON.parse(fs.readFileSync(file, "utf8")) as Partial<Note>;
    return typeof id === "string" && typeof folder === "string" ? { id, folder } : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
