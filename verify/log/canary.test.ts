import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fetch } from "../client.ts";
import { parseNetwork } from "../network.ts";
import { nthNumber, TestRegistry } from "../testing/log.ts";
import { breakGlass } from "../testing/officials.ts";
import { NETWORK } from "../testing/registry.ts";
import type { Alarm } from "./alarm.ts";
import { askLicence } from "./asking.ts";
import { provesAlarm } from "./evidence.ts";
import { mirroredNetwork } from "./mirror.ts";
import { type Report, watch } from "./monitor.ts";
import { Signatures, saveProof } from "./tip.ts";

const MINUTE = 60_000;
const signatures = new Signatures(parseNetwork(NETWORK));
const NUMBER = nthNumber(0);
let base: string;
let registry: TestRegistry;
let kept: Alarm[];

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), "sanad-canary-"));
  registry = new TestRegistry();
  registry.issue(0, 10);
  registry.noteAudit(5n);
  kept = [];
});

afterEach(() => rm(base, { recursive: true }));

/** A look for which `teller` answers about the canary, and the registry about all else. */
async function look(teller: TestRegistry = registry): Promise<Report> {
  const isCanary = (body: unknown) => Buffer.from(body as Uint8Array).includes(NUMBER);
  const fetch: Fetch = (url, init) => (isCanary(init.body) ? teller : registry).fetch(url, init);
  const network = await mirroredNetwork(base, parseNetwork(NETWORK));
  const asking = { network, fetch, now: Date.now, timeout: 60_000 };
  return watch({ folder: base, network, signatures, asking }, {}, async (alarm) => {
    kept.push(alarm);
    return `evidence-${kept.length}.json`;
  });
}

/** Puts the last question about the canary a day back. */
async function nextDay(): Promise<void> {
  const file = path.join(base, "monitor.json");
  const report = JSON.parse(await readFile(file, "utf8"));
  report.canary.at = new Date(Date.parse(report.canary.at) - 25 * 60 * MINUTE).toISOString();
  await writeFile(file, JSON.stringify(report));
}

/** Another state under the same key, in which the licence is suspended. */
function suspended(): TestRegistry {
  const other = registry.fork();
  other.suspend(0);
  return other;
}

const later = (minutes: number) => ({ time: BigInt(Date.now() + minutes * MINUTE) * 1_000_000n });

function saved() {
  const [alarm] = kept;
  if (!alarm) throw new Error("no alarm");
  const { code, evidence } = alarm;
  return JSON.parse(JSON.stringify({ format: "sanad-alarm", version: 1, code, evidence }));
}

const proves = (file: unknown) => provesAlarm(file, signatures).isProven;

describe("a licence that is certified otherwise than the log says", () => {
  it("is cried about at once, at the first day's look and at the second's, until it is answered as the log has it", async () => {
    expect(await look(suspended())).toMatchObject({ answer: "alarm", code: "canary-differs" });
    expect(await look()).toMatchObject({ answer: "holds", canary: { number: NUMBER, answer: "valid" } });
    const none = registry.fork();
    none.records.delete(NUMBER);
    expect(await look(none)).toMatchObject({ answer: "holds" });
    await nextDay();
    expect(await look(none)).toMatchObject({ answer: "alarm", code: "canary-differs" });
    expect(await look(none)).toMatchObject({ answer: "alarm", code: "canary-differs" });
    expect(await look()).toMatchObject({ answer: "holds", code: null });
  });

  it("is proven to others by both proofs and the log, and by nothing less", async () => {
    registry.making = later(0);
    await look(suspended());
    const file = saved();
    expect(proves(file)).toBe(true);
    const other = (changes: object) => ({ ...file, evidence: { ...file.evidence, ...changes } });
    expect(proves(other({ blocks: file.evidence.blocks.slice(0, -1) }))).toBe(false);
    expect(() => proves(other({ number: nthNumber(1) }))).toThrow("does not show");
    expect(() => proves(other({ canary: { ...file.evidence.canary, witness: file.evidence.tip.witness } }))).toThrow();
    const network = parseNetwork(NETWORK);
    const honest = await askLicence({ network, fetch: registry.fetch, now: Date.now, timeout: 60_000 }, NUMBER);
    expect(proves(other({ canary: saveProof(honest) }))).toBe(false);
  });

  it("is no alarm where the node that answered is a little behind, or ahead of the log that was followed", async () => {
    const behind = registry.fork();
    registry.time = BigInt(Date.now() - MINUTE) * 1_000_000n;
    registry.suspend(0);
    const watched = await look(behind);
    expect(watched).toMatchObject({ answer: "holds" });
    registry.reinstate(0);
    await rm(base, { recursive: true });
    const ahead = suspended();
    ahead.making = later(2);
    expect(await look(ahead)).toMatchObject({ answer: "holds", canary: { waiting: { witness: expect.any(String) } } });
    registry.suspend(0);
    registry.making = later(3);
    const settled = await look();
    expect(settled).toMatchObject({ answer: "holds", canary: { answer: "suspended" } });
    expect(settled.canary).not.toHaveProperty("waiting");
  });

  it("is an alarm also after a look that cried about the governors", async () => {
    breakGlass(registry);
    const ahead = suspended();
    ahead.making = later(2);
    expect(await look(ahead)).toMatchObject({ code: "glass-broken", canary: { number: NUMBER } });
    registry.making = later(3);
    expect(await look()).toMatchObject({ answer: "alarm", code: "canary-differs" });
  });

  it("is an alarm once the log has come to the answer's time and does not say it", async () => {
    const ahead = suspended();
    ahead.making = later(2);
    expect(await look(ahead)).toMatchObject({ answer: "holds", canary: { number: NUMBER } });
    registry.making = later(3);
    expect(await look()).toMatchObject({ answer: "alarm", code: "canary-differs" });
    expect(proves(saved())).toBe(true);
    // A tip from before the answer proves nothing of it.
    const before = saved();
    kept = [];
    registry.making = {};
    await rm(base, { recursive: true });
    await look(suspended());
    const { tip } = saved().evidence;
    expect(proves({ ...before, evidence: { ...before.evidence, tip } })).toBe(false);
  });
});
