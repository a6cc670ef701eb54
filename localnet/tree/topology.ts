import { canisterIdOf } from "../crypto/principal.ts";
import type { Network } from "../replica/types.ts";
import { encodeCbor } from "../wire/cbor.ts";
import { LabelTrie } from "./labelTrie.ts";

/** The canister ids of the application subnet: all that a running number can make, so that any id may be asked for. */
const FIRST_CANISTER = canisterIdOf(0n);
const LAST_CANISTER = canisterIdOf(2n ** 64n - 1n);

/** `/subnet` and `/canister_ranges` as every subnet's state tree shows them (interface specification, "Subnet information"). */
export function topology(network: Network): { subnet: LabelTrie; ranges: LabelTrie } {
  const all = encodeCbor([[FIRST_CANISTER, LAST_CANISTER]]);
  const none = encodeCbor([]);
  const text = (value: string) => Buffer.from(value, "utf8");
  const node = LabelTrie.of([[network.nodeId, LabelTrie.of([["public_key", network.nodeKey]])]]);
  const subnet = LabelTrie.of([
    [
      network.rootSubnetId,
      LabelTrie.of([
        ["canister_ranges", none],
        ["public_key", network.rootKey],
        ["type", text("system")],
      ]),
    ],
    [
      network.subnetId,
      LabelTrie.of([
        ["canister_ranges", all],
        ["node", node],
        ["public_key", network.subnetKey],
        ["type", text(network.subnetType)],
      ]),
    ],
  ]);
  return { subnet, ranges: LabelTrie.of([[network.subnetId, LabelTrie.of([[FIRST_CANISTER, all]])]]) };
}
