/** Dirty memory is found, kept and written to disk in pages of this many bytes. */
const PAGE = 4096;
/** What WebAssembly calls a page, in bytes. */
export const WASM_PAGE = 65536;

/** Some whole pages that changed, and where they belong. */
export interface PageRun {
  /** Offset in bytes, a multiple of PAGE. */
  at: number;
  bytes: Uint8Array;
}

/** A growable run of bytes, zero where nothing was written. */
export class Image {
  #buffer: Buffer = Buffer.alloc(0);
  length = 0;

  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.length);
  }

  /** Grows with zeroes, or shrinks. */
  resize(length: number): void {
    if (length > this.#buffer.length) {
      const grown = Buffer.alloc(Math.max(length, Math.min(this.#buffer.length * 2, this.#buffer.length + 2 ** 26)));
      this.bytes.copy(grown);
      this.#buffer = grown;
    } else if (length < this.length) this.#buffer.fill(0, length, this.length);
    this.length = length;
  }

  write(at: number, bytes: Uint8Array): void {
    this.#buffer.set(bytes, at);
  }
}

/** The pages in which a memory differs from what was kept of it, as far as that goes, as runs of offsets [from, to). */
export function differences(live: Buffer, kept: Buffer): [number, number][] {
  const runs: [number, number][] = [];
  for (let block = 0; block < kept.length; block += WASM_PAGE) {
    const blockEnd = block + WASM_PAGE;
    if (live.compare(kept, block, blockEnd, block, blockEnd) === 0) continue;
    for (let page = block; page < blockEnd; page += PAGE) {
      if (live.compare(kept, page, page + PAGE, page, page + PAGE) === 0) continue;
      const last = runs.at(-1);
      if (last?.[1] === page) last[1] = page + PAGE;
      else runs.push([page, page + PAGE]);
    }
  }
  return runs;
}

/** Stable memory: committed pages, and an overlay of what the running message wrote. */
export class StableMemory {
  readonly committed: Image;
  #overlay = new Map<number, Buffer>();
  #pages: number;

  constructor(committed = new Image()) {
    this.committed = committed;
    this.#pages = committed.length / WASM_PAGE;
  }

  /** Size in Wasm pages of 64 KiB, with what the running message added. */
  get pages(): number {
    return this.#pages;
  }

  /** Whether the running message has grown it. */
  get hasGrown(): boolean {
    return this.#pages * WASM_PAGE !== this.committed.length;
  }

  grow(pages: number): void {
    this.#pages += pages;
  }

  #page(index: number): Buffer {
    let page = this.#overlay.get(index);
    if (!page) {
      page = Buffer.alloc(PAGE);
      const at = index * PAGE;
      if (at < this.committed.length) this.committed.bytes.copy(page, 0, at, at + PAGE);
      this.#overlay.set(index, page);
    }
    return page;
  }

  write(at: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const within = (at + done) % PAGE;
      const part = bytes.subarray(done, done + PAGE - within);
      this.#page(Math.floor((at + done) / PAGE)).set(part, within);
      done += part.length;
    }
  }

  /** Copies into `into` what stands from `at` on. */
  read(at: number, into: Uint8Array): void {
    const committed = this.committed.bytes;
    const known = Math.max(0, Math.min(into.length, committed.length - at));
    into.set(committed.subarray(at, at + known));
    into.fill(0, known);
    if (this.#overlay.size === 0) return;
    const first = Math.floor(at / PAGE);
    const last = Math.floor((at + into.length - 1) / PAGE);
    for (let index = first; index <= last; index += 1) {
      const page = this.#overlay.get(index);
      if (!page) continue;
      const from = Math.max(at, index * PAGE);
      const to = Math.min(at + into.length, (index + 1) * PAGE);
      into.set(page.subarray(from - index * PAGE, to - index * PAGE), from - at);
    }
  }

  discard(): void {
    this.#overlay.clear();
    this.#pages = this.committed.length / WASM_PAGE;
  }

  /** Takes the overlay out, for resume() to put back. */
  suspend(): { pages: number; overlay: Map<number, Buffer> } {
    const suspended = { pages: this.#pages, overlay: this.#overlay };
    this.#overlay = new Map();
    this.discard();
    return suspended;
  }

  resume({ pages, overlay }: { pages: number; overlay: Map<number, Buffer> }): void {
    this.#overlay = new Map([...overlay].map(([index, page]) => [index, Buffer.from(page)]));
    this.#pages = pages;
  }

  /** Makes the overlay permanent and tells which pages changed. */
  commit(): PageRun[] {
    this.committed.resize(this.#pages * WASM_PAGE);
    const runs: PageRun[] = [];
    for (const [index, page] of this.#overlay) {
      const at = index * PAGE;
      if (this.committed.bytes.compare(page, 0, PAGE, at, at + PAGE) === 0) continue;
      this.committed.write(at, page);
      runs.push({ at, bytes: page });
    }
    this.#overlay.clear();
    return runs;
  }
}
