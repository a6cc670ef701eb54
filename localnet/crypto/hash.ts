import { createHash, hash } from "node:crypto";

/** SHA-256 of the concatenation of the given parts. */
export function sha256(...parts: Uint8Array[]): Uint8Array {
  const only = parts[0];
  if (parts.length === 1 && only) return hash("sha256", only, "buffer");
  const state = createHash("sha256");
  for (const part of parts) state.update(part);
  return state.digest();
}

/** SHA-224 of the given bytes. */
export function sha224(bytes: Uint8Array): Uint8Array {
  return createHash("sha224").update(bytes).digest();
}

/** The domain separator of the IC: one length byte, then the ASCII name. */
export function domainSeparator(name: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(name.length), Buffer.from(name, "ascii")]);
}
