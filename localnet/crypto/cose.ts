import { createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto";
import { asMap, type Cbor, type CborMap, decodeCbor } from "../wire/cbor.ts";
import { sha256 } from "./hash.ts";

export interface CoseKey {
  algorithm: "ES256" | "RS256" | "EdDSA";
  key: KeyObject;
}

const base64url = (value: Cbor | undefined) => {
  if (!(value instanceof Uint8Array)) throw new Error("the COSE key lacks a coordinate");
  return Buffer.from(value).toString("base64url");
};

/** The key in a COSE map: ECDSA on P-256, RSA, or Ed25519. @throws when it is another or malformed. */
export function coseKey(map: CborMap | null): CoseKey {
  const make = (algorithm: CoseKey["algorithm"], jwk: JsonWebKey): CoseKey => ({
    algorithm,
    key: createPublicKey({ key: jwk, format: "jwk" }),
  });
  if (map?.["1"] === 2 && map["3"] === -7 && map["-1"] === 1)
    return make("ES256", { kty: "EC", crv: "P-256", x: base64url(map["-2"]), y: base64url(map["-3"]) });
  if (map?.["1"] === 3 && map["3"] === -257)
    return make("RS256", { kty: "RSA", n: base64url(map["-1"]), e: base64url(map["-2"]) });
  if (map?.["1"] === 1 && map["3"] === -8 && map["-1"] === 6)
    return make("EdDSA", { kty: "OKP", crv: "Ed25519", x: base64url(map["-2"]) });
  throw new Error("unsupported COSE key");
}

/** Whether a WebAuthn assertion signs a payload as its challenge (interface specification, "Web Authentication"). */
export function verifyWebAuthn({ algorithm, key }: CoseKey, payload: Uint8Array, signature: Uint8Array): boolean {
  const map = asMap(decodeCbor(signature));
  const { authenticator_data: authenticator, client_data_json: client, signature: inner } = map ?? {};
  if (!(authenticator instanceof Uint8Array) || typeof client !== "string" || !(inner instanceof Uint8Array))
    return false;
  const { challenge } = JSON.parse(client) as { challenge?: unknown };
  if (challenge !== Buffer.from(payload).toString("base64url")) return false;
  const signed = Buffer.concat([authenticator, sha256(Buffer.from(client, "utf8"))]);
  return verify(algorithm === "EdDSA" ? null : "sha256", signed, key, inner);
}
