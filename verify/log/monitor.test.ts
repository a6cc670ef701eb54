import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Fetch } from "../client.ts";
import { parseNetwork } from "../network.ts";
import { nthNumber, TestRegistry } from "../testing/log.ts";
import { breakGlass, GOVERNORS } from "../testing/officials.ts";
import { NETWORK } from "../testing/registry.ts";
import { Alarm } from "./alarm.ts";
import { type Follower, mirrorLog } from "./commands.ts";
import { compareTips } from "./compare.ts";
import { provesAlarm } from "./evidence.ts";
import { mirroredNetwork } from "./mirror.ts";
import { type Report, watch } from "./monitor.ts";
import { Signatures } from "./tip.ts";

const HOUR = 3_600_000;
// One for all: what it remembers, it remembers by bytes.
const signatures = new Signatures(parseNetwork(NETWORK));
let base: string;
let registry: TestRegistry;
let kept: Alarm[];

beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), "sanad-monitor-"));
  registry = new TestRegistry();
  registry.issue(0, 10);
  registry.noteAudit(5n);
  kept = [];
});

afterEach(() => rm(base, { recursive: true }));

async function from(of: TestRegistry, folder = "own", fetch: Fetch = of.fetch): Promise<Follower> {
  const place = path.join(base, folder);
  const network = await mirroredNetwork(place, parseNetwork(NETWORK));
  const asking = { network, fetch, now: Date.now, timeout: 60_000 };
  return { folder: place, network, signatures, asking };
}

const look = async (of: TestRegistry = registry, canary?: string, fetch?: Fetch): Promise<Report> =>
  watch(await from(of, "own", fetch), { canary }, async (alarm) => {
    kept.push(alarm);
    return `evidence-${kept.length}.json`;
  });

/** The file that the alarm of a piece of work would be kept in. */
async function evidenceOf(work: Promise<unknown>): Promise<{ code: string; evidence: Record<string, unknown> }> {
  const alarm = await work.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(alarm instanceof Alarm) || !alarm.evidence) throw new Error(`no alarm with evidence: ${alarm}`);
  return saved(alarm);
}

function saved({ code, evidence }: Alarm) {
  return JSON.parse(JSON.stringify({ format: "sanad-alarm", version: 1, code, evidence }));
}

const proves = (file: unknown) => provesAlarm(file, signatures).isProven;

