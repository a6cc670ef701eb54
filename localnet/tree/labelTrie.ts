import { type HashTree, hashEmpty, hashFork, hashLabeled, hashLeaf } from "./hashTree.ts";

/** A value of the state tree: a leaf's bytes, or a further level of labels. */
export type Child = Uint8Array | LabelTrie;
interface Labeled {
  kind: "labeled";
  label: Uint8Array;
  child: Child;
  hash?: Uint8Array;
}
interface Fork {
  kind: "fork";
  bit: number;
  left: Node;
  right: Node;
  hash?: Uint8Array;
}
type Node = Labeled | Fork;

// Labels are read as bit strings in which each byte is announced by a 1 and the end by a 0, so that a prefix sorts before
// its extensions and the left-to-right order of the trie is the lexicographic order of the labels.
function bitOf(label: Uint8Array, bit: number): number {
  const byte = label[Math.floor(bit / 9)];
  if (byte === undefined) return 0;
  const within = bit % 9;
  return within === 0 ? 1 : (byte >> (8 - within)) & 1;
}

function firstDifference(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let i = 0; i < shorter; i += 1) {
    const difference = (a[i] ?? 0) ^ (b[i] ?? 0);
    if (difference !== 0) return i * 9 + 1 + (Math.clz32(difference) - 24);
  }
  return a.length === b.length ? -1 : shorter * 9;
}

function outermost(node: Node, side: "left" | "right"): Labeled {
  let at = node;
  while (at.kind === "fork") at = at[side];
  return at;
}

function hashOf(node: Node): Uint8Array {
  node.hash ??=
    node.kind === "fork"
      ? hashFork(hashOf(node.left), hashOf(node.right))
      : hashLabeled(node.label, hashOfChild(node.child));
  return node.hash;
}

function hashOfChild(child: Child): Uint8Array {
  return child instanceof Uint8Array ? hashLeaf(child) : child.hash();
}

/** What a witness reveals: a whole subtree, or only what lies below some labels. */
export type Selection = "all" | Map<string, Selection>;
interface Wanted {
  label: Uint8Array;
  below: Selection | null;
}

const keyOf = (label: Uint8Array) => Buffer.from(label).toString("latin1");
const labelOf = (key: string) => Buffer.from(key, "latin1");

/** The selection that reveals everything below the given paths. */
export function selectionOf(paths: Uint8Array[][]): Selection {
  const root = new Map<string, Selection>();
  for (const path of paths) {
    let level = root;
    for (const [depth, label] of path.entries()) {
      const key = keyOf(label);
      const next = level.get(key);
      if (next === "all") break;
      if (depth === path.length - 1) level.set(key, "all");
      else if (next) level = next;
      else {
        const fresh = new Map<string, Selection>();
        level.set(key, fresh);
        level = fresh;
      }
    }
    if (path.length === 0) return "all";
  }
  return root;
}

/**
 * One level of the state tree: an immutable binary radix trie over labels that keeps its hashes. A change costs as many
 * hashes as the trie is deep; every earlier version stays usable.
 */
export class LabelTrie {
  readonly #root: Node | null;

  private constructor(root: Node | null) {
    this.#root = root;
  }

  static readonly empty = new LabelTrie(null);

  /** A trie of the given entries. Undefined children are left out. */
  static of(entries: Iterable<readonly [string | Uint8Array, Child | undefined]>): LabelTrie {
    let trie = LabelTrie.empty;
    for (const [label, child] of entries) if (child !== undefined) trie = trie.with(label, child);
    return trie;
  }

