import type { IncomingMessage } from "node:http";
import { IDL } from "@dfinity/candid";
import { ANONYMOUS, principalFromText } from "../crypto/principal.ts";
import type { ReplicaHost } from "../replica/host.ts";
import type { Network } from "../replica/types.ts";

/** What a gateway hands on of a canister's answer. */
export interface SiteReply {
  status: number;
  headers: [string, string][];
  body: Uint8Array | string;
}

const { Record, Text, Nat16, Bool, Opt, Vec, Tuple } = IDL;
const Headers = Vec(Tuple(Text, Text));
const Blob = Vec(IDL.Nat8);
const HttpRequest = Record({
  method: Text,
  url: Text,
  headers: Headers,
  body: Blob,
  certificate_version: Opt(Nat16),
});
const HttpResponse = Record({ status_code: Nat16, headers: Headers, body: Blob, upgrade: Opt(Bool) });

type Answered = { status_code: number; headers: [string, string][]; body: Uint8Array; upgrade: [] | [boolean] };

/** How old a certificate may be, in ns. */
const MAX_AGE = 300_000_000_000n;
const NETWORK_PATH = /^\/api\/v[234](\/|$)/;
/** Of one connection, and not of the answer. */
const OF_THE_CONNECTION = /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-length)$/i;

/**
 * The canister whose site a request is for: the host's first name (`<canister id>.localhost`), or `?canisterId=` where hosts are
 * awkward. Null for a request to the network itself, which is under every host.
 */
export function siteOf({ url = "/", headers: { host = "" } }: IncomingMessage): Uint8Array | null {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  if (NETWORK_PATH.test(pathname)) return null;
  const [, named] = /^([a-z0-9-]+)\.localhost(:\d+)?$/i.exec(host) ?? [];
  const id = named ?? searchParams.get("canisterId");
  return id === null ? null : principalFromText(id);
}

/**
 * Asks a canister as an HTTP gateway does, and hands on what it certifies (response verification, version 2), checked by
 * DFINITY's own library against the root key. Anything else becomes a 503 that says why.
 */
export async function answerOfSite(
  { host, network }: { host: ReplicaHost; network: Network },
  canister: Uint8Array,
  { method = "GET", url = "/", rawHeaders }: IncomingMessage,
  body: Uint8Array,
): Promise<SiteReply> {
  const headers = rawHeaders.flatMap((name, i): [string, string][] =>
    i % 2 === 0 ? [[name.toLowerCase(), rawHeaders[i + 1] ?? ""]] : [],
  );
  const request = { method, url, headers, body, certificate_version: [2] as [number] };
  const arg = new Uint8Array(IDL.encode([HttpRequest], [request]));
  const query = { callee: canister, method: "http_request", arg, caller: ANONYMOUS };
  const { outcome } = await host.ask<"query">({ kind: "query", query });
  if (outcome.kind !== "reply") return refusal(`The canister gives no answer: ${outcome.message}`);
  const answer = answeredIn(outcome.arg);
  if (answer === null) return refusal("The canister's answer is none of HTTP.");
  if (answer.upgrade[0])
    return refusal("The canister wants to answer in an update call, which this gateway does not make.");
  // Loaded with the first site that is asked for: a network without one starts without it.
  const { ResponseVerificationErrorCode, verifyRequestResponsePair } = await import("@dfinity/response-verification");
  const now = BigInt(Date.now()) * 1_000_000n;
  try {
    verifyRequestResponsePair(request, answer, canister, now, MAX_AGE, network.rootKey, 2);
  } catch (error) {
    const code = (error as { code?: number }).code ?? -1;
    return refusal(`The answer is not certified: ${ResponseVerificationErrorCode[code] ?? String(error)}.`);
  }
  const kept = answer.headers.filter(([name]) => !OF_THE_CONNECTION.test(name));
  return { status: answer.status_code, headers: kept, body: answer.body };
}

function answeredIn(arg: Uint8Array): Answered | null {
  try {
    // A copy: the decoder takes the whole of the buffer that the bytes lie in.
    const [answer] = IDL.decode([HttpResponse], Uint8Array.from(arg)) as unknown as [Answered];
    return { ...answer, body: new Uint8Array(answer.body) };
  } catch {
    return null;
  }
}

function refusal(why: string): SiteReply {
  const headers: [string, string][] = [
    ["content-type", "text/plain; charset=utf-8"],
    ["cache-control", "no-store"],
  ];
  return { status: 503, headers, body: `${why}\n` };
}
