import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/scripts/testing/database";
import { serveRegistry, TestRegistry } from "@/verify/testing/log";
import { log } from "@/worker/log";
import { watchLog } from "@/worker/watchLog";
import { GET } from "./route";

log.level = "silent";
await testDatabase();
const base = await mkdtemp(path.join(tmpdir(), "sanad-tip-"));
const registry = new TestRegistry();
registry.issue(0, 5);
registry.noteAudit(3n);
/** What the portal follows, and what a stranger follows: two networks, and one key. */
const [shown, elsewhere] = [await serveRegistry(registry), await serveRegistry(registry)];
const { host, rootKey, subnetId, canisters } = shown.network;
const network = { name: "local", host, rootKey, subnetId, canisters };
await writeFile(path.join(base, "network.json"), JSON.stringify(network));
process.env.NETWORK_FILE = path.join(base, "network.json");
process.env.DEMO = "1";
process.env.NEXTAUTH_URL = "http://portal.test";

const server = createServer(async (request, response) => {
  const { status, headers, text } = await GET(new Request(`http://portal.test${request.url}`)).then(async (reply) => ({
    status: reply.status,
    headers: Object.fromEntries(reply.headers),
    text: await reply.text(),
  }));
  response.writeHead(status, headers).end(text);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/log/tip`;

afterAll(async () => {
  for (const one of [shown, elsewhere, server]) one.close();
  await rm(base, { recursive: true });
});

const portalLooks = (hours: number) =>
  watchLog(new Date(Date.now() + hours * 3_600_000), { network, stateDir: base, canary: undefined, otherTips: [] });

/** A stranger's command line, about the folder that they keep. */
function run(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["verify/cli.ts", ...args], (failure, out, error) => {
      resolve({ code: typeof failure?.code === "number" ? failure.code : 0, out: out || error });
    });
  });
}

const folder = path.join(base, "stranger");
const monitor = () => run("monitor", folder, "--url", elsewhere.url, "--with", address, "--json");

test("nobody is told of a tip before the portal's follower has one", async () => {
  const response = await fetch(address);
  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ error: "notFound", demonstration: true });
  const { code, out } = await monitor();
  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({ answer: "unchecked", code: "other-unanswered" });
});

test("the tip to which the portal's follower came is served with its proof, and a stranger's monitor compares it at each look", async () => {
  expect(await portalLooks(0)).toMatchObject({ answer: "HOLDS" });
  const response = await fetch(address);
  expect(response.headers.get("access-control-allow-origin")).toBe("*");
  expect(await response.json()).toMatchObject({
    format: "sanad-tip",
    length: registry.blocks.length,
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    certificate: expect.any(String),
    witness: expect.any(String),
    canisterId: canisters.licence_registry,
    demonstration: true,
  });
  const agreed = await monitor();
  expect(agreed.code).toBe(0);
  expect(JSON.parse(agreed.out)).toMatchObject({ answer: "holds", with: { address, blocks: registry.blocks.length } });
});

test("two networks under one key that show different histories are caught by either length, with evidence for anybody", async () => {
  const file = path.join(base, "network.json");
  for (const [further, code, hours] of [
    [1, "log-rewritten", 2],
    [2, "log-rewritten", 4],
    [0, "log-shortened", 6],
  ] as const) {
    const other = registry.fork();
    for (let n = 0; n < further; n++) other.suspend(n + 2);
    elsewhere.registry = other;
    shown.registry = registry.fork();
    shown.registry.suspend(0);
    await portalLooks(hours);
    await rm(folder, { recursive: true });
    const cried = await monitor();
    expect(cried.code).toBe(1);
    const report = JSON.parse(cried.out);
    expect(report).toMatchObject({ answer: "alarm", code });
    const proven = await run("alarm", report.evidence, "--network", file);
    expect(proven).toEqual({ code: 0, out: `${code}: proven\n` });
    // The portal's own mirror begins anew with each history.
    await rm(path.join(base, "mirror"), { recursive: true });
  }
}, 60_000);
