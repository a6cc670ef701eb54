import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeCbor } from "./cbor.ts";
import type { Challenge } from "./entitlement.ts";
import { exampleSystem } from "./entitlementExample.ts";
import { holderCommitment } from "./labels.ts";
import { answered, ed25519Key, IDENTITY, principalOf, SALT } from "./testing/holder.ts";
import { DAY, NUMBER, proofOf, recordFields, records, registryTree } from "./testing/registry.ts";
import { type Served, serveProofs } from "./testing/server.ts";

let network: Served;
let system: Awaited<ReturnType<typeof exampleSystem>>;
const reports: unknown[] = [];
const portal = createServer((request, response) => {
  if (request.url === "/api/v1/network") return response.end(JSON.stringify(network.network));
  let body = "";
  request.on("data", (part) => {
    body += part;
  });
  request.on("end", () => {
    reports.push(JSON.parse(body));
    response.end("{}");
  });
});

const nowNs = () => BigInt(Date.now()) * 1_000_000n;

beforeAll(async () => {
  const times = { validFrom: nowNs() - DAY, validUntil: nowNs() + DAY };
  const holder = holderCommitment(SALT, principalOf(IDENTITY));
  const all = new Map(records()).set(NUMBER, encodeCbor(recordFields(NUMBER, { holder, ...times })));
  network = await serveProofs(() => proofOf(NUMBER, { tree: registryTree(all), making: { time: nowNs() } }));
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
  system = await exampleSystem(`http://127.0.0.1:${(portal.address() as AddressInfo).port}`);
});

afterAll(() => {
  network?.close();
  portal.close();
  system?.server.close();
});

async function asked(): Promise<Challenge> {
  const reply = await fetch(`${system.origin}/start?licence=${NUMBER}`, { redirect: "manual" });
  const address = new URL(reply.headers.get("location") ?? "");
  expect(address.pathname).toBe("/seat/prove");
  return JSON.parse(address.searchParams.get("challenge") ?? "");
}

const hand = (answer: unknown) => fetch(`${system.origin}/answer`, { method: "POST", body: JSON.stringify(answer) });
const expiration = () => nowNs() + 60_000_000_000n;

describe("the example of another system", () => {
  it("lets in whoever holds the licence, once for each challenge, and reports that they have begun", async () => {
    const answer = answered(await asked(), { expiration: expiration() });
    const reply = await hand(answer);
    expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining("University of the Punjab")]);
    expect(reports).toEqual([{ answer }]);
    expect((await hand(answer)).status).toBe(409);
  });

  it("lets nobody else in, and reports nothing of them", async () => {
    const before = reports.length;
    const stranger = await hand(answered(await asked(), { identity: ed25519Key(33), expiration: expiration() }));
    expect([stranger.status, await stranger.text()]).toEqual([403, "other-holder"]);
    const own = { ...(await asked()), nonce: "00".repeat(32) };
    expect((await hand(answered(own, { expiration: expiration() }))).status).toBe(409);
    expect((await hand("nonsense")).status).toBe(400);
    expect(reports).toHaveLength(before);
  });

  it("is the one that the documentation shows", () => {
    const page = readFileSync(path.join(import.meta.dirname, "../docs/entitlement.md"), "utf8");
    const code = readFileSync(path.join(import.meta.dirname, "entitlementExample.ts"), "utf8");
    const [, shown = ""] = /```ts\n([\s\S]*?)```/.exec(page) ?? [];
    const lines = shown
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "" && !line.startsWith("//"));
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(code).toContain(line);
  });
});
