import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { nthNumber, serveRegistry, TestRegistry } from "../testing/log.ts";

const registry = new TestRegistry();
let served: Awaited<ReturnType<typeof serveRegistry>>;
let base: string;

beforeAll(async () => {
  registry.issue(0, 10);
  registry.noteAudit(5n);
  served = await serveRegistry(registry);
  base = await mkdtemp(path.join(tmpdir(), "sanad-log-cli-"));
});

afterAll(async () => {
  served.close();
  await rm(base, { recursive: true });
});

function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const cli = path.join(import.meta.dirname, "../cli.ts");
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], (failure, out, error) => {
      resolve({ code: typeof failure?.code === "number" ? failure.code : 0, out, error });
    });
  });
}

it("mirrors, rebuilds and monitors a log, and cries with evidence that it checks again", {
  timeout: 90_000,
}, async () => {
  const folder = path.join(base, "log");
  expect(await run("mirror", folder, "--url", served.url)).toMatchObject({
    code: 0,
    out: expect.stringContaining("7 blocks"),
  });
  expect(await run("rebuild", folder)).toMatchObject({ code: 0, out: expect.stringContaining("not compared") });
  expect(await run("rebuild", folder, "--url", served.url)).toMatchObject({
    code: 0,
    out: expect.stringContaining("the same as certified"),
  });
  expect(await run("monitor", folder, "--canary", nthNumber(2))).toMatchObject({
    code: 0,
    out: expect.stringContaining("all holds"),
  });

  const network = path.join(base, "network.json");
  await writeFile(network, JSON.stringify(served.network));
  const proof = path.join(folder, "consistency-2-5.json");
  expect(await run("consistency", folder, "2", "5")).toMatchObject({ code: 0, out: expect.stringContaining(proof) });
  const shown = { code: 0, out: expect.stringContaining("later     5 blocks") };
  expect(await run("consistent", proof, "--network", network)).toMatchObject(shown);
  await writeFile(proof, (await readFile(proof, "utf8")).replace('"blocks":5', '"blocks":6'));
  const unproven = { code: 1, out: expect.stringContaining("not proven by this file") };
  expect(await run("consistent", proof, "--network", network)).toMatchObject(unproven);
  served.registry = registry.fork();
  served.registry.blocks = registry.blocks.slice(0, 3);
  const cried = await run("monitor", folder, "--json");
  expect(cried.code).toBe(1);
  expect(JSON.parse(cried.out)).toMatchObject({ answer: "alarm", code: "log-shortened" });
  const { evidence } = JSON.parse(cried.out);
  expect(await run("alarm", evidence, "--network", network)).toMatchObject({ code: 0, out: "log-shortened: proven\n" });
  expect(await run("mirror", folder)).toMatchObject({ code: 1, out: expect.stringContaining("ALARM log-shortened") });

  const file = path.join(folder, "blocks.jsonl");
  await writeFile(file, (await readFile(file, "utf8")).replace("sanad_caps", "sanad_capz"));
  expect(await run("rebuild", folder)).toMatchObject({ code: 1, out: expect.stringContaining("line 2") });
  expect((await readdir(folder)).filter((name) => name.startsWith("alarm-"))).toHaveLength(2);
});

it("exits with 3 when nothing answers, and with 64 for an order that is none", { timeout: 60_000 }, async () => {
  const network = path.join(base, "nobody.json");
  await writeFile(network, JSON.stringify({ ...served.network, host: "http://127.0.0.1:9" }));
  const nobody = await run("mirror", path.join(base, "nobody"), "--network", network);
  expect(nobody).toMatchObject({ code: 3, out: expect.stringContaining("host-unreachable") });
  for (const args of [
    ["mirror"],
    ["compare", base],
    ["alarm", "file.json"],
    ["consistent", "file.json"],
    ["consistency", base, "5", "2"],
    ["consistency", base, "0", "2"],
    ["consistency", base, "2"],
    ["mirror", base, "--every", "5m", "--url", served.url],
    ["monitor", base, "--every", "5", "--url", served.url],
    ["monitor", base, "--canary", "SND-00000-00000-1"],
    ["monitor", base, "--with", "tip.json", "--url", served.url],
    ["mirror", base, "--with", served.url, "--url", served.url],
  ])
    expect((await run(...args)).code, args.join(" ")).toBe(64);
});
