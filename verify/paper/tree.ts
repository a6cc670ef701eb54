/** Hash trees for paper: cut down to a few paths, and packed without what their reader knows. */
import { equalBytes } from "../bytes.ts";
import type { Encodable } from "../cbor.ts";
import { VerifyError } from "../errors.ts";
import { type HashTree, reconstruct } from "../hashTree.ts";
import type { Packer, Unpacker } from "./packing.ts";

export type Path = readonly Uint8Array[];

/** Labels and leaves that the reader of a packed tree has at hand, told by their place in the list. */
export interface Known {
  readonly labels: readonly Uint8Array[];
  readonly leaves: readonly Uint8Array[];
}

const LITERAL = 255;
/** Forks inside one another; a witness under 256-bit labels has fewer. */
const DEEPEST = 400;
const KINDS = ["fork", "pruned", "labeled", "leaf", "empty"] as const;

/** The same tree with everything pruned that does not lie on a path; its root hash stays. */
export function prunedTo(tree: HashTree, paths: readonly Path[]): HashTree {
  if (paths.some((path) => path.length === 0)) return tree;
  const pruned = (): HashTree => ({ kind: "pruned", hash: reconstruct(tree) });
  if (tree.kind === "fork") {
    const left = prunedTo(tree.left, paths);
    const right = prunedTo(tree.right, paths);
    return left.kind === "pruned" && right.kind === "pruned" ? pruned() : { kind: "fork", left, right };
  }
  if (tree.kind !== "labeled") return pruned();
  const rest = paths.flatMap(([label, ...more]) => (label && equalBytes(label, tree.label) ? [more] : []));
  return rest.length === 0 ? pruned() : { ...tree, tree: prunedTo(tree.tree, rest) };
}

/** The shape in bits, fork 0, pruned 10, labelled 110, leaf 1110, empty 1111; then labels, leaves and hashes in that order. */
export function packTree(tree: HashTree, known: Known, into: Packer): void {
  const bits: number[] = [];
  const nodes: HashTree[] = [];
  walk(tree);
  into.number(BigInt(bits.length));
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  for (const [i, bit] of bits.entries()) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (7 - (i & 7)));
  into.raw(bytes);
  for (const node of nodes) {
    if (node.kind === "pruned") into.raw(node.hash);
    if (node.kind === "labeled") packOne(node.label, known.labels, into);
    if (node.kind === "leaf") packOne(node.value, known.leaves, into);
  }

  function walk(node: HashTree): void {
    const kind = KINDS.indexOf(node.kind);
    for (let i = 0; i < kind; i++) bits.push(1);
    if (kind < KINDS.length - 1) bits.push(0);
    nodes.push(node);
    if (node.kind === "fork") {
      walk(node.left);
      walk(node.right);
    }
    if (node.kind === "labeled") walk(node.tree);
  }
}

/** Reads a tree. Throws `encoding`. */
export function unpackTree(known: Known, from: Unpacker): HashTree {
  const length = from.number();
  if (length > 8192n) throw new VerifyError("encoding", "too large a tree");
  const bits = from.raw(Math.ceil(Number(length) / 8));
  let at = 0;
  const kinds: (typeof KINDS)[number][] = [];
  shape(0);
  if (BigInt(at) !== length) throw new VerifyError("encoding", "a tree of another shape");
  const contents = kinds.map((kind) => {
    if (kind === "pruned") return from.raw(32);
    if (kind === "labeled") return unpackOne(known.labels, from);
    return kind === "leaf" ? unpackOne(known.leaves, from) : new Uint8Array();
  });
  let next = 0;
  return build();

  function shape(depth: number): void {
    if (depth > DEEPEST) throw new VerifyError("encoding", "too deep a tree");
    let kind = 0;
    while (kind < KINDS.length - 1 && bit() === 1) kind++;
    const name = KINDS[kind] ?? "empty";
    kinds.push(name);
    if (name === "fork") shape(depth + 1);
    if (name === "fork" || name === "labeled") shape(depth + 1);
  }

  function bit(): number {
    if (BigInt(at) >= length) throw new VerifyError("encoding", "a tree of another shape");
    const byte = bits[at >> 3] ?? 0;
    return (byte >> (7 - (at++ & 7))) & 1;
  }

  function build(): HashTree {
    const kind = kinds[next] ?? "empty";
    const content = contents[next++] ?? new Uint8Array();
    if (kind === "fork") {
      const left = build();
      return { kind, left, right: build() };
    }
    if (kind === "labeled") return { kind, label: content, tree: build() };
    if (kind === "leaf") return { kind, value: content };
    return kind === "pruned" ? { kind, hash: content } : { kind };
  }
}

function packOne(bytes: Uint8Array, known: readonly Uint8Array[], into: Packer): void {
  const index = known.findIndex((candidate) => equalBytes(candidate, bytes));
  if (index >= 0) into.raw(Uint8Array.of(index));
  else into.raw(Uint8Array.of(LITERAL)).bytes(bytes);
}

function unpackOne(known: readonly Uint8Array[], from: Unpacker): Uint8Array {
  const index = from.byte();
  if (index === LITERAL) return from.bytes();
  const found = known[index];
  if (!found) throw new VerifyError("encoding", "a name that is not known");
  return found;
}

/** A tree as CBOR has it in certificates and witnesses. */
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
