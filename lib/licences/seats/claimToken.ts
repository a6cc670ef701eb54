import { createHash, randomBytes } from "node:crypto";

/** A fresh claim secret for a link, and the hash of it, which is all that is kept with the seat. */
export function newClaimToken(): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: claimHash(token) };
}

/** SHA-256 of a claim secret: 32 bytes. */
export function claimHash(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(token, "ascii").digest());
}
