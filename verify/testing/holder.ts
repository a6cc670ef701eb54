/** For tests: a person with an Internet Identity, who answers challenges. */
import { ed25519 } from "@noble/curves/ed25519";
import { p256 } from "@noble/curves/nist";
import { sha256 } from "@noble/hashes/sha2";
import { concat, fromHex, toHex, utf8Bytes } from "../bytes.ts";
import { type Cbor, decodeCbor, type Encodable, encodeSelfDescribed } from "../cbor.ts";
import { reconstruct } from "../hashTree.ts";
import { type Challenge, challengeMessage, type HolderAnswer } from "../holder.ts";
import { hashOf } from "../log/value.ts";
import { principalText, selfAuthenticating } from "../principal.ts";
import { canisterId, type Making, makeCertificate } from "./subnet.ts";
import { leaf, level, treeBytes } from "./trees.ts";

/** A key that signs, and its public part in DER. */
export interface Key {
  readonly der: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}

/** An Ed25519 key from a small number. */
export function ed25519Key(seed: number): Key {
  const secret = new Uint8Array(32).fill(seed);
  const der = concat(fromHex("302a300506032b6570032100"), ed25519.getPublicKey(secret));
  return { der, sign: (message) => ed25519.sign(message, secret) };
}

/** A key on P-256, as browsers make them. */
export function p256Key(seed: number): Key {
  const secret = new Uint8Array(32).fill(seed);
  const head = fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");
  const der = concat(head, p256.getPublicKey(secret, false));
  return { der, sign: (message) => p256.sign(sha256(message), secret, { prehash: false }).toBytes("compact") };
}

export const IDENTITY_CANISTER = canisterId(3);

/** An identity behind a canister's signatures, certified by the test's root key itself unless told otherwise. */
export function canisterKey(seed: string, making: Partial<Making> = { isRoot: true }): Key {
  const id = making.canisterId ?? IDENTITY_CANISTER;
  const point = concat(Uint8Array.of(0, id.length), id, utf8Bytes(seed));
  const body = concat(fromHex("300c060a2b0601040183b8430102"), Uint8Array.of(3, point.length), point);
  return {
    der: concat(Uint8Array.of(0x30, body.length), body),
    sign(message) {
      const signed = level([[sha256(message), leaf(new Uint8Array())]]);
      const tree = level([[utf8Bytes("sig"), level([[sha256(utf8Bytes(seed)), signed]])]]);
      const honest = { canisterId: id, certifiedData: reconstruct(tree), time: 1_700_000_000_000_000_000n };
      return encodeSelfDescribed({
        certificate: makeCertificate({ ...honest, ...making }),
        tree: plain(decodeCbor(treeBytes(tree))),
      });
    },
  };
}

function plain(value: Cbor): Encodable {
  return value instanceof Map ? Object.fromEntries(value) : (value as Encodable);
}

export interface Answering {
  /** The key of the person's principal. */
  readonly identity?: Key;
  /** The key of their browser, to which the identity hands its word. */
  readonly session?: Key;
  /** Who signs the delegation, if not the identity. */
  readonly delegator?: Key;
  /** Who signs the challenge, if not the browser. */
  readonly signer?: Key;
  readonly salt?: Uint8Array;
  /** Nanoseconds. */
  readonly expiration: bigint;
}

export const SALT = new Uint8Array(32).fill(0x5a);
export const IDENTITY = ed25519Key(11);

/** The principal behind a key. */
export const principalOf = (key: Key): Uint8Array => selfAuthenticating(key.der);

/** An honest answer, but for what a test changes. */
export function answered(challenge: Challenge, answering: Answering): HolderAnswer {
  const { identity = IDENTITY, session = p256Key(12), salt = SALT, expiration } = answering;
  const { delegator = identity, signer = session } = answering;
  const fields = { Map: [["pubkey", { Blob: session.der }] as const, ["expiration", { Nat: expiration }] as const] };
  const delegated = concat(utf8Bytes("\x1aic-request-auth-delegation"), hashOf(fields));
  const delegation = { pubkey: toHex(session.der), expiration: expiration.toString(16).padStart(16, "0") };
  return {
    v: 1,
    challenge,
    principal: principalText(principalOf(identity)),
    salt: toHex(salt),
    publicKey: toHex(identity.der),
    delegations: [{ delegation, signature: toHex(delegator.sign(delegated)) }],
    signature: toHex(signer.sign(challengeMessage(challenge))),
  };
}
