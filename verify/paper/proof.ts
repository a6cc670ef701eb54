/**
 * A proof small enough for paper: record, witness and certificate with its delegation, cut down to what the check needs and
 * packed without what its reader knows or can work out (docs/verification.md, "On paper"). Unpacked it is a proof like any
 * other, and is checked like any other.
 */
import { sha256 } from "@noble/hashes/sha2";
import { derOfBlsKey } from "../bls.ts";
import { concat, equalBytes, utf8Bytes } from "../bytes.ts";
import { type EncodableMap, encodeCbor } from "../cbor.ts";
import { type Certificate, canisterRanges, decodeCertificate, shardOf } from "../certificate.ts";
import { reading, VerifyError } from "../errors.ts";
import { decodeHashTree, type HashTree, lookupPath, reconstruct } from "../hashTree.ts";
import { licenceLabel } from "../labels.ts";
import type { Network } from "../network.ts";
import { selfAuthenticating } from "../principal.ts";
import { encodeRecord } from "../record.ts";
import type { Proof } from "../verifier.ts";
import { Packer, Unpacker } from "./packing.ts";
import { packRecord, unpackRecord } from "./record.ts";
import { type Known, packTree, prunedTo, treeValue, unpackTree } from "./tree.ts";

/** The first byte of a packed proof. */
const VERSION = 1;
/** Length of a raw key, and of a signature. */
const KEY = 96;
const SIGNATURE = 48;

const name = (text: string) => utf8Bytes(text);
const NAMES = ["time", "canister", "certified_data", "subnet", "public_key", "canister_ranges", "licences"].map(name);

/** Whose proof it is, in four bytes: enough to tell a paper of another network from a forged one. */
function fingerprint({ rootKey, canisters }: Network): Uint8Array {
  return sha256(concat(rootKey, canisters.licenceRegistry)).slice(0, 4);
}

/** What labels and leaves of the three trees are known, in this order, before they are read. */
function knownOf(network: Network, label: Uint8Array, signer: { subnetId: Uint8Array; der: Uint8Array } | null): Known {
  const labels = [...NAMES, label, network.canisters.licenceRegistry, ...(signer ? [signer.subnetId] : [])];
  return { labels, leaves: signer ? [signer.der] : [] };
}

/** The packed form of a proof that a licence of this network exists. Throws the code of what is not of the documented form. */
export function packProof(network: Network, number: string, proof: Proof): Uint8Array {
  const certificate = decodeCertificate(proof.certificate);
  const witness = reading("witness-malformed", () => decodeHashTree(proof.witness));
  const label = licenceLabel(number);
  const path = [name("licences"), label];
  const leaf = lookupPath(path, witness);
  if (leaf.status !== "found") throw new VerifyError("witness-incomplete", `the witness says ${leaf.status}`);

  const into = new Packer().raw(Uint8Array.of(VERSION)).raw(fingerprint(network));
  packRecord(leaf.value, into);
  const delegation = delegationOf(certificate, network);
  const isDerived = delegation !== null && equalBytes(selfAuthenticating(delegation.der), delegation.subnetId);
  into.raw(Uint8Array.of(delegation === null ? 0 : isDerived ? 1 : 2));
  if (delegation) into.raw(delegation.der.subarray(-KEY)).raw(delegation.signature);
  if (delegation && !isDerived) into.bytes(delegation.subnetId);
  into.raw(certificate.signature);

  const known = knownOf(network, label, delegation);
  packTree(prunedTo(witness, [path]), { ...known, leaves: [...known.leaves, leaf.value] }, into);
  const paths = [[name("time")], [name("canister"), network.canisters.licenceRegistry, name("certified_data")]];
  packTree(prunedTo(certificate.tree, paths), { ...known, leaves: [...known.leaves, reconstruct(witness)] }, into);
  if (delegation) packTree(delegation.tree, known, into);
  return into.done();
}

/** The delegation's parts, its tree cut down to the key, the time and the range that holds the registry. */
function delegationOf({ delegation }: Certificate, { canisters }: Network) {
  if (!delegation) return null;
  const { subnetId } = delegation;
  const inner = decodeCertificate(delegation.certificate);
  const of = (leaf: string) => [name("subnet"), subnetId, name(leaf)];
  const key = lookupPath(of("public_key"), inner.tree);
  if (key.status !== "found" || !equalBytes(key.value, derOfBlsKey(key.value.slice(-KEY))))
    throw new VerifyError("delegation-keyless", "a key of another form");
  const shard = shardOf(subnetId, inner.tree, canisters.licenceRegistry);
  const ranges = shard ? [name("canister_ranges"), subnetId, shard] : of("canister_ranges");
  const tree = prunedTo(inner.tree, [[name("time")], of("public_key"), ranges]);
  // Cut down, it has to show the same still.
  if (canisterRanges(subnetId, tree).length === 0) throw new VerifyError("canister-out-of-range", "no ranges");
  return { subnetId, der: key.value, signature: inner.signature, tree };
}

/**
 * The licence's number and the proof in a packed form, for whom nothing is checked yet. Throws `paper-malformed` for bytes of
 * another form or version, and `paper-foreign` for a paper of another network or registry.
 */
export function unpackProof(network: Network, packed: Uint8Array): { number: string; proof: Proof } {
  return reading("paper-malformed", () => {
    const from = new Unpacker(packed);
    if (from.byte() !== VERSION) throw new VerifyError("encoding", "a version that is not known here");
    if (!equalBytes(from.raw(4), fingerprint(network)))
      throw new VerifyError("paper-foreign", "the paper is of another network or another registry");
    const record = unpackRecord(from);
    const recordBytes = encodeRecord(record);
    const form = from.byte();
    if (form > 2) throw new VerifyError("encoding", "no such form");
    const der = form === 0 ? null : derOfBlsKey(from.raw(KEY));
    const delegationSignature = form === 0 ? null : from.raw(SIGNATURE);
    const signer = der && { der, subnetId: form === 1 ? selfAuthenticating(der) : from.bytes() };
    const signature = from.raw(SIGNATURE);

    const known = knownOf(network, licenceLabel(record.number), signer);
    const witness = unpackTree({ ...known, leaves: [...known.leaves, recordBytes] }, from);
    const tree = unpackTree({ ...known, leaves: [...known.leaves, reconstruct(witness)] }, from);
    const delegation =
      signer && delegationSignature && delegationMap(signer.subnetId, unpackTree(known, from), delegationSignature);
    from.end();
    const certificate = { tree: treeValue(tree), signature, ...(delegation && { delegation }) };
    return {
      number: record.number,
      proof: { certificate: encodeCbor(certificate), witness: encodeCbor(treeValue(witness)) },
    };
  });
}

function delegationMap(subnetId: Uint8Array, tree: HashTree, signature: Uint8Array): EncodableMap {
  return { subnet_id: subnetId, certificate: encodeCbor({ tree: treeValue(tree), signature }) };
}
