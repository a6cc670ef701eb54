import { createHash } from "node:crypto";
import { decode } from "@dfinity/cbor";
import { Principal } from "@dfinity/principal";
import { licenceLabel } from "../encoding.ts";
import { decodeHashTree, type HashTree, hashTree, lookup, rootHash, subtree } from "../hashTree.ts";
import type { LicenceProof, LicenceRecord } from "../registry.ts";
import { Packer } from "./packer.ts";
import { type Known, packTree, prunedTo } from "./tree.ts";

const names = ["time", "canister", "certified_data", "subnet", "public_key", "canister_ranges", "licences"].map(
  (name) => Buffer.from(name),
);
const characters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const sectors = ["government", "education", "startups", "private"];
const statuses = ["active", "suspended", "revoked"];
const second = 1_000_000_000n;
/** Length of a raw key, and of the prefix that makes it DER. */
const key = 96;
const prefix = 37;

type CertificateMap = {
  tree: unknown;
  signature: Uint8Array;
  delegation?: { subnet_id: Uint8Array; certificate: Uint8Array };
};
type Signer = { der: Uint8Array; subnetId: Uint8Array; signature: Uint8Array; tree: HashTree };

/**
 * A checked proof of a licence in the few hundred bytes that paper has room for: cut down to what its check needs, without what
 * the reader knows. Throws for a proof of absence.
 */
export function packedProof(proof: LicenceProof, network: { rootKey: Uint8Array; registry: string }): Uint8Array {
  const { record } = proof;
  if (!record) throw new Error("there is no record to print");
  const canister = Principal.fromText(network.registry).toUint8Array();
  const label = licenceLabel(record.number);
  const witness = decodeHashTree(proof.witness);
  const leaf = lookup(witness, "licences", label);
  if (leaf.status !== "found") throw new Error("the witness does not show the licence");
  const certificate = decode(proof.certificate) as CertificateMap;
  const signer = certificate.delegation ? signerOf(certificate.delegation, canister) : null;

  const into = new Packer().raw(Uint8Array.of(1));
  into.raw(createHash("sha256").update(network.rootKey).update(canister).digest().subarray(0, 4));
  packRecord(record, into);
  const isDerived = signer !== null && Buffer.compare(selfAuthenticating(signer.der), signer.subnetId) === 0;
  into.raw(Uint8Array.of(signer === null ? 0 : isDerived ? 1 : 2));
  if (signer) into.raw(signer.der.subarray(prefix)).raw(signer.signature);
  if (signer && !isDerived) into.bytes(signer.subnetId);
  into.raw(certificate.signature);

  const labels = [...names, label, canister, ...(signer ? [signer.subnetId] : [])];
  const known = (...more: Uint8Array[]): Known => ({ labels, leaves: [...(signer ? [signer.der] : []), ...more] });
  packTree(prunedTo(witness, [[Buffer.from("licences"), label]]), known(leaf.value), into);
  const paths = [path("time"), path("canister", canister, "certified_data")];
  packTree(prunedTo(hashTree(certificate.tree), paths), known(rootHash(witness)), into);
  if (signer) packTree(signer.tree, known(), into);
  return into.done();
}

/** Who signed by the root key's leave: that certificate cut down to the key, the time and the range that holds the registry. */
function signerOf(delegation: { subnet_id: Uint8Array; certificate: Uint8Array }, canister: Uint8Array): Signer {
  const subnetId = Uint8Array.from(delegation.subnet_id);
  const inner = decode(delegation.certificate) as CertificateMap;
  const whole = hashTree(inner.tree);
  const der = lookup(whole, "subnet", subnetId, "public_key");
  if (der.status !== "found" || der.value.length !== prefix + key) throw new Error("a delegation without its key");
  const shards = labelsIn(subtree(whole, "canister_ranges", subnetId));
  const shard = shards.findLast((first) => Buffer.compare(first, canister) <= 0) ?? shards[0];
  const ranges = shard ? path("canister_ranges", subnetId, shard) : path("subnet", subnetId, "canister_ranges");
  const tree = prunedTo(whole, [path("time"), path("subnet", subnetId, "public_key"), ranges]);
  return { der: der.value, subnetId, signature: inner.signature, tree };
}

function labelsIn(tree: HashTree | null): Uint8Array[] {
  if (tree?.kind === "fork") return [...labelsIn(tree.left), ...labelsIn(tree.right)];
  return tree?.kind === "labeled" && tree.tree.kind === "leaf" ? [tree.label] : [];
}

function path(...parts: (string | Uint8Array)[]): Uint8Array[] {
  return parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part));
}

function selfAuthenticating(der: Uint8Array): Uint8Array {
  return Buffer.concat([createHash("sha224").update(der).digest(), Buffer.of(2)]);
}

function packRecord(record: LicenceRecord, into: Packer): void {
  const { holder, reason, issued } = record;
  const indexes = (sectors.indexOf(record.sector) << 4) | (statuses.indexOf(record.status) << 2);
  into.raw(Uint8Array.of(indexes | (holder ? 2 : 0) | (reason === null ? 0 : 1)));
  let bits = 0n;
  for (const character of record.number.slice(3, 13)) bits = (bits << 5n) | BigInt(characters.indexOf(character));
  into.raw(Buffer.from(bits.toString(16).padStart(14, "0"), "hex"));
  for (const text of [record.batch, record.phase, record.decision, record.programme]) into.text(text);
  into.text(record.institutionId).text(record.institutionName).number(BigInt(record.chunk));
  into.number(time(issued));
  for (const at of [record.validFrom, record.validUntil, record.statusSince])
    into.number(at === issued ? 2n : time(at));
  if (holder) into.raw(holder);
  if (reason !== null) into.text(reason);
}

/** Full seconds are a multiple of three, nanoseconds one more. */
function time(at: bigint): bigint {
  return at % second === 0n ? (at / second) * 3n : at * 3n + 1n;
}
