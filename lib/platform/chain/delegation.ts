import { createPublicKey, verify as verifySignature } from "node:crypto";
import {
  Cbor,
  type Cert,
  Certificate,
  type HashTree,
  IC_REQUEST_AUTH_DELEGATION_DOMAIN_SEPARATOR,
  LookupPathStatus,
  lookup_path,
  reconstruct,
  requestIdOf,
} from "@dfinity/agent";
import { Principal } from "@dfinity/principal";
import { sha256 } from "@noble/hashes/sha2";
import type { SignedDelegations } from "./signedDelegations.ts";

/** On whose word canister signatures are believed. */
export type Trust = {
  /** DER root key of the network that the identity provider lives on. */
  rootKey: Uint8Array;
  /** Canisters whose signatures count as a person's, in text; others are refused. "any": a local network, where nobody is real. */
  identityCanisters: readonly string[] | "any";
};

/** Why a chain was refused. For the log; people see one sentence. */
export class DelegationError extends Error {}

/** The object identifier of canister signatures, in DER (IC interface specification, "Signatures"). */
const canisterSignatureOid = "060a2b0601040183b8430102";

/**
 * The principal that signed `message`: checks every link of `chain` (Ed25519, ECDSA on P-256, canister signatures),
 * its expiry against `now`, and the last key's signature over the message.
 * Throws `DelegationError` for anything that does not hold. Chains limited to targets are refused: a sign-in has none.
 */
export async function signedBy(
  chain: SignedDelegations,
  message: Uint8Array,
  signature: Uint8Array,
  trust: Trust,
  now: Date,
): Promise<Principal> {
  const first = bytes(chain.publicKey);
  let key = first;
  for (const link of chain.delegations) {
    if (link.delegation.targets?.length) throw new DelegationError("the delegation is limited to targets");
    const expiration = BigInt(`0x${link.delegation.expiration}`);
    if (expiration <= BigInt(now.getTime()) * 1_000_000n) throw new DelegationError("the delegation has expired");
    const next = bytes(link.delegation.pubkey);
    const challenge = Buffer.concat([
      IC_REQUEST_AUTH_DELEGATION_DOMAIN_SEPARATOR,
      requestIdOf({ pubkey: next, expiration }),
    ]);
    if (!(await holds(key, challenge, bytes(link.signature), trust)))
      throw new DelegationError("a delegation is not signed by the key before it");
    key = next;
  }
  if (isCanisterKey(key)) throw new DelegationError("the session key is no key of a browser");
  if (!(await holds(key, message, signature, trust)))
    throw new DelegationError("the challenge is not signed by the session key");
  return Principal.selfAuthenticating(first);
}

async function holds(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  trust: Trust,
): Promise<boolean> {
  if (isCanisterKey(publicKey)) return canisterSignatureHolds(publicKey, message, signature, trust);
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
    if (key.asymmetricKeyType === "ed25519") return verifySignature(null, message, key, signature);
    if (key.asymmetricKeyDetails?.namedCurve === "prime256v1")
      return verifySignature("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
  } catch (error) {
    throw new DelegationError("a key cannot be read", { cause: error });
  }
  throw new DelegationError("the kind of key is not accepted");
}

function isCanisterKey(publicKey: Uint8Array): boolean {
  // SEQUENCE { SEQUENCE { OID } BIT STRING }: the identifier stands at a fixed place for every length this can have.
  return Buffer.from(publicKey.subarray(2, 20)).toString("hex").includes(canisterSignatureOid);
}

/**
 * IC interface specification, "Canister signatures": the certificate's `certified_data` of the signing canister is the root of
 * a tree with an empty leaf at `sig / H(seed) / H(message)`.
 */
async function canisterSignatureHolds(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  trust: Trust,
): Promise<boolean> {
  const { canisterId, seed } = canisterKey(publicKey);
  if (trust.identityCanisters !== "any" && !trust.identityCanisters.includes(canisterId.toText()))
    throw new DelegationError(`${canisterId.toText()} is no identity provider that is trusted here`);
  try {
    const { certificate, tree } = Cbor.decode<{ certificate: Uint8Array; tree: HashTree }>(signature);
    const checked = await Certificate.create({
      certificate: new Uint8Array(certificate),
      rootKey: trust.rootKey,
      canisterId,
      // The signature is made once and used for the delegation's whole life.
      disableTimeVerification: true,
    });
    if (!mayCarrySignatures(certificate)) return false;
    const certified = checked.lookup_path(["canister", canisterId.toUint8Array(), "certified_data"]);
    if (certified.status !== LookupPathStatus.Found) return false;
    if (Buffer.compare(certified.value, await reconstruct(tree)) !== 0) return false;
    const leaf = lookup_path(["sig", sha256(seed), sha256(message)], tree);
    return leaf.status === LookupPathStatus.Found && leaf.value.length === 0;
  } catch (error) {
    throw new DelegationError("a canister signature cannot be checked", { cause: error });
  }
}

/**
 * A certificate through a delegation has to show its subnet's type, and a `cloud_engine` may not make canister signatures
 * (IC interface specification, "Canister signatures"). The certificate's own signatures are checked by the caller.
 */
function mayCarrySignatures(certificate: Uint8Array): boolean {
  const { delegation } = Cbor.decode<Cert>(certificate);
  if (!delegation) return true;
  const { tree } = Cbor.decode<Cert>(new Uint8Array(delegation.certificate));
  const type = lookup_path(["subnet", new Uint8Array(delegation.subnet_id), "type"], tree);
  return type.status === LookupPathStatus.Found && Buffer.from(type.value).toString() !== "cloud_engine";
}

/** DER: 30 len 30 0c <oid> 03 len 00 <length of id> <id> <seed>; every length is below 128 for ids and seeds in use. */
function canisterKey(der: Uint8Array): { canisterId: Principal; seed: Uint8Array } {
  const oid = Buffer.from(canisterSignatureOid, "hex");
  const at = Buffer.from(der).indexOf(oid) + oid.length;
  const bitString = der.subarray(at);
  const idLength = bitString[3];
  if (
    bitString[0] !== 0x03 ||
    bitString[1] !== bitString.length - 2 ||
    bitString[2] !== 0 ||
    idLength === undefined ||
    idLength > 29
  )
    throw new DelegationError("a canister's key cannot be read");
  return {
    canisterId: Principal.fromUint8Array(bitString.slice(4, 4 + idLength)),
    seed: bitString.slice(4 + idLength),
  };
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "hex"));
}
