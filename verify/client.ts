/** One anonymous query to a canister over the Internet Computer's HTTP interface, bounded in time and size. */
import { concat, utf8Bytes } from "./bytes.ts";
import { decodeVerification, encodeText, NO_ARGUMENTS, type Verification } from "./candid.ts";
import { verificationAmong } from "./candidValues.ts";
import { type Cbor, decodeCbor, type Encodable, encodeSelfDescribed } from "./cbor.ts";
import { reading, VerifyError } from "./errors.ts";
import type { Network } from "./network.ts";
import { principalBytes, principalText } from "./principal.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Query {
  readonly host: string;
  readonly canisterId: Uint8Array;
  readonly method: string;
  /** Candid. */
  readonly arg: Uint8Array;
  /** Bytes that the answer may have; as many as a proof's unless something else is said. */
  readonly maxReply?: number;
  /** Whether the answer says more than it proves, such as `governance` does. */
  readonly saysMore?: boolean;
}

/** Which paths of a subnet's state are asked for, at the address of one of its canisters. */
export interface StateRequest {
  readonly host: string;
  readonly canisterId: Uint8Array;
  readonly paths: readonly (readonly Uint8Array[])[];
}

export interface ClientOptions {
  readonly fetch: Fetch;
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
}

const ANONYMOUS = Uint8Array.of(4);
/** A witness among a million records has about four kilobytes, a certificate with its delegation about two more. */
const MAX_REPLY = 512 * 1024;
/** Milliseconds; the interface allows five and a half minutes from its own clock. */
const EXPIRY = 4 * 60_000;

/** Milliseconds that a query may take unless something else is said. */
export const PATIENCE = 15_000;

/** Which question a registry answers about a licence; the number is in its canonical form. */
export function licenceQuery({ host, canisters }: Network, number: string): Query {
  return { host, canisterId: canisters.licenceRegistry, method: "verify", arg: encodeText(number) };
}

/** Which question a registry answers about all licences together. */
export function figuresQuery({ host, canisters }: Network): Query {
  return { host, canisterId: canisters.licenceRegistry, method: "figures", arg: NO_ARGUMENTS };
}

/** Which question a registry answers about who decides, and about its places. */
export function governanceQuery({ host, canisters }: Network): Query {
  const method = "governance";
  return { host, canisterId: canisters.licenceRegistry, method, arg: NO_ARGUMENTS, saysMore: true };
}

/** Which question a messenger answers about all of its accounts. Throws `network-invalid` where there is none. */
export function accountsQuery({ host, canisters }: Network): Query {
  if (!canisters.messenger) throw new VerifyError("network-invalid", "the network names no messenger");
  return { host, canisterId: canisters.messenger, method: "count", arg: NO_ARGUMENTS };
}

/** Which question a registry answers about a file, by its name. */
export function digestQuery({ host, canisters }: Network, name: string): Query {
  return { host, canisterId: canisters.licenceRegistry, method: "digest", arg: encodeText(name) };
}

/** Which question a registry answers about its status lists. */
export function statusListsQuery({ host, canisters }: Network): Query {
  return { host, canisterId: canisters.licenceRegistry, method: "statusLists", arg: NO_ARGUMENTS };
}

/** Whose signer is asked for. */
export interface SignerOf {
  /** Whose canister; the licence registry's unless given. */
  readonly canister?: "licenceRegistry" | "messenger";
  /** The subnet, when the network's description names none: that of a verdict's evidence. */
  readonly subnetId?: string;
}

/** What has to be asked for, and of which subnet. Throws `network-invalid`. */
export function signerRequest(
  { host, canisters, subnetId: named }: Network,
  { canister = "licenceRegistry", subnetId: given }: SignerOf,
): StateRequest & { readonly subnetId: Uint8Array } {
  const canisterId = canisters[canister];
  const subnetId = named ?? (given === undefined ? null : reading("network-invalid", () => principalBytes(given)));
  if (!canisterId || !subnetId)
    throw new VerifyError("network-invalid", "the network names no such canister or no subnet");
  const ofCanister = (leaf: string) => [utf8Bytes("canister"), canisterId, utf8Bytes(leaf)];
  const paths = [
    [utf8Bytes("time")],
    [utf8Bytes("subnet"), subnetId],
    ofCanister("module_hash"),
    ofCanister("controllers"),
  ];
  return { host, canisterId, subnetId, paths };
}

