/** The root of the licences' trie from all its leaves (docs/verification.md, "The tree"). */
import { sha256 } from "@noble/hashes/sha2";
import { compareBytes, utf8Bytes } from "../bytes.ts";
import { type HashTree, reconstruct } from "../hashTree.ts";

export type Leaf = readonly [label: Uint8Array, value: Uint8Array];

/** The root hash of the binary radix trie over these labels, each of which stands there once. */
export function trieRoot(leaves: readonly Leaf[]): Uint8Array {
  const sorted = [...leaves].sort(([one], [other]) => compareBytes(one, other));
  return reconstruct(subtree(sorted, 0, sorted.length));
}

/** The root hash of a level of named subtrees, given in order with their roots; forked as the canisters fork it. */
export function levelRoot(parts: readonly (readonly [name: string, root: Uint8Array])[]): Uint8Array {
  const below = (from: number, to: number): HashTree => {
    const [name, hash] = parts[from] ?? [];
    if (name === undefined || !hash) return { kind: "empty" };
    if (to - from === 1) return { kind: "labeled", label: utf8Bytes(name), tree: { kind: "pruned", hash } };
    const middle = (from + to + 1) >> 1;
    return { kind: "fork", left: below(from, middle), right: below(middle, to) };
  };
  return reconstruct(below(0, parts.length));
}

/** Each part is pruned to its hash as soon as it is whole, so that memory stays small. */
function subtree(leaves: readonly Leaf[], from: number, to: number): HashTree {
  const [label, value] = leaves[from] ?? [];
  if (!label || !value) return { kind: "empty" };
  if (to - from === 1) return pruned({ kind: "labeled", label, tree: { kind: "leaf", value } });
  const middle = branching(leaves, from, to);
  return pruned({ kind: "fork", left: subtree(leaves, from, middle), right: subtree(leaves, middle, to) });
}

function pruned(tree: HashTree): HashTree {
  return { kind: "pruned", hash: reconstruct(tree) };
}

/** Where the critical bit of sorted labels, the first in which the outermost differ, turns from 0 to 1. */
function branching(leaves: readonly Leaf[], from: number, to: number): number {
  const [first, last] = [leaves[from]?.[0] ?? EMPTY, leaves[to - 1]?.[0] ?? EMPTY];
  let at = 0;
  while (at < first.length && first[at] === last[at]) at++;
  const bit = 31 - Math.clz32((first[at] ?? 0) ^ (last[at] ?? 0));
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((((leaves[middle]?.[0][at] ?? 0) >> bit) & 1) === 1) high = middle;
    else low = middle + 1;
  }
  return low;
}

const EMPTY = new Uint8Array();

/** SHA-256 over a length-prefixed name and what follows it, as everything that the registry certifies is hashed. */
export function separated(name: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const hasher = sha256.create().update(Uint8Array.of(name.length)).update(new TextEncoder().encode(name));
  for (const part of parts) hasher.update(part);
  return hasher.digest();
}
