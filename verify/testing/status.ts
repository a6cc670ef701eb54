/** For tests: the status lists of some licences, in the order of issue, as the canister certifies them. */
import { utf8Bytes } from "../bytes.ts";
import { type Encodable, encodeCbor } from "../cbor.ts";
import type { HashTree } from "../hashTree.ts";
import { licenceLabel } from "../labels.ts";
import { fork, labeled, leaf, trie } from "./trees.ts";

const BLOCK = 8 * 1024;

/** The tree below `status`. */
export function statusTree(licences: readonly { number: string; status: Encodable | undefined }[]): HashTree {
  const places = licences.map(({ number }, place) => [licenceLabel(number), leaf(encodeCbor(BigInt(place)))] as const);
  const list = (status: string) => {
    const blocks = Array.from({ length: Math.ceil(licences.length / BLOCK) }, (_, block) => {
      const bytes = new Uint8Array(BLOCK / 8);
      for (const [at, of] of licences.slice(block * BLOCK, (block + 1) * BLOCK).entries())
        if (of.status === status) bytes[Math.floor(at / 8)] = (bytes[Math.floor(at / 8)] ?? 0) + 2 ** (7 - (at % 8));
      return [Uint8Array.of(...new Uint8Array(30), block >> 8, block & 255), leaf(bytes)] as const;
    });
    return trie(blocks);
  };
  const part = (name: string, tree: HashTree) => labeled(utf8Bytes(name), tree);
  const left = fork(part("index", trie(places)), part("revocation", list("revoked")));
  return fork(left, part("suspension", list("suspended")));
}
