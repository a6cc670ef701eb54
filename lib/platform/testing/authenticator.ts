import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** What may be bent of an answer, to see it refused. */
export type Bent = {
  origin?: string;
  type?: string;
  challenge?: string;
  flags?: number;
  partyId?: string;
  count?: number;
};

type Kind = "ES256" | "EdDSA" | "RS256";

/** An authenticator in software: one key, for a test. Bytes come and go in base64url, as a browser sends them. */
export function authenticator({ origin, partyId, kind = "ES256" }: { origin: string; partyId: string; kind?: Kind }) {
  const { privateKey, publicKey } = pairOf(kind);
  const credentialId = randomBytes(32);
  let count = 0;

  const clientData = (type: string, challenge: string, bent: Bent) =>
    Buffer.from(
      JSON.stringify({
        type: bent.type ?? type,
        challenge: bent.challenge ?? challenge,
        origin: bent.origin ?? origin,
      }),
    );
  const data = (flags: number, bent: Bent, more: Uint8Array = new Uint8Array()) => {
    const counted = Buffer.alloc(4);
    counted.writeUInt32BE(bent.count ?? count);
    const party = createHash("sha256")
      .update(bent.partyId ?? partyId)
      .digest();
    return Buffer.concat([party, Buffer.of(bent.flags ?? flags), counted, more]);
  };

  return {
    credentialId: credentialId.toString("base64url"),
    /** The answer to a creation. */
    made(challenge: string, bent: Bent = {}) {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, 32), credentialId, cose(kind, publicKey)]);
      return {
        clientData: clientData("webauthn.create", challenge, bent).toString("base64url"),
        authenticatorData: data(0x45, bent, attested).toString("base64url"),
      };
    },
    /** The answer to a challenge; its count goes on. */
    signed(challenge: string, bent: Bent = {}) {
      count += 1;
      const client = clientData("webauthn.get", challenge, bent);
      const authenticatorData = data(0x05, bent);
      const message = Buffer.concat([authenticatorData, createHash("sha256").update(client).digest()]);
      return {
        credentialId: credentialId.toString("base64url"),
        clientData: client.toString("base64url"),
        authenticatorData: authenticatorData.toString("base64url"),
        signature: sign(kind === "EdDSA" ? null : "sha256", message, privateKey).toString("base64url"),
      };
    },
  };
}

function pairOf(kind: Kind): { privateKey: KeyObject; publicKey: KeyObject } {
  if (kind === "ES256") return generateKeyPairSync("ec", { namedCurve: "P-256" });
  if (kind === "EdDSA") return generateKeyPairSync("ed25519");
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

/** The key in COSE (RFC 9052), written by hand from the standard. */
function cose(kind: Kind, key: KeyObject): Buffer {
  const { x = "", y = "", n = "", e = "" } = key.export({ format: "jwk" });
  const hex = (text: string) => Buffer.from(text, "hex");
  const field = (text: string) => Buffer.from(text, "base64url");
  if (kind === "ES256") return Buffer.concat([hex("a5010203262001215820"), field(x), hex("225820"), field(y)]);
  if (kind === "EdDSA") return Buffer.concat([hex("a4010103272006215820"), field(x)]);
  return Buffer.concat([hex("a401030339010020590100"), field(n), hex("2143"), field(e)]);
}
