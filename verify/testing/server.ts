/** For tests: one HTTP server that is both the portal's `/api/v1/network` and the network's host. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeCbor, encodeSelfDescribed } from "../cbor.ts";
import { NETWORK } from "./registry.ts";
import { makeAbout, queryReply, verificationReply } from "./subnet.ts";

export interface Served {
  readonly url: string;
  readonly network: typeof NETWORK;
  close(): void;
}

/** The reply to a query of this method, with this Candid argument. */
type Answer = (argument: Uint8Array, method: string) => { certificate: Uint8Array; witness: Uint8Array };

/** Serves proofs that `answer` makes for the Candid argument of each query, and what the subnet says of itself. */
export async function serveProofs(answer: Answer, changes: Partial<typeof NETWORK> = {}): Promise<Served> {
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "content-type");
    if (request.method === "OPTIONS") return response.end();
    if (request.url === "/api/v1/network") return response.end(JSON.stringify(served.network));
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.url?.endsWith("/read_state")) {
        const certificate = makeAbout({ time: BigInt(Date.now()) * 1_000_000n });
        return response.end(encodeSelfDescribed({ certificate }));
      }
      const { certificate, witness } = answer(...queryIn(Buffer.concat(chunks)));
      response.end(queryReply(verificationReply(certificate, witness)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const served: Served = { url, network: { ...NETWORK, host: url, ...changes }, close: () => server.close() };
  return served;
}

function queryIn(body: Uint8Array): [argument: Uint8Array, method: string] {
  const envelope = decodeCbor(body);
  const content = envelope instanceof Map ? envelope.get("content") : undefined;
  const [argument, method] = content instanceof Map ? [content.get("arg"), content.get("method_name")] : [];
  return [argument instanceof Uint8Array ? argument : new Uint8Array(), String(method)];
}
