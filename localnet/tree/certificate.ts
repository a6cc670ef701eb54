import { type BlsKey, blsVerify } from "../crypto/bls.ts";
import { domainSeparator } from "../crypto/hash.ts";
import { sameBytes } from "../crypto/principal.ts";
import { asMap, type Cbor, type CborMap, decodeCbor, encodeCbor } from "../wire/cbor.ts";
import { type HashTree, hashTreeFrom, isWellFormed, reconstruct, valueAt, valuesBelow } from "./hashTree.ts";
import { type LabelTrie, type Selection, selectionOf } from "./labelTrie.ts";

const STATE_ROOT = domainSeparator("ic-state-root");

export interface Delegation {
  subnetId: Uint8Array;
  certificate: Uint8Array;
}

/** One state of a subnet's tree. Its root is signed once, when first asked for; every certificate of it shares that. */
export class CertifiedState {
  readonly tree: LabelTrie;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly #key: BlsKey;
  readonly #delegation: Delegation | undefined;
  #signature: Uint8Array | undefined;

  constructor(tree: LabelTrie, time: bigint, key: BlsKey, delegation?: Delegation) {
    this.tree = tree;
    this.time = time;
    this.#key = key;
    this.#delegation = delegation;
  }

  /** A certificate that reveals a selection, and the time always. */
  certify(selection: Selection): Uint8Array {
    this.#signature ??= this.#key.sign(Buffer.concat([STATE_ROOT, this.tree.hash()]));
    const revealed = selection === "all" ? selection : new Map(selection).set("time", "all");
    const delegation = this.#delegation;
    return encodeCbor({
      tree: this.tree.witness(revealed) as Cbor,
      signature: this.#signature,
      ...(delegation && { delegation: { subnet_id: delegation.subnetId, certificate: delegation.certificate } }),
    });
  }

  /** A certificate that reveals everything below some paths, and the time. */
  certifyPaths(paths: Uint8Array[][]): Uint8Array {
    return this.certify(selectionOf(paths));
  }
}

const label = (name: string) => Buffer.from(name, "ascii");

function signedTree(map: CborMap, key: Uint8Array): HashTree | null {
  const tree = hashTreeFrom(map.tree);
  if (!tree || !isWellFormed(tree) || !(map.signature instanceof Uint8Array)) return null;
  return blsVerify(key, map.signature, Buffer.concat([STATE_ROOT, reconstruct(tree)])) ? tree : null;
}

function inRanges(shards: Uint8Array[], id: Uint8Array): boolean {
  return shards.some((shard) => {
    const ranges = decodeCbor(shard);
    if (!Array.isArray(ranges)) return false;
    return ranges.some((range) => {
      const [from, to] = Array.isArray(range) ? range : [];
      if (!(from instanceof Uint8Array) || !(to instanceof Uint8Array)) return false;
      return Buffer.compare(from, id) <= 0 && Buffer.compare(id, to) <= 0;
    });
  });
}

/**
 * The tree of a certificate that was checked against the root key and, where it carries a delegation, for the range and
 * the type of the delegated subnet (interface specification, "Canister signatures"); null when anything is wrong.
 */
export function verifiedTree(certificate: Uint8Array, rootKey: Uint8Array, canisterId: Uint8Array): HashTree | null {
  const map = asMap(decodeCbor(certificate));
  if (!map) return null;
  if (map.delegation === undefined) return signedTree(map, rootKey);
  const delegation = asMap(map.delegation);
  const subnet = delegation?.subnet_id;
  const inner = delegation?.certificate;
  if (!(subnet instanceof Uint8Array) || !(inner instanceof Uint8Array)) return null;
  const parent = asMap(decodeCbor(inner));
  if (!parent || parent.delegation !== undefined) return null;
  const tree = signedTree(parent, rootKey);
  const key = tree && valueAt([label("subnet"), subnet, label("public_key")], tree);
  const type = tree && valueAt([label("subnet"), subnet, label("type")], tree);
  if (!tree || !key || !type || sameBytes(type, label("cloud_engine"))) return null;
  const shards = valuesBelow([label("canister_ranges"), subnet], tree);
  return inRanges(shards, canisterId) ? signedTree(map, key) : null;
}
