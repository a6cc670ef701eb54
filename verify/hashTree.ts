/** Hash trees of the Internet Computer (interface specification, "Certification"): decoding, root hash, look-up. */
import { sha256 } from "@noble/hashes/sha2";
import { compareBytes, concat, equalBytes, utf8Bytes } from "./bytes.ts";
import { type Cbor, decodeCbor } from "./cbor.ts";
import { VerifyError } from "./errors.ts";

export type HashTree =
  | { readonly kind: "empty" }
  | { readonly kind: "fork"; readonly left: HashTree; readonly right: HashTree }
  | { readonly kind: "labeled"; readonly label: Uint8Array; readonly tree: HashTree }
  | { readonly kind: "leaf"; readonly value: Uint8Array }
  | { readonly kind: "pruned"; readonly hash: Uint8Array };

/** What a tree says of a path. Only `found` and `absent` are proofs. */
export type Lookup =
  | { readonly status: "found"; readonly value: Uint8Array }
  | { readonly status: "absent" }
  | { readonly status: "unknown" }
  | { readonly status: "error" };

/** The same for one label, whose subtree need not be a leaf. */
export type LabelLookup =
  | { readonly status: "found"; readonly tree: HashTree }
  | { readonly status: "absent" }
  | { readonly status: "unknown" };

const ABSENT = { status: "absent" } as const;
const UNKNOWN = { status: "unknown" } as const;

/** Decodes a hash tree from its CBOR bytes and checks that it is well formed. Throws `encoding`. */
export function decodeHashTree(bytes: Uint8Array): HashTree {
  return hashTree(decodeCbor(bytes));
}

/** The tree in an already decoded CBOR value, checked to be well formed. Throws `encoding`. */
export function hashTree(value: Cbor): HashTree {
  const tree = node(value);
  checkWellFormed(tree);
  return tree;
}

function node(value: Cbor): HashTree {
  if (!Array.isArray(value)) throw new VerifyError("encoding", "hash tree: a node is no array");
  const [tag, first, second] = value as readonly (Cbor | undefined)[];
  const isOf = (kind: bigint, length: number) => tag === kind && value.length === length;
  if (isOf(0n, 1)) return { kind: "empty" };
  if (isOf(1n, 3) && first !== undefined && second !== undefined) {
    return { kind: "fork", left: node(first), right: node(second) };
  }
  if (isOf(2n, 3) && first instanceof Uint8Array && second !== undefined) {
    return { kind: "labeled", label: first, tree: node(second) };
  }
  if (isOf(3n, 2) && first instanceof Uint8Array) return { kind: "leaf", value: first };
  // A pruned node of another length could smuggle other bytes into its parent's hash.
  if (isOf(4n, 2) && first instanceof Uint8Array && first.length === 32) return { kind: "pruned", hash: first };
  throw new VerifyError("encoding", "hash tree: unknown node");
}

/** Labels strictly increasing on every level, leaves never beside anything: what the look-up below relies on. */
function checkWellFormed(tree: HashTree): void {
  if (tree.kind === "leaf") return;
  let last: Uint8Array | undefined;
  for (const child of flattenForks(tree)) {
    if (child.kind === "leaf") throw new VerifyError("encoding", "hash tree: a leaf beside other nodes");
    if (child.kind !== "labeled") continue;
    if (last && compareBytes(last, child.label) >= 0)
      throw new VerifyError("encoding", "hash tree: labels not in order");
    last = child.label;
    checkWellFormed(child.tree);
  }
}

const separator = (name: string) => concat(Uint8Array.of(name.length), utf8Bytes(name));
const EMPTY_HASH = sha256(separator("ic-hashtree-empty"));
const FORK = separator("ic-hashtree-fork");
const LABELED = separator("ic-hashtree-labeled");
const LEAF = separator("ic-hashtree-leaf");

/** The root hash: 32 bytes. */
export function reconstruct(tree: HashTree): Uint8Array {
  switch (tree.kind) {
    case "empty":
      return EMPTY_HASH;
    case "fork":
      return sha256.create().update(FORK).update(reconstruct(tree.left)).update(reconstruct(tree.right)).digest();
    case "labeled":
      return sha256.create().update(LABELED).update(tree.label).update(reconstruct(tree.tree)).digest();
    case "leaf":
      return sha256.create().update(LEAF).update(tree.value).digest();
    case "pruned":
      return tree.hash;
  }
}

/** Looks a path up in a well-formed tree, by the specification's `lookup_path`. */
export function lookupPath(path: readonly Uint8Array[], tree: HashTree): Lookup {
  const [label, ...rest] = path;
  if (label) {
    const below = lookupLabel(label, tree);
    return below.status === "found" ? lookupPath(rest, below.tree) : below;
  }
  switch (tree.kind) {
    case "empty":
      return ABSENT;
    case "leaf":
      return { status: "found", value: tree.value };
    case "pruned":
      return UNKNOWN;
    default:
      return { status: "error" };
  }
}

/** The specification's `find_label`: absence needs both neighbours, or one neighbour and the edge of the level. */
export function lookupLabel(label: Uint8Array, tree: HashTree): LabelLookup {
  const level = flattenForks(tree);
  const [only] = level;
  if (only === undefined || (level.length === 1 && only.kind === "leaf")) return ABSENT;

  let previous: HashTree | undefined;
  for (const child of level) {
    if (child.kind === "labeled") {
      if (equalBytes(child.label, label)) return { status: "found", tree: child.tree };
      if (compareBytes(label, child.label) < 0) {
        return previous === undefined || previous.kind === "labeled" ? ABSENT : UNKNOWN;
      }
    }
    previous = child;
  }
  return previous?.kind === "labeled" ? ABSENT : UNKNOWN;
}

/** Follows several labels. Like `lookupLabel`, for a path. */
export function lookupSubtree(path: readonly Uint8Array[], tree: HashTree): LabelLookup {
  const [label, ...rest] = path;
  if (!label) return { status: "found", tree };
  const below = lookupLabel(label, tree);
  return below.status === "found" ? lookupSubtree(rest, below.tree) : below;
}

/** The labels right below a tree that are shown, with their subtrees, in order. */
export function childrenOf(tree: HashTree): { label: Uint8Array; tree: HashTree }[] {
  return flattenForks(tree).filter((child) => child.kind === "labeled");
}

/** The leaves right below a tree, as (label, value), in order: the specification's `lookup*` for one more label. */
export function leavesBelow(tree: HashTree): { label: Uint8Array; value: Uint8Array }[] {
  return childrenOf(tree).flatMap((child) =>
    child.tree.kind === "leaf" ? [{ label: child.label, value: child.tree.value }] : [],
  );
}

/** Every leaf below a tree of one level, as (label, value), in order. Throws `witness-incomplete` where anything is hidden. */
export function allLeaves(tree: HashTree): { label: Uint8Array; value: Uint8Array }[] {
  return flattenForks(tree).map((child) => {
    if (child.kind !== "labeled" || child.tree.kind !== "leaf")
      throw new VerifyError("witness-incomplete", "the witness does not show everything");
    return { label: child.label, value: child.tree.value };
  });
}

function flattenForks(tree: HashTree): HashTree[] {
  if (tree.kind === "empty") return [];
  if (tree.kind !== "fork") return [tree];
  return [...flattenForks(tree.left), ...flattenForks(tree.right)];
}
