/**
 * Whether the person in front of a system holds a licence (docs/entitlement.md): the system makes a challenge, the person has it signed
 * with their Internet Identity on the portal's page, and comes back with an answer that is checked here against the certified record.
 */
import { equalBytes, fromHex, toHex, utf8Bytes } from "./bytes.ts";
import { type IdentityTrust, type SignatureFault, signerOf } from "./delegation.ts";
import { holderCommitment } from "./labels.ts";
import { MAINNET_ROOT_KEY, type Network } from "./network.ts";
import { parseNumber } from "./number.ts";
import { principalBytes, principalText } from "./principal.ts";
import type { LicenceRecord } from "./record.ts";
import type { Evidence, LicenceVerdict, NotInForce, Unchecked } from "./verdict.ts";

/** What a system asks a person to sign: good for one answer. */
export interface Challenge {
  readonly v: 1;
  /** Of the system that asks, such as `https://build.example`. */
  readonly origin: string;
  /** 32 random bytes, in hexadecimal. */
  readonly nonce: string;
  /** When it was made: ISO 8601, milliseconds, UTC. */
  readonly at: string;
  /** The licence's 14 characters. */
  readonly licence: string;
  /** Whether the answer may be handed to the portal as the holder's word that they use their seat. */
  readonly activates: boolean;
}

/** What the person comes back with; keys, signatures and salt in hexadecimal. */
export interface HolderAnswer {
  readonly v: 1;
  readonly challenge: Challenge;
  readonly principal: string;
  readonly salt: string;
  readonly publicKey: string;
  readonly delegations: readonly {
    readonly delegation: { readonly pubkey: string; readonly expiration: string };
    readonly signature: string;
  }[];
  readonly signature: string;
}

/**
 * Why an answer does not show a holder: it is none (`form`), answers another challenge, or one that is over (`challenge-expired`); its
 * signature does not hold (`delegation-expired`, `delegation`, `signature`) or is another's than the principal it names (`principal`);
 * the licence has no holder (`no-holder`), or another (`other-holder`).
 */
export type HolderFault =
  | "form"
  | "challenge"
  | "challenge-expired"
  | SignatureFault
  | "principal"
  | "no-holder"
  | "other-holder";

export interface Refused {
  readonly answer: "refused";
  readonly fault: HolderFault;
}

export type HolderVerdict =
  | {
      readonly answer: "holds";
      /** The person's, the same for this licence's portal each time. */
      readonly principal: string;
      readonly record: LicenceRecord;
      readonly evidence: Evidence;
    }
  | Refused
  | NotInForce
  | { readonly answer: "absent"; readonly evidence: Evidence }
  | Unchecked;

/** Milliseconds in which a challenge is to be answered, and by which clocks may differ. */
const GOOD_FOR = 10 * 60_000;
const MAX_AHEAD = 5 * 60_000;
const FRAGMENT = "sanad-answer=";
/** Characters of an answer; a chain with canister signatures has about ten thousand. */
const MAX_ANSWER = 64 * 1024;
const MAX_DELEGATIONS = 20;
/** Internet Identity on the main network. */
const INTERNET_IDENTITY = "rdmx6-jaaaa-aaaaa-aaadq-cai";

/** A challenge to keep until it is answered, and then to forget. Throws for an origin or a number that is none. */
export function newChallenge(
  { origin, licence, activates = false }: { origin: string; licence: string; activates?: boolean },
  now: number = Date.now(),
): Challenge {
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(32)));
  const at = new Date(now).toISOString();
  return { v: 1, origin: new URL(origin).origin, nonce, at, licence: parseNumber(licence), activates };
}

/** Where the person is sent. They come back to `back`, an address of the challenge's own origin, with the answer behind its `#`. */
export function proveAddress(portal: string, challenge: Challenge, back = "/"): string {
  const address = new URL("/seat/prove", portal);
  address.searchParams.set("challenge", JSON.stringify(challenge));
  address.searchParams.set("back", back);
  return address.href;
}

/** The answer in what follows the `#` of the address to which a person came back; null where there is none. */
export function answerIn(fragment: string): HolderAnswer | null {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith(FRAGMENT) || text.length > MAX_ANSWER) return null;
  try {
    const base64 = text.slice(FRAGMENT.length).replaceAll("-", "+").replaceAll("_", "/");
    return readAnswer(JSON.parse(atob(base64)));
  } catch {
    return null;
  }
}

/** What is signed: `0x11 ‖ "sanad-entitlement"` and the JSON array of the challenge's fields. */
export function challengeMessage({ v, origin, nonce, at, licence, activates }: Challenge): Uint8Array {
  return utf8Bytes(`\x11sanad-entitlement${JSON.stringify([v, origin, nonce, at, licence, activates])}`);
}