/**
 * Asks a certified query that returns `record { certificate : opt blob; witness : blob }`, with more in it or not. Nothing in the
 * reply is believed here. Throws `host-unreachable`, `host-timeout`, `reply-too-large`, `reply-malformed`, `query-rejected` or
 * `certificate-missing`.
 */
export async function queryVerification(query: Query, options: ClientOptions): Promise<Verification> {
  const argument = await queryArgument(query, options);
  return query.saysMore ? verificationAmong(argument) : decodeVerification(argument);
}

/** Sends a query, and gives the Candid of its answer. Throws what `sendQuery` throws, or `reply-malformed`. */
export async function queryArgument(query: Query, options: ClientOptions): Promise<Uint8Array> {
  const bytes = await sendQuery(query, options);
  const limits = { size: query.maxReply ?? MAX_REPLY, depth: 16 };
  return reading("reply-malformed", () => replyArgument(decodeCbor(bytes, { limits })));
}

/**
 * Sends a query, and gives the reply's bytes unread. Throws `host-unreachable`, `host-timeout`, `reply-too-large` or
 * `query-rejected`.
 */
export function sendQuery({ method, arg, maxReply, ...to }: Query, options: ClientOptions): Promise<Uint8Array> {
  return send(to, { request_type: "query", canister_id: to.canisterId, method_name: method, arg }, options, maxReply);
}

/** Asks for the paths of a state, and gives the certificate that shows them. Throws as `queryVerification` does. */
export async function readState({ paths, ...to }: StateRequest, options: ClientOptions): Promise<Uint8Array> {
  const bytes = await sendReadState({ paths, ...to }, options);
  const certificate = reading("reply-malformed", () => field(decodeCbor(bytes), "certificate"));
  if (!(certificate instanceof Uint8Array)) throw new VerifyError("certificate-missing", "no certificate");
  return certificate;
}

/** The same, with the reply's bytes unread. */
export function sendReadState({ paths, ...to }: StateRequest, options: ClientOptions): Promise<Uint8Array> {
  return send(to, { request_type: "read_state", paths }, options);
}

/** Where a request goes, and what it asks: anonymous, and valid for a few minutes. */
async function send(
  { host, canisterId }: Pick<Query, "host" | "canisterId">,
  question: { readonly [key: string]: Encodable } & { readonly request_type: "query" | "read_state" },
  { fetch, now, timeout }: ClientOptions,
  maxReply = MAX_REPLY,
): Promise<Uint8Array> {
  const body = encodeSelfDescribed({
    content: { ...question, sender: ANONYMOUS, ingress_expiry: BigInt(now() + EXPIRY) * 1_000_000n },
  });
  const signal = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(`${host}/api/v2/canister/${principalText(canisterId)}/${question.request_type}`, {
      method: "POST",
      headers: { "content-type": "application/cbor" },
      body: new Uint8Array(body),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal,
    });
    if (response.status !== 200) throw new VerifyError("query-rejected", `HTTP ${response.status}`);
    return await boundedBody(response, maxReply);
  } catch (error) {
    if (error instanceof VerifyError) throw error;
    if (signal.aborted) throw new VerifyError("host-timeout", `no answer in ${timeout / 1000} s`);
    throw new VerifyError("host-unreachable", error instanceof Error ? error.message : "no answer");
  }
}

async function boundedBody(response: Response, most: number): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return concat(...chunks);
    size += value.length;
    if (size > most) {
      await reader.cancel();
      throw new VerifyError("reply-too-large", `more than ${most} bytes`);
    }
    chunks.push(value);
  }
}

function replyArgument(reply: Cbor): Uint8Array {
  const status = field(reply, "status");
  if (status === "rejected") {
    throw new VerifyError(
      "query-rejected",
      `reject code ${field(reply, "reject_code")}: ${field(reply, "reject_message")}`,
    );
  }
  const arg = field(field(reply, "reply"), "arg");
  if (status !== "replied" || !(arg instanceof Uint8Array)) throw new VerifyError("encoding", "not a reply to a query");
  return arg;
}

function field(value: Cbor | undefined, key: string): Cbor | undefined {
  return value instanceof Map ? value.get(key) : undefined;
}
