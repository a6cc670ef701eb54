import { createHash, createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto";

/** Whose passkeys count: the relying party's id, and the origins at which people sign. */
export type RelyingParty = { id: string; origins: readonly string[] };

/** A public key as it is kept: SubjectPublicKeyInfo in DER, and how it signs (COSE algorithm: -7 ES256, -8 EdDSA, -257 RS256). */
export type Key = { publicKey: Uint8Array<ArrayBuffer>; algorithm: number };

/** A new passkey as its authenticator described it. */
export type NewPasskey = Key & { credentialId: Uint8Array<ArrayBuffer>; signCount: number };

/** The algorithms that are taken, best first. */
export const algorithms = [-7, -8, -257] as const;

const userPresent = 0x01;
const userVerified = 0x04;
const attested = 0x40;

/**
 * Reads the answer to a creation (Web Authentication level 3, section 7.1), with no attestation asked for or looked at: what
 * counts is that this person's browser made the key now. Null unless it answers this challenge at one of our origins, with the
 * person verified, and its key is one that can be checked.
 */
export function createdPasskey(
  answer: { clientData: Uint8Array; authenticatorData: Uint8Array },
  expected: { challenge: Uint8Array; party: RelyingParty },
): NewPasskey | null {
  if (!isClientData(answer.clientData, "webauthn.create", expected)) return null;
  const data = Buffer.from(answer.authenticatorData);
  const flags = flagsOf(data, expected.party);
  // Id of the authenticator's model (16 bytes), length of the credential's id (2), the id, the key.
  if (flags === null || !(flags & attested) || data.length < 55) return null;
  const length = data.readUInt16BE(53);
  const [credentialId, key] = [data.subarray(55, 55 + length), data.subarray(55 + length)];
  if (length === 0 || credentialId.length !== length || length > 1023) return null;
  const read = coseKey(key);
  return read && { ...read, credentialId: new Uint8Array(credentialId), signCount: data.readUInt32BE(33) };
}

/**
 * Checks the answer to a challenge (section 7.2) against a kept key. Gives the authenticator's new count, or null unless it
 * signed exactly this at one of our origins with the person verified, and its count went on: one that stands still was copied.
 */
export function signedChallenge(
  answer: { clientData: Uint8Array; authenticatorData: Uint8Array; signature: Uint8Array },
  expected: { challenge: Uint8Array; party: RelyingParty; key: Key & { signCount: number } },
): { signCount: number } | null {
  if (!isClientData(answer.clientData, "webauthn.get", expected)) return null;
  const data = Buffer.from(answer.authenticatorData);
  if (flagsOf(data, expected.party) === null) return null;
  const { algorithm, publicKey, signCount: before } = expected.key;
  const key = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" });
  const message = Buffer.concat([data, sha256(answer.clientData)]);
  if (!holds(algorithm, message, key, answer.signature)) return null;
  const signCount = data.readUInt32BE(33);
  if ((signCount !== 0 || before !== 0) && signCount <= before) return null;
  return { signCount };
}

function holds(algorithm: number, message: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  try {
    return verify(algorithm === -8 ? null : "sha256", message, key, signature);
  } catch {
    return false;
  }
}

function isClientData(
  bytes: Uint8Array,
  type: "webauthn.create" | "webauthn.get",
  { challenge, party }: { challenge: Uint8Array; party: RelyingParty },
): boolean {
  const said = jsonOf(bytes);
  return (
    said?.type === type &&
    said.challenge === Buffer.from(challenge).toString("base64url") &&
    typeof said.origin === "string" &&
    party.origins.includes(said.origin) &&
    said.crossOrigin !== true
  );
}

function jsonOf(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The flags of authenticator data for this relying party; null where somebody else's, or where nobody was verified. */
function flagsOf(data: Buffer, party: RelyingParty): number | null {
  if (data.length < 37 || Buffer.compare(data.subarray(0, 32), sha256(Buffer.from(party.id))) !== 0) return null;
  const flags = data.readUInt8(32);
  return flags & userPresent && flags & userVerified ? flags : null;
}

/**
 * The key in an attestation (RFC 9052, in the one CBOR encoding that CTAP 2 allows): the heads stand where they stand, so that
 * comparing bytes is enough. Null for any other algorithm, curve or size.
 */
function coseKey(bytes: Buffer): Key | null {
  const part = (from: number, to: number) => bytes.subarray(from, to).toString("base64url");
  const begins = (hex: string) => bytes.subarray(0, hex.length / 2).toString("hex") === hex;
  if (begins("a5010203262001215820") && bytes.subarray(42, 45).toString("hex") === "225820" && bytes.length >= 77)
    return kept(-7, { kty: "EC", crv: "P-256", x: part(10, 42), y: part(45, 77) });
  if (begins("a4010103272006215820") && bytes.length >= 42)
    return kept(-8, { kty: "OKP", crv: "Ed25519", x: part(10, 42) });
  if (begins("a401030339010020590100") && bytes.subarray(267, 272).toString("hex") === "2143010001")
    return kept(-257, { kty: "RSA", n: part(11, 267), e: "AQAB" });
  return null;
}

function kept(algorithm: number, jwk: JsonWebKey): Key | null {
  try {
    const key = createPublicKey({ key: jwk, format: "jwk" });
    return { algorithm, publicKey: new Uint8Array(key.export({ format: "der", type: "spki" })) };
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
