/** For tests: what a registry counts, in the form in which it certifies it. */
import { utf8Bytes } from "../bytes.ts";
import { type Encodable, encodeCbor } from "../cbor.ts";
import type { HashTree } from "../hashTree.ts";
import { figuresLabel } from "../labels.ts";
import { DAY, NOW } from "./registry.ts";
import { EMPTY, leaf, level } from "./trees.ts";

/** The fields of a leaf. */
export type Fields = { [key: string]: Encodable };

/** A leaf's fields: 20 issued, and at `now` 12 in force, 1 suspended, 6 expired and 1 revoked. */
export function cell(changes: Fields = {}, now = NOW): Fields {
  return {
    v: 1n,
    ends: [
      [now - DAY, 2n, 1n],
      [now + DAY, 5n, 1n],
      [now + 2n * DAY, 7n, 0n],
    ],
    ended: 3n,
    phase: "1",
    issued: 20n,
    sector: "education",
    revoked: 1n,
    programme: "sovereign-cloud",
    ...changes,
  };
}

/** The leaf under its label, or under another's. */
export function cellEntry(of: Fields, label = labelOf(of)): readonly [Uint8Array, HashTree] {
  return [label, leaf(encodeCbor(of))];
}

function labelOf({ programme = "", phase = "", sector = "" }: Fields): Uint8Array {
  return figuresLabel(encodeCbor([programme, phase, sector]));
}

/** The registry's tree, whole, with this subtree of figures; its last block is number 11. */
export function countedTree(figures: HashTree): HashTree {
  return level([
    [utf8Bytes("figures"), figures],
    [utf8Bytes("last_block_hash"), leaf(new Uint8Array(32).fill(0xb1))],
    [utf8Bytes("last_block_index"), leaf(Uint8Array.of(11))],
    [utf8Bytes("licences"), EMPTY],
  ]);
}
