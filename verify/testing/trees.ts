/** For tests: hash trees grown the way the canisters grow them, and their witnesses. */
import { compareBytes, equalBytes } from "../bytes.ts";
import { type Encodable, encodeSelfDescribed } from "../cbor.ts";
import { type HashTree, reconstruct } from "../hashTree.ts";

export type Entries = readonly (readonly [Uint8Array, HashTree])[];

export const EMPTY: HashTree = { kind: "empty" };

export function leaf(value: Uint8Array): HashTree {
  return { kind: "leaf", value };
}

export function labeled(label: Uint8Array, tree: HashTree): HashTree {
  return { kind: "labeled", label, tree };
}

export function fork(left: HashTree, right: HashTree): HashTree {
  return { kind: "fork", left, right };
}

export function prune(tree: HashTree): HashTree {
  return { kind: "pruned", hash: reconstruct(tree) };
}

/** A level of a state tree: labels in order, forks balanced. */
export function level(entries: Entries): HashTree {
  const sorted = entries.toSorted((a, b) => compareBytes(a[0], b[0]));
  const build = (from: number, to: number): HashTree => {
    const entry = sorted[from];
    if (!entry || from === to) return EMPTY;
    if (to - from === 1) return labeled(...entry);
    const middle = (from + to) >> 1;
    return fork(build(from, middle), build(middle, to));
  };
  return build(0, sorted.length);
}

/** The binary radix trie over labels of one width (docs/verification.md, "The tree"). */
export function trie(entries: Entries): HashTree {
  const [first, ...rest] = entries.toSorted((a, b) => compareBytes(a[0], b[0]));
  const last = rest.at(-1);
  if (!first) return EMPTY;
  if (!last) return labeled(...first);
  const critical = firstDifferentBit(first[0], last[0]);
  const isLeft = ([label]: readonly [Uint8Array, HashTree]) => bit(label, critical) === 0;
  return fork(trie(entries.filter(isLeft)), trie(entries.filter((entry) => !isLeft(entry))));
}

function firstDifferentBit(a: Uint8Array, b: Uint8Array): number {
  let at = 0;
  while (bit(a, at) === bit(b, at)) at++;
  return at;
}

function bit(label: Uint8Array, at: number): number {
  return ((label[at >> 3] ?? 0) >> (7 - (at & 7))) & 1;
}

/** The tree pruned to what proves each path present or absent. */
export function witness(tree: HashTree, ...paths: (readonly Uint8Array[])[]): HashTree {
  if (paths.some((path) => path.length === 0)) return tree;
  const nodes = flatten(tree);
  const kept = new Map<HashTree, Uint8Array[][]>();
  for (const [label, ...rest] of paths) {
    if (!label) continue;
    const below = (node: HashTree | undefined) => node && (kept.get(node) ?? kept.set(node, []).get(node));
    const exact = nodes.find((node) => node.kind === "labeled" && equalBytes(node.label, label));
    if (exact) {
      below(exact)?.push(rest);
      continue;
    }
    below(nodes.findLast((node) => node.kind === "labeled" && compareBytes(node.label, label) < 0));
    below(nodes.find((node) => node.kind === "labeled" && compareBytes(node.label, label) > 0));
  }
  const rewrite = (node: HashTree): HashTree => {
    if (node.kind === "fork") {
      const isNeeded = flatten(node).some((child) => kept.has(child));
      return isNeeded ? fork(rewrite(node.left), rewrite(node.right)) : prune(node);
    }
    const wanted = kept.get(node);
    if (node.kind !== "labeled" || !wanted) return node.kind === "empty" ? node : prune(node);
    return labeled(node.label, wanted.length > 0 ? witness(node.tree, ...wanted) : prune(node.tree));
  };
  return rewrite(tree);
}

export function flatten(tree: HashTree): HashTree[] {
  if (tree.kind === "empty") return [];
  return tree.kind === "fork" ? [...flatten(tree.left), ...flatten(tree.right)] : [tree];
}

/** The CBOR of a tree, without the self-describing tag. */
export function treeValue(tree: HashTree): Encodable {
  switch (tree.kind) {
    case "empty":
      return [0n];
    case "fork":
      return [1n, treeValue(tree.left), treeValue(tree.right)];
    case "labeled":
      return [2n, tree.label, treeValue(tree.tree)];
    case "leaf":
      return [3n, tree.value];
    case "pruned":
      return [4n, tree.hash];
  }
}

export function treeBytes(tree: HashTree): Uint8Array {
  return encodeSelfDescribed(treeValue(tree));
}
