// Hash trees, written from the interface specification: building one from a set, pruning it, looking into it.
import { Cbor } from "@dfinity/agent";
import { type Bytes, cbor, type Encodable, hex, joined, sha256 } from "./encoding.ts";

export type Tree =
  | { kind: "empty" }
  | { kind: "fork"; left: Tree; right: Tree }
  | { kind: "labelled"; name: Bytes; below: Tree }
  | { kind: "leaf"; value: Bytes }
  | { kind: "pruned"; hash: Bytes };

export const empty: Tree = { kind: "empty" };

export function leaf(value: Bytes): Tree {
  return { kind: "leaf", value };
}

export function labelled(name: Bytes | string, below: Tree): Tree {
  return { kind: "labelled", name: typeof name === "string" ? new Uint8Array(Buffer.from(name)) : name, below };
}

export function fork(left: Tree, right: Tree): Tree {
  return { kind: "fork", left, right };
}

/** The binary radix trie over a set of labels: labels that differ first in bit b part at b. */
export function radixTree(leaves: [label: Bytes, value: Bytes][]): Tree {
  const below = (items: [Bytes, Bytes][], bit: number): Tree => {
    const [first] = items;
    if (first === undefined) return empty;
    if (items.length === 1) return labelled(first[0], leaf(first[1]));
    const zeros = items.filter(([label]) => !isSet(label, bit));
    const ones = items.filter(([label]) => isSet(label, bit));
    if (zeros.length === 0 || ones.length === 0) return below(items, bit + 1);
    return fork(below(zeros, bit + 1), below(ones, bit + 1));
  };
  return below(leaves, 0);
}

/** Named subtrees in their order, forked as the canisters fork them: the left side takes the odd one. */
export function level(parts: (readonly [name: string, below: Tree])[]): Tree {
  const [first] = parts;
  if (first === undefined) return empty;
  if (parts.length === 1) return labelled(...first);
  const middle = Math.ceil(parts.length / 2);
  return fork(level(parts.slice(0, middle)), level(parts.slice(middle)));
}

function isSet(label: Bytes, bit: number): boolean {
  return (((label[bit >> 3] ?? 0) << (bit & 7)) & 0x80) !== 0;
}

export function rootOf(tree: Tree): Bytes {
  switch (tree.kind) {
    case "empty":
      return sha256("\x11ic-hashtree-empty");
    case "fork":
      return sha256("\x10ic-hashtree-fork", rootOf(tree.left), rootOf(tree.right));
    case "labelled":
      return sha256("\x13ic-hashtree-labeled", tree.name, rootOf(tree.below));
    case "leaf":
      return sha256("\x10ic-hashtree-leaf", tree.value);
    case "pruned":
      return tree.hash;
  }
}

/** The tree with everything pruned except the labels `keep`, and their values only if `values`. */
export function pruned(tree: Tree, keep: Bytes[], values: boolean): Tree {
  const kept = new Set(keep.map(hex));
  const prune = (node: Tree): Tree => {
    if (node.kind === "labelled" && kept.has(hex(node.name))) {
      return values ? node : labelled(node.name, { kind: "pruned", hash: rootOf(node.below) });
    }
    if (node.kind === "fork") {
      const [left, right] = [prune(node.left), prune(node.right)];
      if (left.kind !== "pruned" || right.kind !== "pruned") return fork(left, right);
    }
    return node.kind === "empty" ? node : { kind: "pruned", hash: rootOf(node) };
  };
  return prune(tree);
}

/** The label itself where it is in the set, otherwise the labels next to it. */
export function labelOrNeighbours(labels: Bytes[], wanted: Bytes): Bytes[] {
  const sorted = [...labels].sort(Buffer.compare);
  if (sorted.some((label) => Buffer.compare(label, wanted) === 0)) return [wanted];
  const after = sorted.findIndex((label) => Buffer.compare(label, wanted) > 0);
  const at = after < 0 ? sorted.length : after;
  return [sorted[at - 1], sorted[at]].filter((label) => label !== undefined);
}

export function encodeTree(tree: Tree): Bytes {
  const items = (node: Tree): Encodable => {
    switch (node.kind) {
      case "empty":
        return [0n];
      case "fork":
        return [1n, items(node.left), items(node.right)];
      case "labelled":
        return [2n, node.name, items(node.below)];
      case "leaf":
        return [3n, node.value];
      case "pruned":
        return [4n, node.hash];
    }
  };
  return joined(new Uint8Array([0xd9, 0xd9, 0xf7]), cbor(items(tree)));
}

export function decodeTree(bytes: Bytes): Tree {
  const tree = (node: unknown): Tree => {
    const [kind, one, other] = node as [bigint | number, unknown, unknown];
    switch (Number(kind)) {
      case 0:
        return empty;
      case 1:
        return fork(tree(one), tree(other));
      case 2:
        return labelled(new Uint8Array(one as ArrayBuffer), tree(other));
      case 3:
        return leaf(new Uint8Array(one as ArrayBuffer));
      case 4:
        return { kind: "pruned", hash: new Uint8Array(one as ArrayBuffer) };
      default:
        throw new Error(`not a hash tree node: ${kind}`);
    }
  };
  return tree(Cbor.decode(bytes));
}

/** What a path leads to: a leaf's value, proven absence, or nothing that the witness tells. */
export function lookUp(tree: Tree, path: (Bytes | string)[]): Bytes | "absent" | "unknown" {
  const [next, ...rest] = path;
  if (next === undefined) return tree.kind === "leaf" ? tree.value : tree.kind === "empty" ? "absent" : "unknown";
  const wanted = Buffer.from(next);
  const children = flattened(tree);
  for (const [index, child] of children.entries()) {
    if (child.kind === "leaf") return "absent";
    if (child.kind !== "labelled") continue;
    const order = Buffer.compare(wanted, child.name);
    if (order === 0) return lookUp(child.below, rest);
    if (order < 0) {
      const before = children[index - 1];
      return before === undefined || before.kind === "labelled" ? "absent" : "unknown";
    }
  }
  const last = children.at(-1);
  return last === undefined || last.kind === "labelled" ? "absent" : "unknown";
}

function flattened(tree: Tree): Tree[] {
  if (tree.kind === "empty") return [];
  if (tree.kind === "fork") return [...flattened(tree.left), ...flattened(tree.right)];
  return [tree];
}
