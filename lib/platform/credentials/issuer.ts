import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { portalOrigin } from "../config.ts";
import { multibase58 } from "./base58.ts";
import type { Json } from "./jcs.ts";

/** Who signs credentials: a DID of this portal's address, with one Ed25519 key that is listed in both forms. */
export type Issuer = {
  did: string;
  privateKey: KeyObject;
  /** Of the key as a Multikey, for Data Integrity. */
  multikey: string;
  /** Of the key as a JWK, for JOSE. */
  jwk: string;
  document: Json;
};

/** Where the key lies: `CREDENTIAL_KEY_FILE`, or secrets/credential-key.pem in the state folder. */
export function credentialKeyFile(env: Record<string, string | undefined> = process.env): string {
  return env.CREDENTIAL_KEY_FILE || path.join(env.STATE_DIR || ".data", "secrets", "credential-key.pem");
}

/** Makes a key and keeps it in `file` (mode 0600, never written over an existing one). */
export function createCredentialKey(file: string): void {
  const { privateKey } = generateKeyPairSync("ed25519");
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  fs.writeFileSync(file, privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600, flag: "wx" });
}

/** The issuer with the key in a PKCS#8 PEM file (RFC 8410), at this origin. Throws for a file that holds another key. */
export function issuerOf(pem: string, origin: string): Issuer {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== "ed25519") throw new Error("the credentials' key is no Ed25519 key");
  const { x = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  const did = didOf(origin);
  const [multikey, jwk] = [`${did}#key`, `${did}#jwk`];
  // The multicodec of an Ed25519 public key is 0xed, as a varint.
  const publicKeyMultibase = multibase58(Uint8Array.of(0xed, 0x01, ...Buffer.from(x, "base64url")));
  const document: Json = {
    "@context": [
      "https://www.w3.org/ns/did/v1",
      "https://w3id.org/security/multikey/v1",
      "https://w3id.org/security/jwk/v1",
    ],
    id: did,
    verificationMethod: [
      { id: multikey, type: "Multikey", controller: did, publicKeyMultibase },
      {
        id: jwk,
        type: "JsonWebKey",
        controller: did,
        publicKeyJwk: { kty: "OKP", crv: "Ed25519", alg: "EdDSA", use: "sig", kid: "jwk", x },
      },
    ],
    assertionMethod: [multikey, jwk],
  };
  return { did, privateKey, multikey, jwk, document };
}

/** The did:web of an origin (did:web, "Method-specific identifier"): a port is percent-encoded. */
export function didOf(origin: string): string {
  return `did:web:${new URL(origin).host.replace(":", "%3A")}`;
}

let loaded: { pem: string; issuer: Issuer } | undefined;

/** This portal's issuer, or null where it has no key for credentials and so hands none out. */
export function issuer(): Issuer | null {
  const file = credentialKeyFile();
  if (!fs.existsSync(/* turbopackIgnore: true */ file)) return null;
  const pem = fs.readFileSync(/* turbopackIgnore: true */ file, "utf8");
  if (loaded?.pem !== pem) loaded = { pem, issuer: issuerOf(pem, portalOrigin()) };
  return loaded.issuer;
}
