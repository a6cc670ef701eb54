/** The digests of files, as the log says that they were noted. */
import { type Digest, encodeDigest } from "../digest.ts";
import { digestLabel } from "../labels.ts";
import type { Act } from "./act.ts";
import { type Leaf, trieRoot } from "./trie.ts";

export class Digests {
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

  /** A name has one digest, for good. */
  note(act: Act, block: number): void {
    const name = act.text("name");
    if (this.#noted.has(name)) this.#breach(`${name} has a digest already`);
    const hash = act.bytes("hash", 32);
    this.#noted.set(name, { name, hash, size: act.unsigned("size"), at: act.at, block: BigInt(block) });
  }

  /** The root under which the registry must certify all of them. */
  root(): Uint8Array {
    return trieRoot(this.values().map((digest): Leaf => [digestLabel(digest.name), encodeDigest(digest)]));
  }
}
