/** The blocks of a status list, as the registry certifies them (docs/verification.md, "The status lists"). */
import { STATUS_BLOCK_BYTES, statusBlockLabel } from "../statusList.ts";
import type { Leaf } from "./trie.ts";

/** A leaf for each block that has a place of these, in the order of the places. */
export function statusBlocks(marks: readonly boolean[]): Leaf[] {
  const entries = 8 * STATUS_BLOCK_BYTES;
  return Array.from({ length: Math.ceil(marks.length / entries) }, (_, block): Leaf => {
    const bits = new Uint8Array(STATUS_BLOCK_BYTES);
    for (let at = 0; at < entries; at++)
      if (marks[block * entries + at]) bits[at >> 3] = (bits[at >> 3] ?? 0) | (0x80 >> (at & 7));
    return [statusBlockLabel(block), bits];
  });
}
