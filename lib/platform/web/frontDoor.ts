import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { beginExchange } from "./reply.ts";
import { isLoopbackAddress, visitorAddress } from "./visitor.ts";

/** The header in which the portal finds the visitor's address: set here for every request, whatever was sent under its name. */
export const visitorHeader = "x-sanad-visitor";

/**
 * Sees every request before the framework does, by Node's own channel for it, and puts two things right that the framework leaves
 * to chance: an address with broken percent-escapes, on which it fails before any code of ours runs, and who is asking, which it
 * believes of anybody. Pages find their reply from here on, too. Call once, at the start of the server. `trustedProxies`: see `visitorAddress`.
 */
export function openFrontDoor(trustedProxies: number): void {
  subscribe("http.server.request.start", (message) => {
    const exchange = message as { request: IncomingMessage; response: ServerResponse };
    receive(exchange.request, trustedProxies);
    beginExchange(exchange);
  });
}

function receive(request: IncomingMessage, trustedProxies: number): void {
  if (request.url !== undefined) request.url = decodable(request.url);
  const visitor = visitorAddress(
    request.socket.remoteAddress,
    request.headers["x-forwarded-for"]?.toString(),
    trustedProxies,
  );
  delete request.headers[visitorHeader];
  // On this machine itself there is nobody to tell apart, or a proxy that was not told of.
  if (visitor !== undefined && !isLoopbackAddress(visitor)) request.headers[visitorHeader] = visitor;
}

/**
 * A request's target in which every percent-escape of the path can be decoded: in a segment that cannot (RFC 3986, section 2.1;
 * RFC 3629), each percent sign stands for itself. It then is an ordinary address, of which there is no such page or number.
 */
export function decodable(target: string): string {
  const end = target.search(/[?#]/);
  const path = end < 0 ? target : target.slice(0, end);
  if (!path.includes("%")) return target;
  const mended = path.split("/").map((segment) => (isDecodable(segment) ? segment : segment.replaceAll("%", "%25")));
  return mended.join("/") + target.slice(path.length);
}

function isDecodable(segment: string): boolean {
  try {
    decodeURIComponent(segment);
    return true;
  } catch {
    return false;
  }
}
