/**
 * Who signed something with Internet Identity: a chain of delegations from the key of a person's principal to a key of their browser
 * (interface specification, "Authentication" and "Canister signatures").
 */
import { ed25519 } from "@noble/curves/ed25519";
import { p256 } from "@noble/curves/nist";
import { sha256 } from "@noble/hashes/sha2";
import { compareBytes, concat, equalBytes, fromHex, toHex, utf8Bytes } from "./bytes.ts";
import { decodeCbor } from "./cbor.ts";
import { CertificateChecker, decodeCertificate } from "./certificate.ts";
import { hashTree, lookupPath, reconstruct } from "./hashTree.ts";
import { hashOf } from "./log/value.ts";
import { selfAuthenticating } from "./principal.ts";

/** On whose word canister signatures are believed. */
export interface IdentityTrust {
  /** DER root key of the network on which the identity provider lives. */
  readonly rootKey: Uint8Array;
  /** Canisters whose signatures are a person's; `any` on a local network, where nobody is real. */
  readonly canisters: readonly Uint8Array[] | "any";
}

/** A key hands its word on to the next. Keys are DER. */
export interface Delegation {
  readonly pubkey: Uint8Array;
  /** Nanoseconds since 1970 UTC. */
  readonly expiration: bigint;
  readonly signature: Uint8Array;
}

export interface SignedMessage {
  readonly message: Uint8Array;
  /** The key of the person's principal, DER. */
  readonly publicKey: Uint8Array;
  readonly delegations: readonly Delegation[];
  /** By the last key of the chain. */
  readonly signature: Uint8Array;
}

/** What is wrong: a delegation has run out, is not signed by the key before it, or the message not by the last key. */
export type SignatureFault = "delegation-expired" | "delegation" | "signature";

const ED25519 = fromHex("302a300506032b6570032100");
const P256 = fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
const CANISTER = fromHex("300c060a2b0601040183b8430102");

/** The principal that signed at `now` (nanoseconds), as bytes, or what is wrong. Never throws. */
export function signerOf(signed: SignedMessage, trust: IdentityTrust, now: bigint): Uint8Array | SignatureFault {
  let key = signed.publicKey;
  for (const { pubkey, expiration, signature } of signed.delegations) {
    if (expiration <= now) return "delegation-expired";
    const fields = { Map: [["pubkey", { Blob: pubkey }] as const, ["expiration", { Nat: expiration }] as const] };
    const message = concat(utf8Bytes("\x1aic-request-auth-delegation"), hashOf(fields));
    if (!holds(key, message, signature, trust)) return "delegation";
    key = pubkey;
  }
  // A canister signs for keys, and not what a browser says.
  if (canisterKey(key) || !holds(key, signed.message, signed.signature, trust)) return "signature";
  return selfAuthenticating(signed.publicKey);
}

function holds(key: Uint8Array, message: Uint8Array, signature: Uint8Array, trust: IdentityTrust): boolean {
  try {
    const canister = canisterKey(key);
    if (canister) return isCanisterSignature(canister, message, signature, trust);
    const raw = keyBehind(ED25519, key, 32);
    if (raw) return ed25519.verify(signature, message, raw, { zip215: false });
    const point = keyBehind(P256, key, 65);
    return point !== null && p256.verify(signature, sha256(message), point, { lowS: false, prehash: false });
  } catch {
    return false;
  }
}

function keyBehind(prefix: Uint8Array, der: Uint8Array, size: number): Uint8Array | null {
  const isOne = der.length === prefix.length + size && equalBytes(der.subarray(0, prefix.length), prefix);
  return isOne ? der.subarray(prefix.length) : null;
}

interface CanisterKey {
  readonly id: Uint8Array;
  readonly seed: Uint8Array;
}

/** DER: 30 length, the identifier, 03 length 00, the length of the id, the id, the seed; every length is below 128. */
function canisterKey(der: Uint8Array): CanisterKey | null {
  const at = 2 + CANISTER.length;
  if (der[0] !== 0x30 || der.length > 129 || !equalBytes(der.subarray(2, at), CANISTER)) return null;
  const [tag, length, unused, size = 0] = der.subarray(at, at + 4);
  const isWhole = der[1] === der.length - 2 && tag === 0x03 && length === der.length - at - 2 && unused === 0;
  if (!isWhole || size > 29 || at + 4 + size > der.length) return { id: new Uint8Array(), seed: new Uint8Array() };
  return { id: der.subarray(at + 4, at + 4 + size), seed: der.subarray(at + 4 + size) };
}

/** The canister certifies a tree with an empty leaf at `sig` / H(seed) / H(message). A signature is good for as long as its delegation. */
function isCanisterSignature(
  { id, seed }: CanisterKey,
  message: Uint8Array,
  signature: Uint8Array,
  { rootKey, canisters }: IdentityTrust,
): boolean {
  if (id.length === 0 || (canisters !== "any" && !canisters.some((one) => compareBytes(one, id) === 0))) return false;
  const parts = decodeCbor(signature);
  if (!(parts instanceof Map) || parts.size !== 2) return false;
  const [certificate, tree] = [parts.get("certificate"), parts.get("tree")];
  if (!(certificate instanceof Uint8Array) || tree === undefined || !maySign(certificate)) return false;
  const state = new CertificateChecker(rootKey).signed(certificate, id);
  const certified = lookupPath([utf8Bytes("canister"), id, utf8Bytes("certified_data")], state);
  const signatures = hashTree(tree);
  if (certified.status !== "found" || !equalBytes(certified.value, reconstruct(signatures))) return false;
  const leaf = lookupPath([utf8Bytes("sig"), sha256(seed), sha256(message)], signatures);
  return leaf.status === "found" && leaf.value.length === 0;
}

/** A delegation has to show its subnet's type, and a `cloud_engine` makes no canister signatures. */
function maySign(certificate: Uint8Array): boolean {
  const { delegation } = decodeCertificate(certificate);
  if (!delegation) return true;
  const { tree } = decodeCertificate(delegation.certificate);
  const type = lookupPath([utf8Bytes("subnet"), delegation.subnetId, utf8Bytes("type")], tree);
  return type.status === "found" && toHex(type.value) !== toHex(utf8Bytes("cloud_engine"));
}
