import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writevSync,
} from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";

/** One change of the stored state. A cell is a small value under a name; an image is a large run of bytes under a name. */
export type Change =
  | { kind: "cell"; name: string; value: Uint8Array }
  | { kind: "gone"; name: string }
  | { kind: "size"; name: string; length: number }
  | { kind: "bytes"; name: string; at: number; bytes: Uint8Array };

const KINDS = ["cell", "gone", "size", "bytes"] as const;
const MAGIC = Buffer.from("localnet journal 1\n");
const NAME = /^journal-(\d{8})$/;
const MAX_WRITE = 512;

function encode(change: Change): Uint8Array[] {
  const name = Buffer.from(change.name, "utf8");
  const number = change.kind === "size" ? change.length : change.kind === "bytes" ? change.at : 0;
  const body = change.kind === "cell" ? change.value : change.kind === "bytes" ? change.bytes : new Uint8Array();
  const head = Buffer.alloc(15);
  head.writeUInt8(KINDS.indexOf(change.kind), 0);
  head.writeUInt16LE(name.length, 1);
  head.writeBigUInt64LE(BigInt(number), 3);
  head.writeUInt32LE(body.length, 11);
  return [head, name, body];
}

function* decode(payload: Buffer): Generator<Change> {
  for (let at = 0; at < payload.length; ) {
    const kind = KINDS[payload.readUInt8(at)];
    const nameEnd = at + 15 + payload.readUInt16LE(at + 1);
    const number = Number(payload.readBigUInt64LE(at + 3));
    const end = nameEnd + payload.readUInt32LE(at + 11);
    const name = payload.toString("utf8", at + 15, nameEnd);
    const body = payload.subarray(nameEnd, end);
    if (kind === "cell") yield { kind, name, value: Buffer.from(body) };
    else if (kind === "gone") yield { kind, name };
    else if (kind === "size") yield { kind, name, length: number };
    else if (kind === "bytes") yield { kind, name, at: number, bytes: body };
    at = end;
  }
}

/**
 * The state on disk: one file that begins with the whole state and goes on with one checksummed record for every commit.
 * A record that a `kill -9` or a power cut tore is dropped when the file is read. When the file has grown enough, a new one
 * is begun under another name and only then the old one removed, so there is a complete file at every instant.
 *
 * Results are stored, not inputs: reading them back needs no repetition of what canisters did, so it is fast, and a newer
 * version of this package reads what an older one wrote.
 */
export class Journal {
  readonly #dir: string;
  readonly #fast: boolean;
  #fd = -1;
  #number = 0;
  /** Bytes in the current file, and how many of them were its first, whole state. */
  size = 0;
  baseSize = 0;

  /** @param fast nothing waits for the disk: a commit survives the process, and not a power cut. */
  constructor(dir: string, fast = false) {
    this.#dir = dir;
    this.#fast = fast;
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  }

  #path(number: number): string {
    return join(this.#dir, `journal-${String(number).padStart(8, "0")}`);
  }

  /** Reads the state into `apply`, and opens the file for more. */
  open(apply: (change: Change) => void): void {
    const files = readdirSync(this.#dir);
    for (const left of files.filter((file) => file.endsWith(".new"))) rmSync(join(this.#dir, left));
    const numbers = files.flatMap((file) => NAME.exec(file)?.[1] ?? []).map(Number);
    this.#number = Math.max(0, ...numbers);
    for (const old of numbers) if (old !== this.#number) rmSync(this.#path(old));
    const path = this.#path(this.#number);
    if (!existsSync(path)) {
      this.#number += 1;
      this.rewrite([]);
      return;
    }
    this.size = this.#read(readFileSync(path), apply);
    this.#fd = openSync(path, "r+");
    ftruncateSync(this.#fd, this.size);
    closeSync(this.#fd);
    this.#fd = openSync(path, "a");
    this.baseSize = this.size;
  }

  // How far the file can be trusted.
  #read(file: Buffer, apply: (change: Change) => void): number {
    if (file.compare(MAGIC, 0, MAGIC.length, 0, MAGIC.length) !== 0)
      throw new Error(`the state in ${this.#dir} was not written by this program`);
    let at = MAGIC.length;
    while (at + 8 <= file.length) {
      const end = at + 8 + file.readUInt32LE(at);
      if (end > file.length) break;
      const payload = file.subarray(at + 8, end);
      if (crc32(payload) !== file.readUInt32LE(at + 4)) break;
      for (const change of decode(payload)) apply(change);
      at = end;
    }
    return at;
  }

  #write(fd: number, parts: Uint8Array[]): void {
    for (let from = 0; from < parts.length; from += MAX_WRITE) {
      let batch = parts.slice(from, from + MAX_WRITE).filter((part) => part.length > 0);
      while (batch.length > 0) {
        let written = writevSync(fd, batch);
        this.size += written;
        const rest: Uint8Array[] = [];
        for (const part of batch) {
          if (written < part.length) rest.push(part.subarray(written));
          written = Math.max(0, written - part.length);
        }
        batch = rest;
      }
    }
  }

  #record(fd: number, changes: Change[]): void {
    const parts = changes.flatMap(encode);
    const head = Buffer.alloc(8);
    head.writeUInt32LE(parts.reduce((sum, part) => sum + part.length, 0));
    head.writeUInt32LE(
      parts.reduce((sum, part) => crc32(part, sum), 0),
      4,
    );
    this.#write(fd, [head, ...parts]);
  }

  /** Appends one record: after a crash either all of its changes are there or none. Survives the process, not yet the power. */
  commit(changes: Change[]): void {
    if (changes.length > 0) this.#record(this.#fd, changes);
  }

  /** Waits until every commit so far survives a power cut too. */
  sync(): void {
    if (!this.#fast) fdatasyncSync(this.#fd);
  }

  /** Begins a new file with the whole state, given in records of a size of the caller's choice, and drops the old one. */
  rewrite(state: Iterable<Change[]>): void {
    const next = this.#number + (this.#fd < 0 ? 0 : 1);
    const path = this.#path(next);
    const fd = openSync(`${path}.new`, "ax", 0o600);
    this.size = 0;
    this.#write(fd, [MAGIC]);
    for (const changes of state) this.#record(fd, changes);
    if (!this.#fast) fsyncSync(fd);
    renameSync(`${path}.new`, path);
    this.#syncDirectory();
    if (this.#fd >= 0) {
      closeSync(this.#fd);
      rmSync(this.#path(this.#number));
    }
    this.#fd = fd;
    this.#number = next;
    this.baseSize = this.size;
  }

  #syncDirectory(): void {
    if (this.#fast) return;
    const dir = openSync(this.#dir, "r");
    fsyncSync(dir);
    closeSync(dir);
  }

  close(): void {
    if (this.#fd >= 0) closeSync(this.#fd);
    this.#fd = -1;
  }
}
