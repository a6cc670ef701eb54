import { type KeyObject, sign } from "node:crypto";
import type { Outcome } from "../canister/invocation.ts";
import { domainSeparator } from "../crypto/hash.ts";
import { hex, principalFromText, sameBytes } from "../crypto/principal.ts";
import type { ReplicaHost } from "../replica/host.ts";
import { createsCanister } from "../replica/management/index.ts";
import type { CallAnswer } from "../replica/protocol.ts";
import type { Network } from "../replica/types.ts";
import { type CborMap, encodeCbor } from "../wire/cbor.ts";
import { hashOfMap } from "../wire/requestId.ts";
import { type AuthenticRequest, authenticate, bytesAt, RequestError, textAt } from "./envelope.ts";

const RESPONSE = domainSeparator("ic-response");
const CALL_WAIT = 10_000;
const ROUTE = /^\/api\/v([234])\/(canister|subnet)\/([^/]+)\/(call|query|read_state)$/;
const SERVED: Record<string, RegExp> = {
  "canister/call": /^[234]$/,
  "canister/query": /^[23]$/,
  "canister/read_state": /^[23]$/,
  "subnet/call": /^4$/,
  "subnet/query": /^3$/,
  "subnet/read_state": /^[23]$/,
};

export interface ApiContext {
  host: ReplicaHost;
  network: Network;
  nodePrivateKey: KeyObject;
  subnetName: string;
}

export interface ApiReply {
  status: number;
  /** Empty for none. CBOR with status 200, a sentence otherwise. */
  body: Uint8Array | string;
}

interface Route {
  version: 2 | 3 | 4;
  at: "canister" | "subnet";
  effective: Uint8Array;
}

const cbor = (value: CborMap): ApiReply => ({ status: 200, body: encodeCbor(value) });
const now = () => BigInt(Date.now()) * 1_000_000n;

function rejection({ code, message, error }: Extract<Outcome, { kind: "reject" }>): CborMap {
  return { reject_code: code, reject_message: message, error_code: error };
}

// The answer to a call, when there is one before the time is up.
async function call(context: ApiContext, route: Route, request: AuthenticRequest): Promise<ApiReply> {
  const { content } = request;
  const method = textAt(content, "method_name");
  const callee = bytesAt(content, "canister_id");
  if (route.at === "subnet" && (callee.length > 0 || !createsCanister(method)))
    throw new RequestError(400, "only canisters can be created at a subnet's address");
  if (route.at === "subnet" && !sameBytes(route.effective, context.network.subnetId))
    throw new RequestError(400, "this network serves another subnet");
  let accept: () => void = () => {};
  const accepted = new Promise<"accepted">((resolve) => {
    accept = () => resolve("accepted");
  });
  const answer = context.host.ask<"call">(
    {
      kind: "call",
      call: {
        requestId: hex(request.requestId),
        effective: route.effective,
        callee,
        method,
        arg: bytesAt(content, "arg"),
        sender: request.sender,
        callerInfo: request.callerInfo,
        expiry: request.expiry,
      },
    },
    accept,
  );
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"accepted">((resolve) => {
    timer = setTimeout(() => resolve("accepted"), CALL_WAIT);
  });
  const first = await Promise.race(route.version === 2 ? [answer, accepted] : [answer, late]).finally(() =>
    clearTimeout(timer),
  );
  // Whoever does not wait for the answer asks for it later; that this one failed then matters to nobody.
  answer.catch(() => {});
  return callReply(route, first);
}

function callReply({ version }: Route, answer: CallAnswer | "accepted"): ApiReply {
  if (answer === "accepted") return { status: 202, body: "" };
  if (answer.kind === "misdirected") throw new RequestError(400, answer.message);
  if (answer.kind === "certificate")
    return version === 2 ? { status: 202, body: "" } : cbor({ status: "replied", certificate: answer.certificate });
  const reject = rejection(answer.outcome);
  return cbor(version === 2 ? reject : { status: "non_replicated_rejection", ...reject });
}

async function query(context: ApiContext, route: Route, request: AuthenticRequest): Promise<ApiReply> {
  const { content } = request;
  const callee = bytesAt(content, "canister_id");
  if (route.at === "canister" && callee.length > 0 && !sameBytes(callee, route.effective))
    throw new RequestError(400, "the effective canister id is not the canister's");
  const { outcome, time } = await context.host.ask<"query">({
    kind: "query",
    query: {
      callee,
      method: textAt(content, "method_name"),
      arg: bytesAt(content, "arg"),
      caller: request.sender,
      callerInfo: request.callerInfo,
    },
  });
  const answer: CborMap =
    outcome.kind === "reply"
      ? { status: "replied", reply: { arg: outcome.arg } }
      : { status: "rejected", ...rejection(outcome) };
  const hash = hashOfMap({ ...answer, timestamp: time, request_id: request.requestId });
  const signature = sign(null, Buffer.concat([RESPONSE, hash]), context.nodePrivateKey);
  return cbor({ ...answer, signatures: [{ timestamp: time, signature, identity: context.network.nodeId }] });
}

function pathsOf(content: CborMap): Uint8Array[][] {
  const { paths } = content;
  const fail = (): never => {
    throw new RequestError(400, "the field paths must be a list of lists of byte strings");
  };
  if (!Array.isArray(paths)) return fail();
  return paths.map((path) =>
    Array.isArray(path) ? path.map((label) => (label instanceof Uint8Array ? label : fail())) : fail(),
  );
}

async function readState(context: ApiContext, route: Route, request: AuthenticRequest): Promise<ApiReply> {
  const answer = await context.host.ask<"readState">({
    kind: "readState",
    request: {
      at: route.at,
      effective: route.effective,
      version: route.version === 2 ? 2 : 3,
      sender: request.sender,
      paths: pathsOf(request.content),
      targets: request.targets,
    },
  });
  if ("certificate" in answer) return cbor({ certificate: answer.certificate });
  throw new RequestError(answer.status, answer.message);
}

/** `GET /api/v2/status`. The subnet and its name are additions that the specification allows. */
export function status({ network, subnetName }: ApiContext): ApiReply {
  return cbor({
    root_key: network.rootKey,
    replica_health_status: "healthy",
    subnet_id: network.subnetId,
    subnet_name: subnetName,
  });
}

/**
 * Answers one POST to the IC's HTTPS interface.
 * @throws RequestError
 */
export async function answerRequest(context: ApiContext, path: string, body: Uint8Array): Promise<ApiReply> {
  const [, version, at, id, action] = ROUTE.exec(path) ?? [];
  if (!version || !at || !id || !action || !SERVED[`${at}/${action}`]?.test(version))
    throw new RequestError(404, "there is no such address");
  const effective = principalFromText(decodeURIComponent(id));
  if (!effective) throw new RequestError(400, "the address does not hold a principal");
  const route: Route = { version: Number(version) as Route["version"], at: at as Route["at"], effective };
  const request = authenticate(body, action as "call" | "query" | "read_state", now(), context.network.rootKey);
  if (action === "call") return call(context, route, request);
  return action === "query" ? query(context, route, request) : readState(context, route, request);
}
