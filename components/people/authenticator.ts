import type { Challenge } from "@/lib/people/commands/passkeys";

/** Can this page use passkeys: the browser knows them, and it is at the name that they are made for. */
export function hasPasskeys(partyId: string): boolean {
  const { hostname } = window.location;
  return "credentials" in navigator && "PublicKeyCredential" in window && isAt(hostname, partyId);
}

function isAt(hostname: string, partyId: string): boolean {
  return hostname === partyId || hostname.endsWith(`.${partyId}`);
}

/** Has the challenge signed by one of the person's passkeys. Throws what the browser throws: given up, or not possible. */
export async function sign({ confirmationId, challenge, partyId, credentials }: Challenge) {
  const credential = await navigator.credentials.get({
    publicKey: {
      challenge: bytes(challenge),
      rpId: partyId,
      allowCredentials: credentials.map((id) => ({ type: "public-key", id: bytes(id) })),
      userVerification: "required",
    },
  });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey");
  const answer = credential.response as AuthenticatorAssertionResponse;
  return {
    confirmationId,
    credentialId: text(credential.rawId),
    clientData: text(answer.clientDataJSON),
    authenticatorData: text(answer.authenticatorData),
    signature: text(answer.signature),
  };
}

/** Has a passkey made for this person. Throws as `sign`. */
export async function make(
  { confirmationId, challenge, partyId, credentials }: Challenge,
  person: { id: string; name: string },
) {
  const credential = await navigator.credentials.create({
    publicKey: {
      challenge: bytes(challenge),
      rp: { id: partyId, name: "Sanad" },
      user: { id: new TextEncoder().encode(person.id), name: person.name, displayName: person.name },
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: "public-key", alg })),
      excludeCredentials: credentials.map((id) => ({ type: "public-key", id: bytes(id) })),
      authenticatorSelection: { userVerification: "required", residentKey: "preferred" },
      attestation: "none",
    },
  });
  if (!(credential instanceof PublicKeyCredential)) throw new Error("no passkey");
  const answer = credential.response as AuthenticatorAttestationResponse;
  return {
    confirmationId,
    clientData: text(answer.clientDataJSON),
    authenticatorData: text(answer.getAuthenticatorData()),
  };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const binary = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
