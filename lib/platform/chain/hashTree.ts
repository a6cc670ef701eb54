import { createHash } from "node:crypto";
import { decode } from "@dfinity/cbor";

/** A hash tree of the Internet Computer (interface specification, "Certification"), labels in order on every level. */
export type HashTree =
  | { kind: "empty" }
  | { kind: "fork"; left: HashTree; right: HashTree }
  | { kind: "labeled"; label: Uint8Array; tree: HashTree }
  | { kind: "leaf"; value: Uint8Array }
  | { kind: "pruned"; hash: Uint8Array };

/** What a tree says of a path. Only `found` and `absent` prove something; `unknown` is no absence. */
export type Lookup = { status: "found"; value: Uint8Array } | { status: "absent" | "unknown" | "error" };

/** Something that came from the network is not what the specification allows. */
export class MalformedTree extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MalformedTree";
  }
}

/** A tree from its CBOR bytes. Throws `MalformedTree` unless every node and the order of labels is right. */
export function decodeHashTree(bytes: Uint8Array): HashTree {
  let value: unknown;
  try {
    value = decode(bytes);
  } catch {
    throw new MalformedTree("a hash tree that is not CBOR");
  }
  return hashTree(value);
}

/** A tree from decoded CBOR. Throws `MalformedTree` unless every node and the order of labels is right. */
export function hashTree(value: unknown): HashTree {
  const tree = node(value);
  checkOrder(tree);
  return tree;
}

/** The root hash: 32 bytes. */
export function rootHash(tree: HashTree): Uint8Array {
  switch (tree.kind) {
    case "empty":
      return separated("ic-hashtree-empty");
    case "fork":
      return separated("ic-hashtree-fork", rootHash(tree.left), rootHash(tree.right));
    case "labeled":
      return separated("ic-hashtree-labeled", tree.label, rootHash(tree.tree));
    case "leaf":
      return separated("ic-hashtree-leaf", tree.value);
    case "pruned":
      return tree.hash;
  }
}

/**
 * The specification's `lookup_path`. Labels are compared bytewise, shorter prefix first, and absence is told only where
 * the tree shows that nothing was cut out between the neighbours; the agent's own look-up does neither.
 */
export function lookup(tree: HashTree, ...path: readonly (Uint8Array | string)[]): Lookup {
  const [label, ...rest] = path;
  if (label === undefined) {
    if (tree.kind === "leaf") return { status: "found", value: tree.value };
    if (tree.kind === "empty") return { status: "absent" };
    return { status: tree.kind === "pruned" ? "unknown" : "error" };
  }
  const below = child(tree, typeof label === "string" ? Buffer.from(label, "utf8") : label);
  return typeof below === "string" ? { status: below } : lookup(below, ...rest);
}

/** Every leaf that stands right below a name at the top, in order; null where the tree hides any of it, or the name itself. */
export function leavesBelow(tree: HashTree, name: string): { label: Uint8Array; value: Uint8Array }[] | null {
  const below = child(tree, Buffer.from(name, "utf8"));
  if (typeof below === "string") return null;
  const leaves: { label: Uint8Array; value: Uint8Array }[] = [];
  for (const node of level(below)) {
    if (node.kind !== "labeled" || node.tree.kind !== "leaf") return null;
    leaves.push({ label: node.label, value: node.tree.value });
  }
  return leaves;
}

/** What lies below a path; null where the tree does not show it. */
export function subtree(tree: HashTree, ...path: readonly (Uint8Array | string)[]): HashTree | null {
  const [label, ...rest] = path;
  if (label === undefined) return tree;
  const below = child(tree, typeof label === "string" ? Buffer.from(label, "utf8") : label);
  return typeof below === "string" ? null : subtree(below, ...rest);
}

function child(tree: HashTree, label: Uint8Array): HashTree | "absent" | "unknown" {
  const nodes = level(tree);
  if (nodes.length === 0 || nodes[0]?.kind === "leaf") return "absent";
  let before: HashTree | undefined;
  for (const here of nodes) {
    if (here.kind === "labeled") {
      const order = Buffer.compare(label, here.label);
      if (order === 0) return here.tree;
      if (order < 0) return before === undefined || before.kind === "labeled" ? "absent" : "unknown";
    }
    before = here;
  }
  return before?.kind === "labeled" ? "absent" : "unknown";
}

function level(tree: HashTree): HashTree[] {
  if (tree.kind === "empty") return [];
  return tree.kind === "fork" ? [...level(tree.left), ...level(tree.right)] : [tree];
}

function checkOrder(tree: HashTree): void {
  const nodes = level(tree);
  let last: Uint8Array | undefined;
  for (const here of nodes) {
    if (here.kind === "leaf" && nodes.length > 1) throw new MalformedTree("a leaf beside other nodes");
    if (here.kind !== "labeled") continue;
    if (last && Buffer.compare(last, here.label) >= 0) throw new MalformedTree("labels out of order");
    last = here.label;
    checkOrder(here.tree);
  }
}

function node(value: unknown): HashTree {
  if (!Array.isArray(value)) throw new MalformedTree("a node that is no array");
  const [kind, first, second] = value as unknown[];
  const tag = Number(kind);
  if (tag === 0 && value.length === 1) return { kind: "empty" };
  if (tag === 1 && value.length === 3) return { kind: "fork", left: node(first), right: node(second) };
  if (tag === 2 && value.length === 3 && first instanceof Uint8Array)
    return { kind: "labeled", label: first, tree: node(second) };
  if (tag === 3 && value.length === 2 && first instanceof Uint8Array) return { kind: "leaf", value: first };
  // A pruned hash of another length could carry other bytes into its parent's hash.
  if (tag === 4 && value.length === 2 && first instanceof Uint8Array && first.length === 32)
    return { kind: "pruned", hash: first };
  throw new MalformedTree("an unknown node");
}

function separated(name: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256").update(Uint8Array.of(name.length)).update(name, "ascii");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
