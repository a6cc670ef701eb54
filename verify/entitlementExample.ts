/**
 * A system that lets in whoever holds a licence, in the smallest form that is whole (docs/entitlement.md):
 *
 *   node verify/entitlementExample.ts https://portal.example [port]
 *
 * It asks for a number, sends the person to the portal, checks what they come back with against the subnet's certificate, and reports to
 * the portal that they have begun. It keeps nothing but the challenges that are not answered yet.
 */
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type Challenge, type HolderAnswer, newChallenge, proveAddress, verifyHolder } from "./entitlement.ts";

/** Bytes of an answer that are read, and challenges that are kept; the oldest is forgotten. */
const MOST_BYTES = 64 * 1024;
const MOST_WAITING = 10_000;

/** Starts it at a port of this machine, 0 for any that is free. */
export async function exampleSystem(portal: string, port = 0): Promise<{ origin: string; server: Server }> {
  const network: unknown = await (await fetch(new URL("/api/v1/network", portal))).json();
  const waiting = new Map<string, Challenge>();

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", origin);
    try {
      if (pathname === "/start") {
        const challenge = newChallenge({ origin, licence: searchParams.get("licence") ?? "", activates: true });
        for (const oldest of waiting.keys()) if (waiting.size >= MOST_WAITING) waiting.delete(oldest);
        waiting.set(challenge.nonce, challenge);
        return response.writeHead(303, { location: proveAddress(portal, challenge, "/back") }).end();
      }
      if (pathname === "/answer" && request.method === "POST") {
        const answer = JSON.parse(await text(request)) as HolderAnswer;
        const challenge = waiting.get(answer.challenge.nonce);
        if (!challenge) return response.writeHead(409).end("This question was answered already, or never asked.");
        waiting.delete(challenge.nonce);
        const verdict = await verifyHolder({ network, challenge, answer });
        if (verdict.answer !== "holds")
          return response.writeHead(403).end(verdict.answer === "refused" ? verdict.fault : verdict.answer);
        const reported = await report(portal, answer);
        return response.end(`${verdict.principal} holds a licence of ${verdict.record.institutionName}. ${reported}`);
      }
      response.setHeader("content-type", "text/html; charset=utf-8").end(pathname === "/back" ? BACK : START);
    } catch (error) {
      response.writeHead(400).end(error instanceof Error ? error.message : "unknown fault");
    }
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, server };
}

/** The holder's own signed word is the authority: no secret is shared with the portal. */
async function report(portal: string, answer: HolderAnswer): Promise<string> {
  const reply = await fetch(new URL("/api/v1/activations", portal), {
    method: "POST",
    body: JSON.stringify({ answer }),
  });
  return reply.ok ? "The portal knows that they have begun." : `The portal did not take the report: ${reply.status}.`;
}

async function text(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const part of request) {
    body += String(part);
    if (body.length > MOST_BYTES) throw new RangeError("too large");
  }
  return body;
}

const START = `<!doctype html><title>Example</title><form action="/start"><label>Licence <input name="licence"></label> <button>Enter</button></form>`;
const BACK = `<!doctype html><title>Example</title><pre id="said">Checking.</pre><script>
const answer = atob(location.hash.replace("#sanad-answer=", "").replaceAll("-", "+").replaceAll("_", "/"));
history.replaceState(null, "", location.pathname);
fetch("/answer", { method: "POST", body: answer }).then((reply) => reply.text()).then((text) => { said.textContent = text; });
</script>`;

if (import.meta.main) {
  const [portal, port] = process.argv.slice(2);
  if (!portal) throw new Error("Name the portal: node verify/entitlementExample.ts https://portal.example [port]");
  const { origin } = await exampleSystem(portal, Number(port ?? 0));
  console.log(`The example is at ${origin}`);
}
