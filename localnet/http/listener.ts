import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApiContext, type ApiReply, answerRequest, status } from "./api.ts";
import { RequestError } from "./envelope.ts";
import { answerOfSite, type SiteReply, siteOf } from "./gateway.ts";

const MAX_BODY = 5 * 1024 * 1024;
// Any page may talk to the network, as on the real one: what counts is who signed.
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
  "access-control-allow-headers": "accept, content-type, authorization, x-requested-with, x-ic-canister-id",
  "access-control-expose-headers": "accept-ranges, content-length, content-range, x-request-id",
  "access-control-max-age": "600",
  "cross-origin-resource-policy": "cross-origin",
  "x-content-type-options": "nosniff",
};

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new RequestError(413, "the request is larger than 5 MiB");
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function reply(context: ApiContext, request: IncomingMessage): Promise<ApiReply> {
  const path = new URL(request.url ?? "/", "http://localhost").pathname;
  if (request.method === "OPTIONS") return { status: 204, body: "" };
  const reading = request.method === "GET" || request.method === "HEAD";
  if (reading && path === "/api/v2/status") return status(context);
  if (reading) throw new RequestError(404, "there is no such address");
  if (request.method !== "POST") throw new RequestError(400, "the method must be GET or POST");
  if (request.headers["content-type"]?.split(";")[0]?.trim() !== "application/cbor")
    throw new RequestError(415, "the content type must be application/cbor");
  return answerRequest(context, path, await bodyOf(request));
}

async function site(context: ApiContext, canister: Uint8Array, request: IncomingMessage): Promise<SiteReply> {
  return answerOfSite(context, canister, request, await bodyOf(request));
}

/** Serves the IC's HTTPS interface, with CORS for browsers, and under a canister's host what that canister serves. `report` hears of failures that are nobody's request's fault. */
export function listener(context: ApiContext, report: (error: unknown) => void) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let answer: ApiReply;
    try {
      const canister = siteOf(request);
      if (canister) {
        const { status, headers, body } = await site(context, canister, request);
        for (const [name, value] of headers) response.appendHeader(name, value);
        response.writeHead(status);
        response.end(request.method === "HEAD" ? undefined : body);
        return;
      }
      answer = await reply(context, request);
    } catch (error) {
      if (!(error instanceof RequestError)) report(error);
      answer =
        error instanceof RequestError
          ? { status: error.status, body: error.message }
          : { status: 503, body: "the network cannot answer now" };
    }
    if (answer.status === 413) response.setHeader("connection", "close");
    const isCbor = typeof answer.body !== "string";
    response.writeHead(answer.status, {
      ...CORS,
      ...(answer.body.length > 0 && { "content-type": isCbor ? "application/cbor" : "text/plain; charset=utf-8" }),
    });
    response.end(request.method === "HEAD" ? undefined : answer.body);
  };
}
