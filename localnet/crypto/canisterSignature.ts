import { verifiedTree } from "../tree/certificate.ts";
import { hashTreeFrom, isWellFormed, reconstruct, valueAt } from "../tree/hashTree.ts";
import { asMap, decodeCbor } from "../wire/cbor.ts";
import { sha256 } from "./hash.ts";
import { sameBytes } from "./principal.ts";

const label = (name: string) => Buffer.from(name, "ascii");

/**
 * Whether a canister has signed a payload: its certified data is the root of a tree that holds the path
 * `sig / H(seed) / H(payload)` (interface specification, "Canister signatures").
 */
export function verifyCanisterSignature(
  { canisterId, seed }: { canisterId: Uint8Array; seed: Uint8Array },
  payload: Uint8Array,
  signature: Uint8Array,
  rootKey: Uint8Array,
): boolean {
  const map = asMap(decodeCbor(signature));
  const tree = hashTreeFrom(map?.tree);
  if (!tree || !isWellFormed(tree) || !(map?.certificate instanceof Uint8Array)) return false;
  const signed = valueAt([label("sig"), sha256(seed), sha256(payload)], tree);
  if (signed?.length !== 0) return false;
  const state = verifiedTree(map.certificate, rootKey, canisterId);
  const certified = state && valueAt([label("canister"), canisterId, label("certified_data")], state);
  return certified !== null && sameBytes(certified, reconstruct(tree));
}
