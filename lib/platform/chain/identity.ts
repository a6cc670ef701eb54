import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Ed25519KeyIdentity } from "@dfinity/identity";

/** The portal's own key on the chain. */
export type PortalIdentity = Ed25519KeyIdentity;

/** Where the portal's key lies: `PORTAL_KEY_FILE`, or secrets/portal-key.pem in the state folder. */
export function portalKeyFile(env: Record<string, string | undefined> = process.env): string {
  return env.PORTAL_KEY_FILE || path.join(env.STATE_DIR || ".data", "secrets", "portal-key.pem");
}

/** The identity in a PKCS#8 PEM file with an Ed25519 key (RFC 8410). Throws when there is none, naming the file. */
export function loadIdentity(file: string): PortalIdentity {
  let pem: string;
  try {
    pem = fs.readFileSync(/* turbopackIgnore: true */ file, "utf8");
  } catch {
    throw new Error(`there is no key at ${file}`);
  }
  const key = createPrivateKey(pem);
  const { d } = key.export({ format: "jwk" });
  if (key.asymmetricKeyType !== "ed25519" || d === undefined) throw new Error(`${file} holds no Ed25519 key`);
  return Ed25519KeyIdentity.fromSecretKey(Uint8Array.from(Buffer.from(d, "base64url")));
}

/** Makes a key, keeps it in `file` (mode 0600, never written over an existing one) and gives the identity. */
export function createIdentity(file: string): PortalIdentity {
  const { privateKey } = generateKeyPairSync("ed25519");
  fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  fs.writeFileSync(file, privateKey.export({ format: "pem", type: "pkcs8" }), { mode: 0o600, flag: "wx" });
  return loadIdentity(file);
}
