/** The certified tip of the log: how many blocks there are and what the last one hashes to, signed by the subnet. */
import { equalBytes, fromBase64, toBase64, utf8Bytes } from "../bytes.ts";
import type { Verification } from "../candid.ts";
import { CertificateChecker, certificateTime, decodeCertificate, unsignedLeb128 } from "../certificate.ts";
import { reading, VerifyError } from "../errors.ts";
import { decodeHashTree, type HashTree, lookupLabel, lookupPath, reconstruct } from "../hashTree.ts";
import type { Network } from "../network.ts";

export interface Tip {
  /** How many blocks there are. */
  readonly length: number;
  /** Of the last one; null while there is none. */
  readonly hash: Uint8Array | null;
  /** When the subnet signed, in nanoseconds since 1970 UTC. */
  readonly time: bigint;
  /** The root of the registry's tree, which changes with everything in it. */
  readonly root: Uint8Array;
  readonly proof: Verification;
}

/** Checks certificates of one registry, of today and of any day before. */
export class Signatures {
  readonly #checker: CertificateChecker;
  readonly #network: Network;

  /** Throws `network-invalid` when the root key is none. */
  constructor(network: Network) {
    this.#network = network;
    this.#checker = new CertificateChecker(network.rootKey);
  }

  /**
   * The certified tree of a proof and when it was signed. With `now` (nanoseconds) the certificate must be of today; without,
   * it may be of any day, and must have been good on that day. Throws the code of the check that failed.
   */
  tree({ certificate, witness }: Verification, now?: bigint): { tree: HashTree; root: Uint8Array; time: bigint } {
    const { subnetId, canisters } = this.#network;
    const day = now ?? certificateTime(decodeCertificate(certificate).tree, "certificate-malformed");
    const trust = { canisterId: canisters.licenceRegistry, subnetId, now: day };
    const { certifiedData, time } = this.#checker.check(certificate, trust, () => {});
    const tree = reading("witness-malformed", () => decodeHashTree(witness));
    if (!equalBytes(reconstruct(tree), certifiedData))
      throw new VerifyError("witness-mismatch", "the witness is not of the certified state");
    return { tree, root: certifiedData, time };
  }

  /** The tip that a proof shows; `now` as for `tree`. Throws the code of the check that failed. */
  tip(proof: Verification, now?: bigint): Tip {
    const { tree, root, time } = this.tree(proof, now);
    const hash = lookupPath([utf8Bytes("last_block_hash")], tree);
    const index = lookupPath([utf8Bytes("last_block_index")], tree);
    if (hash.status === "absent" && index.status === "absent") {
      // The same silence of a canister that keeps no licences would prove nothing.
      const licences = lookupLabel(utf8Bytes("licences"), tree);
      if (licences.status !== "found") throw new VerifyError("witness-foreign", "not a registry's tree");
      return { length: 0, hash: null, time, root, proof };
    }
    if (hash.status !== "found" || index.status !== "found" || hash.value.length !== 32)
      throw new VerifyError("witness-incomplete", "the witness does not show the tip");
    const last = reading("witness-malformed", () => unsignedLeb128(index.value));
    if (last >= 1n << 40n) throw new VerifyError("witness-malformed", "an index that cannot be");
    return { length: Number(last) + 1, hash: hash.value, time, root, proof };
  }
}

/** A proof as it stands in a file. */
export interface SavedProof {
  readonly certificate: string;
  readonly witness: string;
}

/** In base64. */
export function saveProof({ certificate, witness }: Verification): SavedProof {
  return { certificate: toBase64(certificate), witness: toBase64(witness) };
}

/** The proof that `saveProof` wrote. Throws `certificate-malformed` or `witness-malformed`. */
export function savedProof(saved: unknown): Verification {
  const { certificate, witness } = isObject(saved) ? saved : {};
  const bytes = (part: unknown) => {
    if (typeof part !== "string") throw new VerifyError("encoding", "not in the file");
    return fromBase64(part);
  };
  return {
    certificate: reading("certificate-malformed", () => bytes(certificate)),
    witness: reading("witness-malformed", () => bytes(witness)),
  };
}

/** Whether something read from JSON is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
