import { type HashTree, rootHash } from "../hashTree.ts";
import type { Packer } from "./packer.ts";

/** Labels and leaves that the reader of a packed tree has at hand, told by their place in the list. */
export type Known = { labels: readonly Uint8Array[]; leaves: readonly Uint8Array[] };

const literal = 255;
const kinds = ["fork", "pruned", "labeled", "leaf", "empty"] as const;

/** The same tree with everything pruned that lies on no path; its root hash stays. */
export function prunedTo(tree: HashTree, paths: readonly (readonly Uint8Array[])[]): HashTree {
  if (paths.some((path) => path.length === 0)) return tree;
  if (tree.kind === "fork") {
    const [left, right] = [prunedTo(tree.left, paths), prunedTo(tree.right, paths)];
    return left.kind === "pruned" && right.kind === "pruned" ? pruned(tree) : { kind: "fork", left, right };
  }
  if (tree.kind !== "labeled") return pruned(tree);
  const rest = paths.flatMap(([label, ...more]) => (label && Buffer.compare(label, tree.label) === 0 ? [more] : []));
  return rest.length === 0 ? pruned(tree) : { ...tree, tree: prunedTo(tree.tree, rest) };
}

function pruned(tree: HashTree): HashTree {
  return { kind: "pruned", hash: rootHash(tree) };
}

/** The shape in bits, fork 0, pruned 10, labelled 110, leaf 1110, empty 1111; then labels, leaves and hashes in that order. */
export function packTree(tree: HashTree, known: Known, into: Packer): void {
  const nodes = inOrder(tree);
  const bits = nodes.map(({ kind }) => ["0", "10", "110", "1110", "1111"][kinds.indexOf(kind)]).join("");
  into.number(BigInt(bits.length));
  for (let at = 0; at < bits.length; at += 8)
    into.raw(Uint8Array.of(Number.parseInt(bits.slice(at, at + 8).padEnd(8, "0"), 2)));
  for (const node of nodes) {
    if (node.kind === "pruned") into.raw(node.hash);
    if (node.kind === "labeled") packOne(node.label, known.labels, into);
    if (node.kind === "leaf") packOne(node.value, known.leaves, into);
  }
}

function inOrder(tree: HashTree): HashTree[] {
  if (tree.kind === "fork") return [tree, ...inOrder(tree.left), ...inOrder(tree.right)];
  return tree.kind === "labeled" ? [tree, ...inOrder(tree.tree)] : [tree];
}

function packOne(bytes: Uint8Array, known: readonly Uint8Array[], into: Packer): void {
  const index = known.findIndex((candidate) => Buffer.compare(candidate, bytes) === 0);
  if (index >= 0) into.raw(Uint8Array.of(index));
  else into.raw(Uint8Array.of(literal)).bytes(bytes);
}
