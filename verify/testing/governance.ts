/** For tests: who decides on a registry, in the form in which it certifies it. */
import { concat, utf8Bytes } from "../bytes.ts";
import { fieldHash } from "../candid.ts";
import { encodeCbor } from "../cbor.ts";
import type { HashTree } from "../hashTree.ts";
import type { Fields } from "./figures.ts";
import { APPROVERS, GOVERNORS } from "./officials.ts";
import { DAY, NOW } from "./registry.ts";
import { leb128 } from "./subnet.ts";
import { EMPTY, leaf, level } from "./trees.ts";

/** The leaf's fields: 1,500 places, 260 of them taken; two governors and an approver; one motion is open, one is agreed to. */
export function governed(changes: Fields = {}, now = NOW): Fields {
  const [governor, other] = GOVERNORS;
  return {
    v: 2n,
    caps: [1_500n, 200n, 700n, 400n, 200n],
    taken: [260n, 23n, 236n, 0n, 1n],
    roles: [
      [governor, "governor"],
      [other, "governor"],
      [APPROVERS[0], "approver"],
    ],
    broken: [],
    policy: [3n, 2n, 86_400_000_000_000n],
    motions: [
      [7n, ["grant", APPROVERS[1], "approver"], "d-1", now - DAY, [[governor, now - DAY]], null],
      [9n, ["returnPlaces", "startups", 4n], "d-2", now - 40n * DAY, [], now - DAY],
    ],
    ...changes,
  };
}

/** The registry's tree, whole, with this leaf; its last block is number 11. */
export function governedTree(fields: Fields): HashTree {
  return treeWith(leaf(encodeCbor(fields)));
}

/** The same with anything in the leaf's place. */
export function treeWith(governance: HashTree): HashTree {
  return level([
    [utf8Bytes("governance"), governance],
    [utf8Bytes("last_block_hash"), leaf(new Uint8Array(32).fill(0xb1))],
    [utf8Bytes("last_block_index"), leaf(Uint8Array.of(11))],
    [utf8Bytes("licences"), EMPTY],
  ]);
}

/** A reply that says more than it proves: `(record { certificate : opt blob; said : text; witness : blob })`, the fields by their hashes. */
export function governanceReply(
  certificate: Uint8Array | null,
  witness: Uint8Array,
  said = "nothing of it is read",
): Uint8Array {
  const blob = (bytes: Uint8Array) => concat(leb128(BigInt(bytes.length)), bytes);
  const option = certificate ? concat(Uint8Array.of(1), blob(certificate)) : Uint8Array.of(0);
  const fields = [
    { name: "certificate", type: 1, value: option },
    { name: "said", type: 0x71, value: blob(utf8Bytes(said)) },
    { name: "witness", type: 0, value: blob(witness) },
  ].sort((one, other) => fieldHash(one.name) - fieldHash(other.name));
  const types = fields.map(({ name, type }) => concat(leb128(BigInt(fieldHash(name))), Uint8Array.of(type)));
  const table = concat(Uint8Array.of(3, 0x6d, 0x7b, 0x6e, 0, 0x6c, fields.length), ...types);
  return concat(utf8Bytes("DIDL"), table, Uint8Array.of(1, 2), ...fields.map(({ value }) => value));
}
