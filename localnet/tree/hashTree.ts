import { domainSeparator, sha256 } from "../crypto/hash.ts";
import type { Cbor } from "../wire/cbor.ts";

/** A hash tree as it travels in CBOR (certification, "Encoding of certificates"). */
export type HashTree = [0] | [1, HashTree, HashTree] | [2, Uint8Array, HashTree] | [3, Uint8Array] | [4, Uint8Array];

const EMPTY = sha256(domainSeparator("ic-hashtree-empty"));
const FORK = domainSeparator("ic-hashtree-fork");
const LABELED = domainSeparator("ic-hashtree-labeled");
const LEAF = domainSeparator("ic-hashtree-leaf");

/** The hash of `Empty`. */
export const hashEmpty = (): Uint8Array => EMPTY;
/** The hash of a fork from those of its sides. */
export const hashFork = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(Buffer.concat([FORK, left, right]));
/** The hash of a labelled node from that of its child. */
export const hashLabeled = (label: Uint8Array, child: Uint8Array): Uint8Array =>
  sha256(Buffer.concat([LABELED, label, child]));
/** The hash of a leaf. */
export const hashLeaf = (value: Uint8Array): Uint8Array => sha256(Buffer.concat([LEAF, value]));

/** The tree in a decoded CBOR value, or null when the value is not one, or nests deeper than 255. */
export function hashTreeFrom(value: Cbor | undefined, depth = 0): HashTree | null {
  if (!Array.isArray(value) || depth > 255) return null;
  const [kind, first, second] = value;
  if (kind === 0 && value.length === 1) return [0];
  if (kind === 1 && value.length === 3) {
    const left = hashTreeFrom(first, depth + 1);
    const right = hashTreeFrom(second, depth + 1);
    return left && right && [1, left, right];
  }
  if (!(first instanceof Uint8Array)) return null;
  if (kind === 2 && value.length === 3) {
    const child = hashTreeFrom(second, depth + 1);
    return child && [2, first, child];
  }
  if (kind === 3 && value.length === 2) return [3, first];
  return kind === 4 && value.length === 2 && first.length === 32 ? [4, first] : null;
}

/** The root hash of a tree: `reconstruct` of the specification. */
export function reconstruct(tree: HashTree): Uint8Array {
  switch (tree[0]) {
    case 0:
      return EMPTY;
    case 1:
      return hashFork(reconstruct(tree[1]), reconstruct(tree[2]));
    case 2:
      return hashLabeled(tree[1], reconstruct(tree[2]));
    case 3:
      return hashLeaf(tree[1]);
    default:
      return tree[1];
  }
}

function flatten(tree: HashTree): HashTree[] {
  if (tree[0] === 0) return [];
  return tree[0] === 1 ? [...flatten(tree[1]), ...flatten(tree[2])] : [tree];
}

/** Whether labels increase strictly at every level and never stand beside leaves (certification, "Lookup"). */
export function isWellFormed(tree: HashTree): boolean {
  if (tree[0] === 3) return true;
  let previous: Uint8Array | undefined;
  for (const node of flatten(tree)) {
    if (node[0] === 3) return false;
    if (node[0] !== 2) continue;
    if (previous && Buffer.compare(previous, node[1]) >= 0) return false;
    previous = node[1];
    if (!isWellFormed(node[2])) return false;
  }
  return true;
}

/** The subtree at a path of a well-formed tree, or null when it is absent or cannot be told. */
export function subtree(path: Uint8Array[], tree: HashTree): HashTree | null {
  const [label, ...rest] = path;
  if (!label) return tree;
  const hit = flatten(tree).find((node) => node[0] === 2 && Buffer.compare(node[1], label) === 0);
  return hit?.[0] === 2 ? subtree(rest, hit[2]) : null;
}

/** The value at a path of a well-formed tree, or null when there is none that can be seen. */
export function valueAt(path: Uint8Array[], tree: HashTree): Uint8Array | null {
  const found = subtree(path, tree);
  return found?.[0] === 3 ? found[1] : null;
}

/** Every value below a path, in order of the labels: `lookup*` of the specification. */
export function valuesBelow(path: Uint8Array[], tree: HashTree): Uint8Array[] {
  const found = subtree(path, tree);
  const collect = (node: HashTree): Uint8Array[] =>
    flatten(node).flatMap((item) => (item[0] === 3 ? [item[1]] : item[0] === 2 ? collect(item[2]) : []));
  return found ? collect(found) : [];
}
