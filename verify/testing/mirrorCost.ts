/** What it costs to follow and to rebuild a log, beside hashing the same bytes: `node verify/testing/mirrorCost.ts`. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { sha256 } from "@noble/hashes/sha2";
import { mirrorLog, rebuildState } from "../log/commands.ts";
import { mirroredNetwork, openMirror } from "../log/mirror.ts";
import { Rebuilt } from "../log/rebuild.ts";
import { Signatures } from "../log/tip.ts";
import { parseNetwork } from "../network.ts";
import { TestRegistry } from "./log.ts";
import { decideCaps } from "./officials.ts";
import { NETWORK } from "./registry.ts";

const CHUNK = 500;

for (const licences of [1_500, 10_000]) {
  const folder = await mkdtemp(path.join(tmpdir(), "sanad-cost-"));
  const registry = new TestRegistry();
  decideCaps(registry, BigInt(licences));
  for (let n = 0; n < licences; n += CHUNK) registry.issue(n, CHUNK);
  for (let n = 0; n < licences; n += 10) registry.suspend(n);
  const network = await mirroredNetwork(folder, parseNetwork(NETWORK));
  const from = {
    folder,
    network,
    signatures: new Signatures(network),
    asking: { network, fetch: registry.fetch, now: Date.now, timeout: 60_000 },
  };
  await mirrorLog(from);
  const bytes = new Uint8Array(await readFile(path.join(folder, "blocks.jsonl")));
  const floor = await best(async () => sha256(bytes));
  const reading = await best(() => openMirror(folder, from.signatures));
  const rebuilding = await best(async () => {
    const rebuilt = new Rebuilt();
    await openMirror(folder, from.signatures, rebuilt.apply);
    if (rebuilt.licencesRoot().length !== 32 || rebuilt.records.size !== licences) throw new Error("not all rebuilt");
  });
  const { json } = await rebuildState(from, true);
  if (json.comparedAt === null) throw new Error("not compared");
  console.log(`${licences} licences, ${registry.blocks.length} blocks, ${(bytes.length / 1e6).toFixed(1)} MB`);
  for (const [what, milliseconds] of Object.entries({
    "hashing the same bytes": floor,
    "reading and checking the mirror": reading,
    "the same, every licence rebuilt, and their root": rebuilding,
  }))
    console.log(`  ${what.padEnd(48)} ${milliseconds.toFixed(0).padStart(6)} ms  ${(milliseconds / floor).toFixed(1)}`);
  await rm(folder, { recursive: true });
}

/** Milliseconds of the fastest of three. */
async function best(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
