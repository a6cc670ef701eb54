import { domainSeparator } from "../crypto/hash.ts";
import { ANONYMOUS, hex, sameBytes, selfAuthenticating } from "../crypto/principal.ts";
import { signingCanister, verifySignature } from "../crypto/signatures.ts";
import { asMap, type Cbor, CborError, type CborMap, decodeCbor } from "../wire/cbor.ts";
import { hashOfMap } from "../wire/requestId.ts";

/** A request that is answered with an HTTP status and a sentence. */
export class RequestError extends Error {
  readonly status: 400 | 403 | 404 | 413 | 415;
  constructor(status: RequestError["status"], message: string) {
    super(message);
    this.status = status;
  }
}

export type RequestType = "call" | "query" | "read_state";

/** A request whose sender is proved. */
export interface AuthenticRequest {
  content: CborMap;
  /** 32 bytes. */
  requestId: Uint8Array;
  sender: Uint8Array;
  /** Nanoseconds. */
  expiry: bigint;
  /** Canisters that the delegations are limited to, in hexadecimal; null when to none. */
  targets: string[] | null;
  callerInfo: { data: Uint8Array; signer: Uint8Array } | undefined;
}

const REQUEST = domainSeparator("ic-request");
const DELEGATION = domainSeparator("ic-request-auth-delegation");
const SENDER_INFO = domainSeparator("ic-sender-info");
const MINUTE = 60_000_000_000n;
const MAX_AHEAD = 5n * MINUTE + MINUTE / 2n;
const MAX_DELEGATIONS = 20;
const MAX_TARGETS = 1000;
const ENVELOPE_KEYS = new Set(["content", "sender_pubkey", "sender_sig", "sender_delegation"]);

const bad = (message: string): never => {
  throw new RequestError(400, message);
};
const refused = (message: string): never => {
  throw new RequestError(403, message);
};

/** A byte string of a request, or an error that names the field. */
export function bytesAt(map: CborMap, field: string): Uint8Array {
  const value = map[field];
  return value instanceof Uint8Array ? value : bad(`the field ${field} must be a byte string`);
}

/** A text of a request, or an error that names the field. */
export function textAt(map: CborMap, field: string): string {
  const value = map[field];
  return typeof value === "string" ? value : bad(`the field ${field} must be a text`);
}

function naturalAt(map: CborMap, field: string): bigint {
  const value = map[field];
  if (typeof value === "bigint" && value >= 0n) return value;
  return typeof value === "number" && value >= 0 ? BigInt(value) : bad(`the field ${field} must be a natural number`);
}

const iso = (nanoseconds: bigint) => new Date(Number(nanoseconds / 1_000_000n)).toISOString();

// Agents read the beginning of this message to set their clock.
function checkExpiry(expiry: bigint, now: bigint): void {
  if (expiry >= now && expiry <= now + MAX_AHEAD) return;
  const provided = expiry < 8_000_000_000_000_000_000n ? iso(expiry) : String(expiry);
  bad(
    `Invalid request expiry: Specified ingress_expiry not within expected range: Minimum allowed expiry: ${iso(now)}, Maximum allowed expiry: ${iso(now + MAX_AHEAD)}, Provided expiry: ${provided}`,
  );
}

interface Chain {
  key: Uint8Array;
  targets: string[] | null;
}

function checkPermissions(delegation: CborMap, type: RequestType): void {
  const { permissions } = delegation;
  if (permissions === undefined || permissions === "all") return;
  if (permissions !== "queries") refused("Invalid delegation: unknown permissions");
  if (type === "call") refused("Invalid delegation: it is for queries only");
}

function targetsOf({ targets }: CborMap): string[] | null {
  if (targets === undefined) return null;
  if (!Array.isArray(targets) || targets.length > MAX_TARGETS)
    return refused("Invalid delegation: its targets must be a list of at most 1000 canisters");
  return targets.map((target) => (target instanceof Uint8Array ? hex(target) : refused("Invalid delegation targets")));
}