describe("a monitor's look", () => {
  it("says how far the log reaches and what stands in it, and asks for a licence once a day", async () => {
    const first = await look();
    expect(first).toMatchObject({ answer: "holds", blocks: 7, licences: 10, auditHeads: 1 });
    expect(first.canary).toMatchObject({ number: nthNumber(0), answer: "valid" });
    registry.suspend(4);
    const second = await look();
    expect(second).toMatchObject({ answer: "holds", blocks: 9, canary: first.canary });
    expect(JSON.parse(await readFile(path.join(base, "own", "monitor.json"), "utf8"))).toMatchObject({ blocks: 9 });
    expect((await look(registry, nthNumber(7))).canary).toMatchObject({ number: nthNumber(7) });
  });

  it("notices a licence that is answered to nobody, and one that never was", async () => {
    const withheld: Fetch = (url, init) => {
      const isAsked = Buffer.from(init.body as Uint8Array).includes(nthNumber(3));
      return isAsked ? Promise.resolve(new Response(null, { status: 500 })) : registry.fetch(url, init);
    };
    expect(await look(registry, nthNumber(3), withheld)).toMatchObject({
      answer: "unchecked",
      code: "canary-unanswered",
    });
    expect(await look(registry, nthNumber(55))).toMatchObject({ code: "canary-unanswered" });
  });

  it("finds an old certificate to be no answer, and keeps what it knew", async () => {
    await look();
    registry.making = { time: BigInt(Date.now() - HOUR) * 1_000_000n };
    expect(await look()).toMatchObject({ answer: "unchecked", code: "certificate-too-old", blocks: 7 });
  });

  it("cries when the audit is noted no more, with evidence that proves it", async () => {
    const old = new TestRegistry(BigInt(Date.now() - 50 * HOUR) * 1_000_000n);
    old.noteAudit(5n);
    expect(await look(old)).toMatchObject({ answer: "alarm", code: "audit-late" });
    const [alarm] = kept;
    expect(alarm && proves(saved(alarm))).toBe(true);
    old.time = BigInt(Date.now()) * 1_000_000n;
    old.noteAudit(6n);
    expect(await look(old)).toMatchObject({ answer: "holds" });
  });

  it("cries for 30 days when the glass was broken, and says so for good", async () => {
    const old = new TestRegistry(BigInt(Date.now() - 40 * 24 * HOUR) * 1_000_000n);
    breakGlass(old);
    old.time = BigInt(Date.now()) * 1_000_000n;
    old.noteAudit(5n);
    expect(await look(old)).toMatchObject({ answer: "holds", brokenGlass: [{ reason: "keys lost" }] });
    breakGlass(old);
    expect(await look(old)).toMatchObject({ answer: "alarm", code: "glass-broken" });
    const [alarm] = kept;
    expect(alarm && proves(saved(alarm))).toBe(true);
  });

  it("cries for 30 days when governors disowned a head of the audit, and says so for good", async () => {
    const old = new TestRegistry(BigInt(Date.now() - 40 * 24 * HOUR) * 1_000_000n);
    old.noteAudit(9n);
    old.disown(3, GOVERNORS.slice(0, 2));
    old.time = BigInt(Date.now()) * 1_000_000n;
    old.noteAudit(5n);
    expect(await look(old)).toMatchObject({ answer: "holds", disownedHeads: [{ sequence: "9", block: 3 }] });
    old.noteAudit(7n);
    old.disown(7, GOVERNORS.slice(1));
    expect(await look(old)).toMatchObject({ answer: "alarm", code: "head-disowned" });
    const [alarm] = kept;
    expect(alarm?.message).toContain("the head at event 7 of block 7");
    expect(alarm && proves(saved(alarm))).toBe(true);
  });

  it("says of a disowned head also while it cries about something else", async () => {
    const old = new TestRegistry(BigInt(Date.now() - 50 * HOUR) * 1_000_000n);
    old.noteAudit(9n);
    old.disown(3, GOVERNORS.slice(0, 2));
    const words = "the head at event 9 of block 3";
    const disowned = { disownedHeads: [{ sequence: "9", block: 3 }] };
    expect(await look(old)).toMatchObject({ ...disowned, code: "audit-late", detail: expect.stringContaining(words) });
    old.time = BigInt(Date.now()) * 1_000_000n;
    old.noteAudit(5n);
    breakGlass(old);
    expect(await look(old)).toMatchObject({
      ...disowned,
      code: "glass-broken",
      detail: expect.stringContaining(words),
    });
    expect(kept.every((alarm) => proves(saved(alarm)))).toBe(true);
  });

  it("asks for a licence once a day also while it cries about the governors", async () => {
    breakGlass(registry);
    const first = await look();
    expect(first).toMatchObject({ code: "glass-broken", canary: { number: nthNumber(0), answer: "valid" } });
    expect((await look()).canary).toEqual(first.canary);
    const deaf: Fetch = (url, init) => {
      const isAsked = Buffer.from(init.body as Uint8Array).includes(nthNumber(7));
      return isAsked ? Promise.resolve(new Response(null, { status: 500 })) : registry.fetch(url, init);
    };
    expect(await look(registry, nthNumber(7), deaf)).toMatchObject({ answer: "alarm", code: "glass-broken" });
  });

  it("cries when no head is noted that stands, however many were disowned", async () => {
    const old = new TestRegistry(BigInt(Date.now() - 50 * HOUR) * 1_000_000n);
    old.noteAudit(5n);
    old.time = BigInt(Date.now() - HOUR) * 1_000_000n;
    old.noteAudit(9n);
    old.disown(4, GOVERNORS.slice(0, 2));
    expect(await look(old)).toMatchObject({ answer: "alarm", code: "audit-late" });
  });

  it("keeps the evidence of an alarm once, however often it looks", async () => {
    registry.suspend(999);
    const first = await look();
    expect(first).toMatchObject({ answer: "alarm", code: "rule-broken", evidence: "evidence-1.json" });
    expect(await look()).toMatchObject({ answer: "alarm", evidence: "evidence-1.json" });
    expect(kept).toHaveLength(1);
  });
});

