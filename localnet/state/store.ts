import { deserialize, serialize } from "node:v8";
import { Image } from "../canister/memory.ts";
import { type Change, Journal } from "./journal.ts";

const DUMP_RECORD = 4 * 1024 * 1024;
const MIN_GROWTH = 64 * 1024 * 1024;

/**
 * Named cells and images in memory, and their journal on disk. Changes are gathered with put, remove, resize and note, and
 * become one atomic record with commit().
 */
export class Store {
  readonly #journal: Journal;
  readonly #cells = new Map<string, Uint8Array>();
  readonly #images = new Map<string, Image>();
  #gathered: Change[] = [];
  #unsettled = false;

  /** Opens the state in a folder, or begins one. With `fast` nothing of it would survive a power cut. */
  constructor(dir: string, fast = false) {
    this.#journal = new Journal(dir, fast);
    this.#journal.open((change) => {
      if (change.kind === "cell") this.#cells.set(change.name, change.value);
      else if (change.kind === "gone") {
        this.#cells.delete(change.name);
        this.#images.delete(change.name);
      } else if (change.kind === "size") this.image(change.name).resize(change.length);
      else this.image(change.name).write(change.at, change.bytes);
    });
  }

  /** Every cell whose name begins with a prefix, in order of the names, with the rest of the name. */
  *cells<T>(prefix: string): Generator<[string, T]> {
    const names = [...this.#cells.keys()].filter((name) => name.startsWith(prefix)).sort();
    for (const name of names) yield [name.slice(prefix.length), deserialize(this.#cells.get(name) ?? new Uint8Array())];
  }

  get<T>(name: string): T | undefined {
    const bytes = this.#cells.get(name);
    return bytes && deserialize(bytes);
  }

  put(name: string, value: unknown): void {
    const bytes = serialize(value);
    this.#cells.set(name, bytes);
    this.#gathered.push({ kind: "cell", name, value: bytes });
  }

  /** Removes a cell or an image. */
  remove(name: string): void {
    const known = this.#cells.delete(name);
    if (this.#images.delete(name) || known) this.#gathered.push({ kind: "gone", name });
  }

  /** The image of a name. Who writes to it must note() what was written. */
  image(name: string): Image {
    let image = this.#images.get(name);
    if (!image) {
      image = new Image();
      this.#images.set(name, image);
    }
    return image;
  }

  /** Takes an image under a name, as a whole. */
  adopt(name: string, image: Image): void {
    this.remove(name);
    this.#images.set(name, image);
    this.#gathered.push(...imageChanges(name, image));
  }

  /** Records what a holder of an image has already done to it. */
  note(name: string, length: number, runs: { at: number; bytes: Uint8Array }[]): void {
    this.#gathered.push({ kind: "size", name, length });
    for (const { at, bytes } of runs) this.#gathered.push({ kind: "bytes", name, at, bytes });
  }

  /** Whether anything was gathered since the last commit. */
  get hasChanges(): boolean {
    return this.#gathered.length > 0;
  }

  /** Writes everything gathered since the last commit as one record. It survives the process from then on. */
  commit(): void {
    if (!this.hasChanges) return;
    const changes = this.#gathered;
    this.#gathered = [];
    this.#journal.commit(changes);
    this.#unsettled = true;
  }

  /** Waits until every commit survives a power cut too, and begins a new journal when the current one has grown to several times the state. */
  settle(): void {
    if (!this.#unsettled) return;
    this.#unsettled = false;
    const { size, baseSize } = this.#journal;
    if (size - baseSize > Math.max(MIN_GROWTH, baseSize)) this.#journal.rewrite(this.#everything());
    else this.#journal.sync();
  }

  *#everything(): Generator<Change[]> {
    let record: Change[] = [];
    let bytes = 0;
    const changes = function* (store: Store): Generator<Change> {
      for (const [name, value] of store.#cells) yield { kind: "cell", name, value };
      for (const [name, image] of store.#images) yield* imageChanges(name, image);
    };
    for (const change of changes(this)) {
      record.push(change);
      bytes += change.kind === "cell" ? change.value.length : change.kind === "bytes" ? change.bytes.length : 0;
      if (bytes < DUMP_RECORD) continue;
      yield record;
      record = [];
      bytes = 0;
    }
    yield record;
  }

  close(): void {
    this.#journal.sync();
    this.#journal.close();
  }
}

function* imageChanges(name: string, image: Image): Generator<Change> {
  yield { kind: "size", name, length: image.length };
  const bytes = image.bytes;
  const step = 1024 * 1024;
  const zero = Buffer.alloc(step);
  for (let at = 0; at < bytes.length; at += step) {
    const part = bytes.subarray(at, at + step);
    if (part.compare(zero, 0, part.length) !== 0) yield { kind: "bytes", name, at, bytes: part };
  }
}
