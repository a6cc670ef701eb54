import { createECDH, createHmac, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";

// PKCS#8 around a bare Ed25519 seed (RFC 8410).
const ED25519_PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The kinds of keys that identities of the provider have. */
export type KeyKind = "ed25519" | "p256" | "canister";

/** A key of an identity: its DER form, and how it signs. */
export interface IdentityKey {
  publicDer: Uint8Array;
  sign(payload: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** 32 bytes from the provider's seed, different for every list of parts. */
export function derive(seed: Uint8Array, ...parts: string[]): Uint8Array {
  const mac = createHmac("sha256", seed);
  for (const part of parts) {
    const bytes = Buffer.from(part, "utf8");
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    mac.update(length).update(bytes);
  }
  return mac.digest();
}

function publicDer(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ format: "der", type: "spki" });
}

/** The Ed25519 key of a list of parts. */
export function ed25519Key(seed: Uint8Array, ...parts: string[]): IdentityKey {
  const secret = Buffer.concat([ED25519_PKCS8, derive(seed, "ed25519", ...parts)]);
  const key = createPrivateKey({ key: secret, format: "der", type: "pkcs8" });
  return { publicDer: publicDer(key), sign: (payload) => sign(null, payload, key) };
}

/** The ECDSA key on P-256 of a list of parts; it signs r and s as 64 bytes. */
export function p256Key(seed: Uint8Array, ...parts: string[]): IdentityKey {
  const wide = BigInt(`0x${Buffer.from(derive(seed, "p256", ...parts)).toString("hex")}`);
  const scalar = (wide % (P256_ORDER - 1n)) + 1n;
  const secret = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const curve = createECDH("prime256v1");
  curve.setPrivateKey(secret);
  const point = curve.getPublicKey();
  const part = (from: number) => point.subarray(from, from + 32).toString("base64url");
  const jwk = { kty: "EC", crv: "P-256", d: secret.toString("base64url"), x: part(1), y: part(33) };
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  return {
    publicDer: publicDer(key),
    sign: (payload) => sign("sha256", payload, { key, dsaEncoding: "ieee-p1363" }),
  };
}