describe("evidence of an alarm", () => {
  it("proves a broken rule, and nothing when a block of it was changed or left out", async () => {
    registry.suspend(999);
    await look();
    const [alarm] = kept;
    const file = alarm && saved(alarm);
    expect(proves(file)).toBe(true);
    expect(proves({ ...file, evidence: { ...file.evidence, blocks: file.evidence.blocks.slice(0, -1) } })).toBe(false);
    const blocks = structuredClone(file.evidence.blocks);
    blocks[2].Map[1][1] = { Text: "sanad_other" };
    expect(proves({ ...file, evidence: { ...file.evidence, blocks } })).toBe(false);
    expect(() => proves({ ...file, code: "log-forged" })).toThrow("nothing proves");
  });

  it("is not taken from a log that breaks none", async () => {
    registry.suspend(999);
    await look();
    const [broken] = kept;
    const honest = new TestRegistry();
    await mirrorLog(await from(honest, "honest"));
    honest.records.set(nthNumber(1), registry.records.get(nthNumber(1)) ?? {});
    const report = await watch(await from(honest, "honest"), {}, async (alarm) => String(kept.push(alarm)));
    expect(report).toMatchObject({ answer: "alarm", code: "state-differs" });
    const file = kept[1] && saved(kept[1]);
    expect(proves(file)).toBe(true);
    expect(proves({ ...file, code: "rule-broken" })).toBe(false);
    // The proofs of one state do not do for another's log.
    const evidence = { ...file.evidence, blocks: broken && saved(broken).evidence.blocks };
    expect(proves({ ...file, evidence })).toBe(false);
  });
});

describe("two who followed the log", () => {
  it("agree when they were shown the same one, however far", async () => {
    await mirrorLog(await from(registry, "one"));
    registry.suspend(1);
    await mirrorLog(await from(registry, "other"));
    for (const [here, there] of [
      ["one", "other"],
      ["other", "one"],
    ] as const)
      expect((await compareTips(await from(registry, here), path.join(base, there))).json.same).toBe(7);
    const tip = path.join(base, "other", "tip.json");
    await expect(compareTips(await from(registry, "one"), tip)).rejects.toMatchObject({ code: "tip-ahead" });
    expect((await compareTips(await from(registry, "other"), path.join(base, "one", "tip.json"))).json.same).toBe(7);
  });

  it("notice that they were shown different histories, and prove it to others", async () => {
    const other = registry.fork();
    registry.suspend(1);
    other.suspend(2);
    other.suspend(3);
    await mirrorLog(await from(registry, "one"));
    await mirrorLog(await from(other, "other"));
    const found = [
      await evidenceOf(compareTips(await from(registry, "one"), path.join(base, "other"))),
      await evidenceOf(compareTips(await from(registry, "other"), path.join(base, "one", "tip.json"))),
    ];
    for (const file of found) {
      expect(file.code).toBe("log-rewritten");
      expect(proves(file)).toBe(true);
      expect(proves({ ...file, evidence: { ...file.evidence, chain: [] } })).toBe(false);
      expect(proves({ ...file, evidence: { ...file.evidence, first: file.evidence.second } })).toBe(false);
    }
  });

  it("prove a history that was shortened, and one that was made anew at the same length", async () => {
    const [shorter, other] = [registry.fork(), registry.fork()];
    registry.suspend(1);
    other.suspend(2);
    await mirrorLog(await from(registry, "own"));
    for (const [liar, code] of [
      [shorter, "log-shortened"],
      [other, "log-rewritten"],
    ] as const) {
      const file = await evidenceOf(mirrorLog(await from(liar, "own")));
      expect(file.code).toBe(code);
      expect(proves(file)).toBe(true);
      const { first, second } = file.evidence;
      expect(proves({ ...file, evidence: { ...file.evidence, first: second, second: first } })).toBe(
        code === "log-rewritten",
      );
    }
  });
});