/** Whose canister signatures are believed for a network, unless something else is said. */
export function identityTrust({ name, rootKey }: Network): IdentityTrust {
  return name === "local"
    ? { rootKey, canisters: "any" }
    : { rootKey: fromHex(MAINNET_ROOT_KEY), canisters: [principalBytes(INTERNET_IDENTITY)] };
}

/** An answer whose signature holds. */
export interface Signed {
  readonly principal: Uint8Array;
  readonly salt: Uint8Array;
}

/** What an answer to this challenge says at `now` (milliseconds), before the registry is asked. Never throws. */
export function signedAnswer(
  challenge: Challenge,
  given: unknown,
  trust: IdentityTrust,
  now: number,
): Signed | HolderFault {
  const answer = readAnswer(typeof given === "string" ? parsed(given) : given);
  if (!answer) return "form";
  const message = challengeMessage(challenge);
  if (!equalBytes(challengeMessage(answer.challenge), message)) return "challenge";
  const age = now - Date.parse(challenge.at);
  if (!(age <= GOOD_FOR && age >= -MAX_AHEAD)) return "challenge-expired";
  const delegations = answer.delegations.map(({ delegation, signature }) => ({
    pubkey: fromHex(delegation.pubkey),
    expiration: BigInt(`0x${delegation.expiration}`),
    signature: fromHex(signature),
  }));
  const [publicKey, signature] = [fromHex(answer.publicKey), fromHex(answer.signature)];
  const signer = signerOf({ message, publicKey, delegations, signature }, trust, BigInt(Math.trunc(now)) * 1_000_000n);
  if (typeof signer === "string") return signer;
  return principalText(signer) === answer.principal ? { principal: signer, salt: fromHex(answer.salt) } : "principal";
}

/** Holds what was signed against what the registry says of the licence. */
export function judgeHolder({ principal, salt }: Signed, verdict: LicenceVerdict): HolderVerdict {
  if (verdict.answer !== "valid") return verdict;
  const { record, evidence } = verdict;
  if (record.holder === null) return { answer: "refused", fault: "no-holder" };
  return equalBytes(record.holder, holderCommitment(salt, principal))
    ? { answer: "holds", principal: principalText(principal), record, evidence }
    : { answer: "refused", fault: "other-holder" };
}

function parsed(text: string): unknown {
  if (text.length > MAX_ANSWER) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isHex = (value: unknown, most: number): value is string =>
  typeof value === "string" && value.length > 0 && value.length <= 2 * most && /^([0-9a-f]{2})+$/.test(value);

function readAnswer(given: unknown): HolderAnswer | null {
  if (!isObject(given) || given.v !== 1 || typeof given.principal !== "string") return null;
  const challenge = readChallenge(given.challenge);
  const { principal, salt, publicKey, signature } = given;
  if (!challenge || !isHex(salt, 32) || salt.length !== 64 || !isHex(publicKey, 512) || !isHex(signature, 1024))
    return null;
  const links: unknown[] = Array.isArray(given.delegations) ? given.delegations : [null];
  if (links.length > MAX_DELEGATIONS) return null;
  const delegations: HolderAnswer["delegations"][number][] = [];
  for (const link of links) {
    if (!isObject(link) || !isObject(link.delegation) || !isHex(link.signature, 16_384)) return null;
    const { pubkey, expiration, targets } = link.delegation;
    // A key that may speak to some canisters alone does not speak to other systems.
    if (!isHex(pubkey, 512) || !isHex(expiration, 8) || targets !== undefined) return null;
    delegations.push({ delegation: { pubkey, expiration }, signature: link.signature });
  }
  return { v: 1, challenge, principal, salt, publicKey, delegations, signature };
}

/** A challenge in what somebody sent; null where it is none. */
export function readChallenge(given: unknown): Challenge | null {
  if (!isObject(given)) return null;
  const { v, origin, nonce, at, licence, activates } = given;
  if (v !== 1 || typeof activates !== "boolean" || typeof origin !== "string" || typeof at !== "string") return null;
  if (!URL.canParse(origin) || new URL(origin).origin !== origin || !isHex(nonce, 32) || nonce.length !== 64)
    return null;
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(at) && !Number.isNaN(Date.parse(at));
  if (!isInstant || typeof licence !== "string" || !isNumber(licence)) return null;
  return { v, origin, nonce, at, licence, activates };
}

function isNumber(text: string): boolean {
  try {
    return parseNumber(text) === text;
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
