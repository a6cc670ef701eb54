/** The two ways in which a credential is signed, each with the suite's own name. */
import { createHash, sign } from "node:crypto";
import { multibase58 } from "./base58.ts";
import type { Issuer } from "./issuer.ts";
import { canonicalJson, type Json } from "./jcs.ts";

/** A credential without a proof. */
export type Credential = { readonly "@context": readonly string[] } & { readonly [key: string]: Json };

/** The credential with an embedded proof: W3C Data Integrity, cryptosuite eddsa-jcs-2022. */
export function withProof(issuer: Issuer, credential: Credential, at: Date): Credential & { readonly proof: Json } {
  const options = {
    "@context": credential["@context"],
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-jcs-2022",
    created: instant(at),
    verificationMethod: issuer.multikey,
    proofPurpose: "assertionMethod",
  };
  const hashed = Buffer.concat([options, credential].map((part) => sha256(canonicalJson(part))));
  return { ...credential, proof: { ...options, proofValue: multibase58(sign(null, hashed, issuer.privateKey)) } };
}

/** The credential as a JWT: W3C VC-JOSE-COSE, `application/vc+jwt`, EdDSA over Ed25519. */
export function asJwt(issuer: Issuer, credential: Credential): string {
  const header = { alg: "EdDSA", typ: "vc+jwt", cty: "vc", kid: issuer.jwk, iss: issuer.did };
  const content = [header, credential].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  return `${content}.${sign(null, Buffer.from(content), issuer.privateKey).toString("base64url")}`;
}

/** An instant as credentials have it: XML Schema's dateTimeStamp, to the second, in UTC. */
export function instant(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, "Z");
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
