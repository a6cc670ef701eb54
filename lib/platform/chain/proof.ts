import { Principal } from "@dfinity/principal";
import type { Chain, Method } from "./agent.ts";
import { type Verified, verifyCertificate } from "./certificate.ts";
import { ChainError } from "./errors.ts";
import { decodeHashTree, type HashTree, lookup, rootHash } from "./hashTree.ts";

/** A certificate with the part of the canister's tree that it proves, both also as they travelled. */
export type Proof = {
  certificate: Verified;
  witness: HashTree;
  certificateBytes: Uint8Array;
  witnessBytes: Uint8Array;
  /** The whole answer, decoded. What of it the witness does not hold is proven by nothing. */
  answer: unknown;
};

/**
 * Asks a certified query and checks everything: the certificate against the root key, and that the witness is part of
 * what the canister certified. Throws `ChainError`.
 */
export async function provenBy(
  chain: Chain,
  canister: string,
  query: { name: string; method: Method; args: readonly unknown[] },
): Promise<Proof> {
  const answer = await chain.query(canister, query.name, query.method, query.args);
  const { certificate: certificateBytes, witness } = carriedBy(answer);
  if (!certificateBytes || !witness) throw new ChainError("untrusted", "an answer without its certificate");
  const verified = await verifyCertificate(certificateBytes, chain.rootKey, canister);
  try {
    const tree = decodeHashTree(witness);
    const certified = lookup(verified.tree, "canister", Principal.fromText(canister).toUint8Array(), "certified_data");
    if (certified.status !== "found" || Buffer.compare(certified.value, rootHash(tree)) !== 0)
      throw new Error("the witness is not what the canister certified");
    return { certificate: verified, witness: tree, certificateBytes, witnessBytes: witness, answer };
  } catch (error) {
    throw new ChainError("untrusted", "a witness that does not hold", error);
  }
}

/** Certificate and witness of a certified answer, in this project's form or in ICRC-3's. */
function carriedBy(answer: unknown): { certificate?: Uint8Array; witness?: Uint8Array } {
  if (Array.isArray(answer)) {
    const [data] = answer as [{ certificate: Uint8Array; hash_tree: Uint8Array }?];
    return { certificate: data?.certificate, witness: data?.hash_tree };
  }
  const { certificate, witness } = answer as { certificate: [Uint8Array?]; witness: Uint8Array };
  return { certificate: certificate[0], witness };
}

/** The leaf at `path`, or null where its absence is proven. Throws `ChainError` where the witness proves neither. */
export function proven(proof: Proof, ...path: readonly (Uint8Array | string)[]): Uint8Array | null {
  const found = lookup(proof.witness, ...path);
  if (found.status === "found") return found.value;
  if (found.status === "absent") return null;
  throw new ChainError("untrusted", "a witness that proves neither presence nor absence");
}