  #nearest(label: Uint8Array): Labeled | null {
    let at = this.#root;
    while (at?.kind === "fork") at = bitOf(label, at.bit) === 0 ? at.left : at.right;
    return at;
  }

  get(label: string | Uint8Array): Child | undefined {
    const bytes = Buffer.from(label);
    const nearest = this.#nearest(bytes);
    return nearest && Buffer.compare(nearest.label, bytes) === 0 ? nearest.child : undefined;
  }

  /** Every label, in order. */
  labels(): Uint8Array[] {
    const walk = (node: Node): Uint8Array[] =>
      node.kind === "labeled" ? [node.label] : [...walk(node.left), ...walk(node.right)];
    return this.#root ? walk(this.#root) : [];
  }

  /** This trie with one child set. */
  with(label: string | Uint8Array, child: Child): LabelTrie {
    const fresh: Labeled = { kind: "labeled", label: Buffer.from(label), child };
    const nearest = this.#nearest(fresh.label);
    if (!nearest || !this.#root) return new LabelTrie(fresh);
    const bit = firstDifference(fresh.label, nearest.label);
    const place = (node: Node): Node => {
      if (node.kind === "labeled" && bit < 0) return fresh;
      if (node.kind === "labeled" || (bit >= 0 && bit < node.bit)) {
        const [left, right] = bitOf(fresh.label, bit) === 0 ? [fresh, node] : [node, fresh];
        return { kind: "fork", bit, left, right };
      }
      return bitOf(fresh.label, node.bit) === 0
        ? { kind: "fork", bit: node.bit, left: place(node.left), right: node.right }
        : { kind: "fork", bit: node.bit, left: node.left, right: place(node.right) };
    };
    return new LabelTrie(place(this.#root));
  }

  /** This trie without a label. */
  without(label: string | Uint8Array): LabelTrie {
    const bytes = Buffer.from(label);
    if (this.get(bytes) === undefined) return this;
    const cut = (node: Node): Node | null => {
      if (node.kind === "labeled") return null;
      const goesLeft = bitOf(bytes, node.bit) === 0;
      const rest = cut(goesLeft ? node.left : node.right);
      if (!rest) return goesLeft ? node.right : node.left;
      const [left, right] = goesLeft ? [rest, node.right] : [node.left, rest];
      return { kind: "fork", bit: node.bit, left, right };
    };
    return new LabelTrie(this.#root && cut(this.#root));
  }

  /** The root hash. */
  hash(): Uint8Array {
    return this.#root ? hashOf(this.#root) : hashEmpty();
  }

  // The labels on either side of one that is not in the trie: together they prove its absence.
  #neighbours(label: Uint8Array): Labeled[] {
    const nearest = this.#nearest(label);
    if (!nearest || !this.#root) return [];
    const bit = firstDifference(label, nearest.label);
    let before: Node | null = null;
    let after: Node | null = null;
    let at: Node = this.#root;
    while (at.kind === "fork" && at.bit < bit) {
      if (bitOf(label, at.bit) === 0) {
        after = at.right;
        at = at.left;
      } else {
        before = at.left;
        at = at.right;
      }
    }
    if (bitOf(label, bit) === 0) after = at;
    else before = at;
    return [...(before ? [outermost(before, "right")] : []), ...(after ? [outermost(after, "left")] : [])];
  }

  #wanted(selection: Map<string, Selection>): Wanted[] {
    const wanted = new Map<string, Wanted>();
    for (const [key, below] of selection) {
      const label = labelOf(key);
      if (this.get(label) !== undefined) wanted.set(key, { label, below });
      else
        for (const neighbour of this.#neighbours(label)) {
          const beside = keyOf(neighbour.label);
          if (!wanted.has(beside)) wanted.set(beside, { label: neighbour.label, below: null });
        }
    }
    return [...wanted.values()];
  }

  /** The tree pruned to a selection, with the same root hash; labels asked for that do not exist are proved absent. */
  witness(selection: Selection): HashTree {
    if (!this.#root) return [0];
    const child = (value: Child, below: Selection | null): HashTree => {
      if (below === null) return [4, hashOfChild(value)];
      return value instanceof Uint8Array ? [3, value] : value.witness(below);
    };
    const all = (node: Node): HashTree =>
      node.kind === "fork" ? [1, all(node.left), all(node.right)] : [2, node.label, child(node.child, "all")];
    if (selection === "all") return all(this.#root);
    const some = (node: Node, wanted: Wanted[]): HashTree => {
      if (wanted.length === 0) return [4, hashOf(node)];
      if (node.kind === "labeled") return [2, node.label, child(node.child, wanted[0]?.below ?? null)];
      const left = wanted.filter(({ label }) => bitOf(label, node.bit) === 0);
      const right = wanted.filter(({ label }) => bitOf(label, node.bit) === 1);
      return [1, some(node.left, left), some(node.right, right)];
    };
    return some(this.#root, this.#wanted(selection));
  }
}