// Follows the delegations from the sender's key to the key that signed the request.
function followDelegations(
  from: Uint8Array,
  chain: Cbor | undefined,
  type: RequestType,
  now: bigint,
  root: Uint8Array,
): Chain {
  let key = from;
  let targets: string[] | null = null;
  if (chain === undefined) return { key, targets };
  if (!Array.isArray(chain)) return bad("the field sender_delegation must be a list");
  if (chain.length > MAX_DELEGATIONS) refused(`Invalid delegation: a chain has at most ${MAX_DELEGATIONS} delegations`);
  const keys = new Set([hex(from)]);
  for (const item of chain) {
    const signed = asMap(item) ?? bad("a delegation must be a map");
    const delegation = asMap(signed.delegation) ?? bad("a delegation must be a map");
    const signature = bytesAt(signed, "signature");
    if (!verifySignature(key, Buffer.concat([DELEGATION, hashOfMap(delegation)]), signature, root))
      refused("Invalid delegation: its signature does not verify");
    const expiration = naturalAt(delegation, "expiration");
    if (expiration < now) bad(`Invalid delegation expiry: the delegation expired at ${iso(expiration)}`);
    checkPermissions(delegation, type);
    const own = targetsOf(delegation);
    targets = own && targets ? targets.filter((target) => own.includes(target)) : (own ?? targets);
    key = bytesAt(delegation, "pubkey");
    if (keys.has(hex(key))) refused("Invalid delegation: the chain has a cycle");
    keys.add(hex(key));
  }
  return { key, targets };
}

function checkSenderInfo(
  content: CborMap,
  publicKey: Uint8Array | null,
  root: Uint8Array,
): AuthenticRequest["callerInfo"] {
  if (content.sender_info === undefined) return undefined;
  const map = asMap(content.sender_info) ?? bad("the field sender_info must be a map");
  const [data, signer, signature] = [bytesAt(map, "info"), bytesAt(map, "signer"), bytesAt(map, "sig")];
  const canister = publicKey && signingCanister(publicKey);
  if (!publicKey || !canister || !sameBytes(canister, signer)) return refused("Invalid sender_info: wrong signer");
  if (!verifySignature(publicKey, Buffer.concat([SENDER_INFO, data]), signature, root))
    refused("Invalid sender_info: its signature does not verify");
  return { data, signer };
}

function open(body: Uint8Array): { envelope: CborMap; content: CborMap } {
  try {
    const envelope = asMap(decodeCbor(body)) ?? bad("the request must be a map");
    if (Object.keys(envelope).some((key) => !ENVELOPE_KEYS.has(key))) bad("the envelope has an unknown field");
    return { envelope, content: asMap(envelope.content) ?? bad("the field content must be a map") };
  } catch (error) {
    if (error instanceof CborError) return bad(`Could not parse body as CBOR: ${error.message}`);
    throw error;
  }
}

function requestIdOf(content: CborMap): Uint8Array {
  try {
    return hashOfMap(content);
  } catch (error) {
    return bad(error instanceof Error ? error.message : "the content cannot be hashed");
  }
}

/**
 * Opens a request and proves its sender: expiry, signature, delegations with their expiry, targets and permissions (HTTPS
 * interface, "Authentication").
 * @param now nanoseconds since 1970
 * @throws RequestError
 */
export function authenticate(body: Uint8Array, type: RequestType, now: bigint, rootKey: Uint8Array): AuthenticRequest {
  const { envelope, content } = open(body);
  if (textAt(content, "request_type") !== type) bad(`the request type must be ${type} at this address`);
  const sender = bytesAt(content, "sender");
  const expiry = naturalAt(content, "ingress_expiry");
  if (content.nonce !== undefined && bytesAt(content, "nonce").length > 32) bad("a nonce has at most 32 bytes");
  const requestId = requestIdOf(content);
  const { sender_pubkey: key, sender_sig: signature, sender_delegation: delegations } = envelope;
  if (sameBytes(sender, ANONYMOUS)) {
    if (type === "call") checkExpiry(expiry, now);
    if (key !== undefined || signature !== undefined || delegations !== undefined)
      bad("an anonymous request carries neither key nor signature");
    return { content, requestId, sender, expiry, targets: null, callerInfo: checkSenderInfo(content, null, rootKey) };
  }
  checkExpiry(expiry, now);
  if (!(key instanceof Uint8Array) || !(signature instanceof Uint8Array))
    return bad("a request that is not anonymous carries sender_pubkey and sender_sig");
  if (!sameBytes(selfAuthenticating(key), sender)) refused("Invalid signature: the public key is not the sender's");
  const chain = followDelegations(key, delegations, type, now, rootKey);
  if (!verifySignature(chain.key, Buffer.concat([REQUEST, requestId]), signature, rootKey))
    refused("Invalid signature: the request's signature does not verify");
  const callerInfo = checkSenderInfo(content, key, rootKey);
  const { targets } = chain;
  if (type !== "read_state" && targets && !targets.includes(hex(bytesAt(content, "canister_id"))))
    refused("Invalid delegation: the canister is not one of its targets");
  return { content, requestId, sender, expiry, targets, callerInfo };
}
