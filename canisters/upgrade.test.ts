// An upgrade keeps the memory, and everything that is said and certified of it.
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { buildCanisters } from "../scripts/canisters.mts";
import { nthNumber, sha256 } from "./testing/encoding.ts";
import { answered, chunksOf, done, filledRegistry, said } from "./testing/filled.ts";
import type { InProcess } from "./testing/inProcess.ts";

const count = 100_000;
/** Each is asked for three times, and each answer's memory compared with 500 MB. */
const atRandom = 10;
let wasm: Uint8Array;
let registry: InProcess;

beforeAll(async () => {
  wasm = readFileSync((await buildCanisters(console.error)).licence_registry.wasmPath);
  registry = filledRegistry(wasm, count);
}, 600_000);

/** Some that were changed, one of each way, many at random, the last, and one that nobody has. */
function numbers(): string[] {
  const changed = Array.from({ length: 14 }, (_, nth) => 97 * nth);
  const random = Array.from({ length: atRandom }, () => Math.floor(Math.random() * count));
  return [...changed, ...random, count - 1, count].map(nthNumber);
}

describe("an upgrade of a registry with 100,000 licences", { timeout: 300_000 }, () => {
  it("keeps the certified root and every answer: figures, lists, roles, motions, heads, blocks, and records with their proofs", () => {
    const asked = numbers();
    const [root, before] = [registry.root(), said(registry, asked)];
    registry.upgrade(wasm);
    expect(registry.root()).toBe(root);
    expect(said(registry, asked)).toEqual(before);
    expect(new Set(Object.values(before)).size).toBeGreaterThan(3 * atRandom);
  });

  it("keeps what was done once: the same again gets the first answer, other content is a conflict, and work goes on", () => {
    const root = registry.root();
    const [chunk, ...others] = chunksOf(count).slice(-2);
    if (!chunk) throw new Error("no chunk");
    const receipt = done(registry, "issueBatch", chunk);
    expect(receipt).toEqual(done(registry, "issueBatch", chunk));
    for (const other of others) done(registry, "issueBatch", other);
    const change = { operation: "operation-0", number: nthNumber(0), reason: "terms-broken", decision: "act-1" };
    done(registry, "suspend", change);
    registry.keep();
    expect(registry.root()).toBe(root);
    expect(() => done(registry, "suspend", { ...change, reason: "other" })).toThrow("conflict");
    done(registry, "reinstate", { ...change, operation: "operation-new" });
    registry.keep();
    expect(registry.root()).not.toBe(root);
  });

  it("keeps how many holders were taken from today: what is left of the 100 is left, and the next day begins anew", () => {
    const why = { reason: "left", decision: "act-1" };
    // The first four of those that were bound, of which no other test does anything.
    const held = [2, 9, 16, 23].map((nth) => nthNumber(97 * nth));
    const take = (name: string, nth = 0) =>
      answered(registry, "unbindHolder", { operation: name, number: held[nth], ...why });
    for (let n = 0; n < 98; n += 1)
      done(registry, "rebindHolder", { operation: `moved-${n}`, number: held[0], ...why, commitment: sha256(`${n}`) });
    registry.keep();
    registry.upgrade(wasm);
    expect(take("taken-0", 0)).toHaveProperty("ok");
    expect(take("taken-1", 1)).toHaveProperty("ok");
    expect(take("taken-2", 2)).toHaveProperty("err.notApproved");
    registry.keep();
    registry.upgrade(wasm);
    expect(take("taken-2", 2)).toHaveProperty("err.notApproved");
    registry.pass(24n * 3_600_000_000_000n);
    expect(take("taken-2", 2)).toHaveProperty("ok");
  });
});
