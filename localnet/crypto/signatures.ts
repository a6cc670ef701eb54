import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { asMap, decodeCbor } from "../wire/cbor.ts";
import { verifyCanisterSignature } from "./canisterSignature.ts";
import { coseKey, verifyWebAuthn } from "./cose.ts";
import { CANISTER_SIGNATURE, COSE, wrapped } from "./der.ts";
import { LruCache } from "./lruCache.ts";
import { hex } from "./principal.ts";

type Curve = "ed25519" | "prime256v1" | "secp256k1";
type Parsed =
  | { kind: "plain"; curve: Curve; key: KeyObject }
  | { kind: "cose"; key: ReturnType<typeof coseKey> }
  | { kind: "canister"; canisterId: Uint8Array; seed: Uint8Array }
  | { kind: "unknown" };

const parsedKeys = new LruCache<Parsed>(1024);

function parse(der: Uint8Array): Parsed {
  try {
    const cose = wrapped(der, COSE);
    if (cose) return { kind: "cose", key: coseKey(asMap(decodeCbor(cose, true))) };
    const canister = wrapped(der, CANISTER_SIGNATURE);
    if (canister) {
      const length = canister[0] ?? 0;
      if (length > 29 || canister.length < 1 + length) return { kind: "unknown" };
      return { kind: "canister", canisterId: canister.subarray(1, 1 + length), seed: canister.subarray(1 + length) };
    }
    const key = createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
    const curve = key.asymmetricKeyType === "ec" ? key.asymmetricKeyDetails?.namedCurve : key.asymmetricKeyType;
    if (curve !== "ed25519" && curve !== "prime256v1" && curve !== "secp256k1") return { kind: "unknown" };
    return { kind: "plain", curve, key };
  } catch {
    return { kind: "unknown" };
  }
}

const parsed = (der: Uint8Array): Parsed => parsedKeys.getOrSet(hex(der), () => parse(der));

/** The canister behind a public key that is a canister signature key, or null. */
export function signingCanister(der: Uint8Array): Uint8Array | null {
  const key = parsed(der);
  return key.kind === "canister" ? key.canisterId : null;
}

/**
 * Whether a signature on a payload (domain separator included) is valid under a DER-encoded public key of any scheme of
 * the IC: Ed25519, ECDSA on P-256 and secp256k1, WebAuthn, canister signatures (interface specification, "Signatures").
 * Never throws.
 */
export function verifySignature(
  der: Uint8Array,
  payload: Uint8Array,
  signature: Uint8Array,
  rootKey: Uint8Array,
): boolean {
  const key = parsed(der);
  try {
    switch (key.kind) {
      case "plain":
        if (signature.length !== 64) return false;
        if (key.curve === "ed25519") return verify(null, payload, key.key, signature);
        return verify("sha256", payload, { key: key.key, dsaEncoding: "ieee-p1363" }, signature);
      case "cose":
        return verifyWebAuthn(key.key, payload, signature);
      case "canister":
        return verifyCanisterSignature(key, payload, signature, rootKey);
      default:
        return false;
    }
  } catch {
    return false;
  }
}
