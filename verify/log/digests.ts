/** The digests of files, as the log says that they were noted. */
import { type Digest, encodeDigest } from "../digest.ts";
import { digestLabel } from "../labels.ts";
import type { Act } from "./act.ts";
import { Days, dayNamed, dayOf } from "./days.ts";
import { type Leaf, trieRoot } from "./trie.ts";

/** The most on a day. */
const MOST_A_DAY = 64;
/** By how much the clock of whoever makes a day's files may be ahead, in nanoseconds. */
const CLOCKS_DIFFER = 300_000_000_000n;

export class Digests {
  readonly #days = new Days(MOST_A_DAY);
  readonly #noted = new Map<string, Digest>();
  readonly #breach: (what: string) => void;

  /** Told of each rule that a block breaks. */
  constructor(breach: (what: string) => void) {
    this.#breach = breach;
  }

  get size(): number {
    return this.#noted.size;
  }

  /** Each of them, in the order in which they were noted. */
  values(): Digest[] {
    return [...this.#noted.values()];
  }

  /** A name has one digest, for good, and not before its day. */
  note(act: Act, block: number): void {
    const name = act.text("name");
    const day = dayNamed(name);
    if (day === null) this.#breach(`${name} names no day`);
    else if (day > dayOf(act.at + CLOCKS_DIFFER)) this.#breach(`${name} comes before its day`);
    if (!this.#days.hasRoom(act.at)) this.#breach(`more than ${MOST_A_DAY} digests of files on one day`);
    if (this.#noted.has(name)) this.#breach(`${name} has a digest already`);
    const hash = act.bytes("hash", 32);
    this.#noted.set(name, { name, hash, size: act.unsigned("size"), at: act.at, block: BigInt(block) });
  }

  /** The root under which the registry must certify all of them. */
  root(): Uint8Array {
    return trieRoot(this.values().map((digest): Leaf => [digestLabel(digest.name), encodeDigest(digest)]));
  }
}
