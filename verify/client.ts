/** One anonymous query to a canister over the Internet Computer's HTTP interface, bounded in time and size. */
import { concat } from "./bytes.ts";
import { decodeVerification, encodeText, type Verification } from "./candid.ts";
import { type Cbor, decodeCbor, encodeSelfDescribed } from "./cbor.ts";
import { reading, VerifyError } from "./errors.ts";
import type { Network } from "./network.ts";
import { principalText } from "./principal.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface Query {
  readonly host: string;
  readonly canisterId: Uint8Array;
  readonly method: string;
  /** Candid. */
  readonly arg: Uint8Array;
  /** Bytes that the answer may have; as many as a proof's unless something else is said. */
  readonly maxReply?: number;
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

/**
 * Asks a certified query that returns `record { certificate : opt blob; witness : blob }`. Nothing in the reply is
 * believed here. Throws `host-unreachable`, `host-timeout`, `reply-too-large`, `reply-malformed`, `query-rejected` or
 * `certificate-missing`.
 */
export async function queryVerification(query: Query, options: ClientOptions): Promise<Verification> {
  return decodeVerification(await queryArgument(query, options));
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
export async function sendQuery(query: Query, { fetch, now, timeout }: ClientOptions): Promise<Uint8Array> {
  const canister = principalText(query.canisterId);
  const body = encodeSelfDescribed({
    content: {
      request_type: "query",
      canister_id: query.canisterId,
      method_name: query.method,
      arg: query.arg,
      sender: ANONYMOUS,
      ingress_expiry: BigInt(now() + EXPIRY) * 1_000_000n,
    },
  });
  const signal = AbortSignal.timeout(timeout);
  try {
    const response = await fetch(`${query.host}/api/v2/canister/${canister}/query`, {
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
    return await boundedBody(response, query.maxReply ?? MAX_REPLY);
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
