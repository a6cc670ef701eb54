import { createHash, randomBytes } from "node:crypto";

/** A fresh secret for an invitation's link, and its hash, which is all that is kept. */
export function newInviteToken(): { token: string; hash: Uint8Array<ArrayBuffer> } {
  const token = randomBytes(32).toString("base64url");
  return { token, hash: inviteHash(token) };
}

/** SHA-256 of an invitation's secret: 32 bytes. */
export function inviteHash(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(token, "ascii").digest());
}
