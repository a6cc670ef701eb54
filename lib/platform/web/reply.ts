import { AsyncLocalStorage } from "node:async_hooks";
import type { IncomingMessage, ServerResponse } from "node:http";

type Exchange = { request: IncomingMessage; response: ServerResponse };

// The server's start and the pages are built apart, and share nothing but the process.
const held = globalThis as typeof globalThis & { sanadExchanges?: AsyncLocalStorage<Exchange> };
held.sanadExchanges ??= new AsyncLocalStorage();
const exchanges = held.sanadExchanges;

/** From here on, what runs for this request can find its reply. */
export function beginExchange(exchange: Exchange): void {
  exchanges.enterWith(exchange);
}

/**
 * Says 404 for the page that is being made, which the framework itself says only of an empty one. Does nothing once the head has
 * gone out, and nothing where the framework's own script asks for parts of a page: it would take the status for a failure.
 */
export function answerNotFound(): void {
  const exchange = exchanges.getStore();
  if (!exchange || exchange.response.headersSent || exchange.request.headers.rsc !== undefined) return;
  exchange.response.statusCode = 404;
}
