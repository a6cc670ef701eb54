import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CanisterSigner } from "./canisterSigner.ts";
import { Delegator } from "./delegation.ts";
import { seedIn } from "./files.ts";
import { mayDerive, originOf } from "./origins.ts";

const MAX_BODY = 64 * 1024;
const ANCHOR = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,31}$/u;
const FILES: Record<string, { file: string; type: string }> = {
  "/": { file: "page.html", type: "text/html; charset=utf-8" },
  "/page.js": { file: "page.js", type: "text/javascript; charset=utf-8" },
  "/page.css": { file: "page.css", type: "text/css; charset=utf-8" },
  "/urdu.woff2": {
    file: import.meta.resolve("@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2"),
    type: "font/woff2",
  },
};
// No Cross-Origin-Opener-Policy: the page talks to the window that opened it.
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

export interface IdentityProviderOptions {
  /** 0 for any free port. */
  port: number;
  /** Where the seed is kept; made when it is not there. */
  stateDir: string;
  /** Address of the local network, for identities with canister signatures; without it there are none. */
  networkHost?: string;
  /** Address to listen on; 127.0.0.1 unless given. */
  host?: string;
}

export interface IdentityProvider {
  url: string;
  stop(): Promise<void>;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

async function jsonBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new Refusal(413, "too-large");
    parts.push(part);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(parts).toString("utf8"));
    if (value && typeof value === "object") return value as Record<string, unknown>;
  } catch {
    throw new Refusal(400, "malformed");
  }
  throw new Refusal(400, "malformed");
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Refusal(400, "malformed");
  return value;
}

function anchorOf(value: unknown): string {
  const anchor = textOf(value).normalize("NFC").trim().toLowerCase();
  if (!ANCHOR.test(anchor)) throw new Refusal(400, "anchor");
  return anchor;
}

function originIn(value: unknown): string {
  return originOf(textOf(value)) ?? refuse("origin");
}

function refuse(code: string): never {
  throw new Refusal(400, code);
}

async function delegate(delegator: Delegator, request: IncomingMessage): Promise<Record<string, string>> {
  // Only the provider's own page may ask; a browser always says which page does.
  if (request.headers.origin !== `http://${request.headers.host}`) throw new Refusal(403, "foreign-page");
  const body = await jsonBody(request);
  const origin = originIn(body.origin);
  const derivationOrigin = body.derivationOrigin === undefined ? origin : originIn(body.derivationOrigin);
  const life = body.maxTimeToLive === undefined ? undefined : textOf(body.maxTimeToLive);
  if (life !== undefined && !/^\d{1,20}$/.test(life)) refuse("malformed");
  const sessionPublicKey = Uint8Array.from(Buffer.from(textOf(body.sessionPublicKey), "base64"));
  if (sessionPublicKey.length === 0 || sessionPublicKey.length > 1024) refuse("session-key");
  if (!(await mayDerive(origin, derivationOrigin))) throw new Refusal(403, "derivation-origin");
  const signed = await delegator.delegate({
    anchor: anchorOf(body.anchor),
    origin: derivationOrigin,
    sessionPublicKey,
    ...(life !== undefined && { maxTimeToLive: BigInt(life) }),
  });
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  return {
    userPublicKey: base64(signed.userPublicKey),
    pubkey: base64(signed.pubkey),
    expiration: String(signed.expiration),
    signature: base64(signed.signature),
  };
}

function serve(delegator: Delegator, names: Set<string>) {
  const json = (response: ServerResponse, status: number, value: unknown) => {
    response.writeHead(status, { ...HEADERS, "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      // Another host name that leads here may be a foreign page's (DNS rebinding).
      if (!names.has((request.headers.host ?? "").replace(/:\d+$/, ""))) throw new Refusal(421, "host");
      const path = new URL(request.url ?? "/", "http://localhost").pathname;
      const file = FILES[path];
      if (request.method === "POST" && path === "/delegate") json(response, 200, await delegate(delegator, request));
      else if (file && (request.method === "GET" || request.method === "HEAD")) {
        response.writeHead(200, { ...HEADERS, "content-type": file.type });
        response.end(request.method === "HEAD" ? undefined : readFileSync(new URL(file.file, import.meta.url)));
      } else throw new Refusal(404, "not-found");
    } catch (error) {
      if (!(error instanceof Refusal)) console.error("identity provider:", error);
      if (error instanceof Refusal) json(response, error.status, { error: error.code });
      else json(response, 503, { error: "unavailable" });
    }
  };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, fail) => {
    server.once("error", fail);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

/**
 * Starts the local identity provider: a page that speaks Internet Identity's window protocol (Internet Identity
 * specification, "Client authentication protocol") and offers demonstration identities to anyone who opens it. Each origin
 * sees another principal. It protects nothing and is for this machine only.
 * @throws when the port is taken.
 */
export async function startIdentityProvider(options: IdentityProviderOptions): Promise<IdentityProvider> {
  const { port, stateDir, networkHost, host = "127.0.0.1" } = options;
  const seed = seedIn(stateDir);
  const signer = networkHost ? new CanisterSigner(networkHost, seed) : null;
  const names = new Set(["127.0.0.1", "localhost", "[::1]", host]);
  const server = createServer(serve(new Delegator(seed, signer), names));
  const bound = await listen(server, port, host);
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
