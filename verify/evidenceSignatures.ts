/** The approvers' own signatures in the evidence of a batch: what the registry certifies of them. */
import { sha256 } from "@noble/hashes/sha2";
import { concat, equalBytes, fromBase64, toHex, utf8Bytes } from "./bytes.ts";
import { type Cbor, decodeCbor } from "./cbor.ts";
import { CertificateChecker } from "./certificate.ts";
import type { Evidence } from "./evidenceForm.ts";
import { decodeHashTree, lookupPath, reconstruct } from "./hashTree.ts";
import { parseNetwork } from "./network.ts";

/** Fewer never issue a batch. */
const fewest = 2;

/**
 * As many approvers as the registry ever asks for have signed exactly this plan and its licences. Without licences there is nothing
 * to sign, and no proof.
 */
export function* signatures({ batch, signatures: proof }: Evidence, description: unknown): Iterable<string> {
  if (proof === null) {
    if (batch.manifestHash !== null) yield "nothing proves that anybody signed this batch";
    return;
  }
  const { rootKey, canisters } = parseNetwork(description);
  const canister = canisters.licenceRegistry;
  const tree = new CertificateChecker(rootKey).signed(fromBase64(proof.certificate), canister);
  const certified = lookupPath([utf8Bytes("canister"), canister, utf8Bytes("certified_data")], tree);
  const witness = decodeHashTree(fromBase64(proof.witness));
  if (certified.status !== "found" || !equalBytes(certified.value, reconstruct(witness))) {
    yield "the witness of the signatures is not what the registry certified";
    return;
  }
  const leaf = lookupPath([utf8Bytes("batches"), batchLabel(batch.code)], witness);
  if (leaf.status !== "found") {
    yield `nobody signed this batch: ${leaf.status}`;
    return;
  }
  const standing = decodeCbor(leaf.value, { deterministic: true });
  if (!(standing instanceof Map)) throw new Error("the signatures are in another form");
  if (standing.get("batch") !== batch.code) yield "the signatures are under another batch";
  if (hexOf(standing.get("plan")) !== batch.planHash) yield "another plan was signed";
  if (hexOf(standing.get("manifest")) !== batch.manifestHash) yield "other licences were signed";
  const signers = signersOf(standing.get("approvals"));
  if (new Set(signers).size < fewest) yield `${new Set(signers).size} approvers have signed, of at least ${fewest}`;
}

function signersOf(approvals: Cbor | undefined): string[] {
  if (!Array.isArray(approvals)) throw new Error("the signatures are in another form");
  return (approvals as readonly Cbor[]).map(
    (approval) => hexOf(Array.isArray(approval) ? approval[0] : undefined) ?? "",
  );
}

function hexOf(value: Cbor | undefined): string | null {
  return value instanceof Uint8Array ? toHex(value) : null;
}

/** Docs/verification.md, "The tree": where a batch stands. */
function batchLabel(code: string): Uint8Array {
  const name = "sanad-batch";
  return sha256(concat(Uint8Array.of(name.length), utf8Bytes(name), utf8Bytes(code)));
}
