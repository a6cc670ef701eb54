import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { VerifyError } from "../errors.ts";
import { parseNetwork } from "../network.ts";
import { nthNumber, TestRegistry } from "../testing/log.ts";
import { decideCaps } from "../testing/officials.ts";
import { NETWORK } from "../testing/registry.ts";
import { canisterId, KeyPair } from "../testing/subnet.ts";
import { Alarm } from "./alarm.ts";
import { alone } from "./alone.ts";
import { savedAlarm } from "./chain.ts";
import { checkState, type Follower, mirrorLog, rebuildState } from "./commands.ts";
import { provesAlarm } from "./evidence.ts";
import { mirroredNetwork } from "./mirror.ts";
import { Signatures } from "./tip.ts";
import { hashOf, type Value } from "./value.ts";

// One for all: what it remembers, it remembers by bytes.
const signatures = new Signatures(parseNetwork(NETWORK));
const DAY = 86_400_000_000_000n;
/** Pakistan's days begin so much before UTC's. */
const AHEAD = 5n * 3_600_000_000_000n;
let folder: string;
let registry: TestRegistry;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "sanad-mirror-"));
  registry = new TestRegistry();
  registry.issue(0, 30);
  for (let n = 0; n < 10; n++) registry.suspend(n);
  registry.noteAudit(40n);
  registry.reinstate(3);
});

afterEach(() => rm(folder, { recursive: true }));

async function from(of: TestRegistry = registry, changes: object = {}): Promise<Follower> {
  const network = await mirroredNetwork(folder, parseNetwork({ ...NETWORK, ...changes }));
  const asking = { network, fetch: of.fetch, now: Date.now, timeout: 60_000 };
  return { folder, network, signatures: "subnetId" in changes ? new Signatures(network) : signatures, asking };
}

/** The code of what a piece of work cries out, and the alarm itself. */
async function cry(work: Promise<unknown>): Promise<{ code: string; detail: string; alarm: Alarm | null }> {
  return work.then(
    () => ({ code: "holds", detail: "", alarm: null }),
    (error: unknown) => {
      if (error instanceof Alarm) return { code: error.code, detail: error.message, alarm: error };
      if (error instanceof VerifyError) return { code: error.code, detail: error.message, alarm: null };
      throw error;
    },
  );
}

const mirror = async (of?: TestRegistry) => mirrorLog(await from(of));
const file = () => path.join(folder, "blocks.jsonl");
const lines = async () => (await readFile(file(), "utf8")).trimEnd().split("\n");
/** The blocks of the mirror, after this. */
const readFileOf = (work: Promise<unknown>) => work.then(() => readFile(file(), "utf8"));
const save = (of: readonly string[]) => writeFile(file(), of.map((line) => `${line}\n`).join(""));

/** A block with something else in it, as a forger would hand it over. */
function edited(block: Value | undefined): Value {
  if (!block || !("Map" in block)) throw new Error("no block");
  return { Map: block.Map.map(([key, value]) => (key === "ts" ? [key, { Nat: 1n }] : [key, value])) };
}

describe("a mirror of the log", () => {
  it("follows page by page to the certified tip, goes on from where it was, and keeps each signed tip", async () => {
    expect((await mirror()).json).toMatchObject({ blocks: 30, added: 30 });
    expect((await mirror()).json).toMatchObject({ blocks: 30, added: 0 });
    registry.suspend(20);
    expect((await mirror()).json).toMatchObject({ blocks: 32, added: 2 });
    expect(await lines()).toHaveLength(32);
    expect((await readFile(path.join(folder, "tips.jsonl"), "utf8")).trimEnd().split("\n")).toHaveLength(2);
  });

  it("is of a registry without a block, too", async () => {
    registry.blocks = [];
    expect((await mirror()).json).toMatchObject({ blocks: 0, hash: null });
  });

  it("takes up again where it was killed: within a line, and before a tip was signed", async () => {
    registry.handed = (blocks) => blocks.with(28, edited(blocks[28]));
    expect((await cry(mirror())).code).toBe("log-forged");
    const honest = registry.fork();
    await mirror(honest);
    honest.suspend(20);
    honest.suspend(21);
    const whole = await lines();
    await mirror(honest);
    const [next = ""] = (await lines()).slice(30);
    await save(whole);
    await appendFile(file(), `${next}\n${next.slice(0, 40)}`);
    await rm(path.join(folder, "tip.json"));
    expect((await mirror(honest)).json).toMatchObject({ blocks: 34 });
    expect(await lines()).toHaveLength(34);
  });

  it("is written by one process at a time, and left as it is by whoever reads", async () => {
    await mirror();
    await appendFile(file(), '{"id":30,');
    const torn = await readFile(file(), "utf8");
    expect((await rebuildState(await from(), false)).json).toMatchObject({ blocks: 30 });
    expect(await readFile(file(), "utf8")).toBe(torn);
    await writeFile(path.join(folder, "lock"), String(process.ppid));
    await expect(alone(folder, mirror)).rejects.toMatchObject({ code: "folder-busy" });
    await writeFile(path.join(folder, "lock"), "4194305");
    registry.suspend(20);
    expect((await alone(folder, mirror)).json).toMatchObject({ blocks: 32, added: 2 });
    expect((await readdir(folder)).includes("lock")).toBe(false);
  });

  it("says where its own files were changed", async () => {
    await mirror();
    const whole = await lines();
    const wrong = async (changed: readonly string[]) => {
      await save(changed);
      const { code, detail } = await cry(mirror());
      expect(code).toBe("mirror-damaged");
      return detail;
    };
    expect(await wrong(whole.with(7, whole[7]?.replace("underInvestigation", "underinvestigation") ?? ""))).toContain(
      "line 8",
    );
    expect(await wrong(whole.toSpliced(6, 1))).toContain("line 7");
    expect(await wrong(whole.with(6, whole[7] ?? "").with(7, whole[6] ?? ""))).toContain("line 7");
    expect(await wrong(whole.slice(0, 12))).toContain("after line 12");
    // An edit with its own hash put right is met at the block that follows it.
    const block = edited(registry.blocks[4]);
    const forged = JSON.parse(whole[4] ?? "");
    forged.block.Map.find(([key]: [string]) => key === "ts")[1] = { Nat: "1" };
    forged.hash = Buffer.from(hashOf(block)).toString("hex");
    expect(await wrong(whole.with(4, JSON.stringify(forged)))).toContain("line 6");
    expect(await wrong([])).toContain("after line 0");
    await save(whole);
    await writeFile(path.join(folder, "tip.json"), "{}");
    expect((await cry(mirror())).detail).toContain("tip.json");
  });

  it("is of one registry for good", async () => {
    await mirror();
    const other = { canisters: { licence_registry: NETWORK.canisters.messenger } };
    await expect(from(registry, other)).rejects.toThrow("mirrors the registry");
  });
});

describe("a log that is handed over forged", () => {
  const forgeries: [string, (blocks: readonly Value[]) => readonly Value[], string][] = [
    ["a block edited", (blocks) => blocks.with(5, edited(blocks[5])), "log-forged"],
    ["the last block edited", (blocks) => blocks.with(-1, edited(blocks.at(-1))), "log-forged"],
    ["a block removed", (blocks) => blocks.toSpliced(5, 1), "log-forged"],
    ["two blocks swapped", (blocks) => blocks.with(5, blocks[6] as Value).with(6, blocks[5] as Value), "log-forged"],
    ["the tail cut", (blocks) => blocks.slice(0, 12), "reply-malformed"],
    ["nothing at all", () => [], "reply-malformed"],
  ];

  it.each(forgeries)("is refused: %s", async (_, handed, code) => {
    registry.handed = handed;
    expect((await cry(mirror())).code).toBe(code);
  });

  it("is refused by one who has known its beginning for long, and costs him nothing", async () => {
    await mirror();
    registry.suspend(20);
    registry.suspend(21);
    registry.handed = (blocks) => blocks.with(30, edited(blocks[30]));
    expect((await cry(mirror())).code).toBe("log-forged");
    registry.handed = null;
    expect((await mirror()).json).toMatchObject({ blocks: 34, added: 4 });
  });

  const now = () => BigInt(Date.now()) * 1_000_000n;
  const certificates: [string, () => TestRegistry["making"], string][] = [
    ["of another canister", () => ({ canisterId: canisterId(8) }), "certified-data-missing"],
    ["of a subnet that is another's", () => ({ ranges: [[canisterId(8), canisterId(9)]] }), "canister-out-of-range"],
    ["signed by a stranger", () => ({ subnetSigner: new KeyPair(9) }), "certificate-signature"],
    ["delegated by a stranger", () => ({ rootSigner: new KeyPair(9) }), "delegation-signature"],
    ["of yesterday", () => ({ time: now() - 86_400_000_000_000n }), "certificate-too-old"],
    ["of tomorrow", () => ({ time: now() + 86_400_000_000_000n, delegationTime: now() }), "certificate-from-future"],
    ["of another state", () => ({ certifiedData: new Uint8Array(32) }), "witness-mismatch"],
  ];

  it.each(certificates)("is refused with a certificate %s", async (_, making, code) => {
    registry.making = making();
    expect((await cry(mirror())).code).toBe(code);
  });

  it("is refused where another subnet signed than the one that is named", async () => {
    const other = "aaaaa-aa";
    expect((await cry(mirrorLog(await from(registry, { subnetId: other })))).code).toBe("subnet-mismatch");
  });
});

describe("the state that the log says", () => {
  const why = { reason: { Text: "left" }, decision: { Text: "d" } };

  it("is rebuilt, and is the one that is certified", async () => {
    const [holder, another] = [new Uint8Array(32).fill(5), new Uint8Array(32).fill(6)];
    registry.change("sanad_bind", 15, { ...why, commitment: { Blob: holder } }, { holder });
    registry.change("sanad_rebind", 15, { ...why, commitment: { Blob: another } }, { holder: another });
    registry.change("sanad_unbind", 15, why, { holder: null });
    registry.revoke(1);
    registry.renew(14, registry.time + 900n * 86_400_000_000_000n);
    // As many as there may be on a day in Pakistan, and one on the next.
    registry.time += DAY - ((registry.time + AHEAD) % DAY);
    for (let n = 41n; n < 65n; n += 1n) registry.noteAudit(n);
    registry.time += DAY;
    registry.noteAudit(65n);
    registry.noteDigest("figures-2020-11-21.csv", Uint8Array.of(1));
    registry.noteDigest("figures-2020-11-22.csv", Uint8Array.of(2));
    const { json } = await rebuildState(await from(), true);
    expect(json).toMatchObject({ licences: 30, suspended: 8, revoked: 1, active: 21, auditHeads: 26, digests: 2 });
    expect(json.issued).toMatchObject({ total: 30, education: 30 });
    expect(json.comparedAt).not.toBeNull();
  });

  it("counts the licences of each day in Pakistan, which begins five hours before UTC's", async () => {
    const midnight = registry.time - ((registry.time + AHEAD) % DAY) + DAY;
    const day = (at: bigint) => new Date(Number((at + AHEAD) / 1_000_000n)).toISOString().slice(0, 10);
    registry.time = midnight - 60_000_000_000n;
    registry.issue(30, 2);
    registry.time = midnight;
    registry.issue(32, 1);
    const { issuedByDay } = (await rebuildState(await from(), true)).json;
    const [before, after] = [day(midnight - 1n), day(midnight)];
    const counted = issuedByDay as Record<string, number>;
    expect(counted[after]).toBe(1);
    // And those of this day or the one before that were there at the start.
    expect([2, 32]).toContain(counted[before]);
    expect(Object.values(counted).reduce((sum, count) => sum + count)).toBe(33);
  });

  it("is told from a licence that is certified otherwise, one that is missing, and one that nobody issued", async () => {
    await mirror();
    const lie = async (change: (registry: TestRegistry) => void) => {
      const liar = registry.fork();
      change(liar);
      return cry(checkState(await from(liar), true));
    };
    const record = registry.records.get(nthNumber(7)) ?? {};
    const otherwise = await lie((liar) => liar.records.set(nthNumber(7), { ...record, status: "active" }));
    expect(otherwise).toMatchObject({
      code: "state-differs",
      detail: expect.stringContaining(`${nthNumber(7)} (status)`),
    });
    const missing = await lie((liar) => liar.records.delete(nthNumber(7)));
    expect(missing.detail).toContain(`${nthNumber(7)} (absent)`);
    const ghost = await lie((liar) => liar.records.set(nthNumber(99), { ...record, number: nthNumber(99) }));
    expect(ghost.code).toBe("state-differs");
    const audit = await lie((liar) => Object.assign(liar, { auditDigest: new Uint8Array(32) }));
    expect(audit.detail).toContain("audit");
    const disowned = await lie((liar) => Object.assign(liar, { disownedDigest: new Uint8Array(32) }));
    expect(disowned).toMatchObject({ code: "state-differs", detail: expect.stringContaining("disowned heads") });
    const file = await lie((liar) => liar.digests.set("figures-2026-11-21.csv", new Uint8Array(32)));
    expect(file).toMatchObject({ code: "state-differs", detail: expect.stringContaining("digests of files") });
    const policy = await lie((liar) => Object.assign(liar, { governance: new Uint8Array(32) }));
    expect(policy).toMatchObject({ code: "state-differs", detail: expect.stringContaining("policy") });
  });

  it("is told from figures that are not what its licences add up to", async () => {
    await mirror();
    const liar = registry.fork();
    liar.counted = new Map([...liar.records].slice(1));
    const { code, detail } = await cry(checkState(await from(liar), true));
    expect([code, detail]).toEqual(["state-differs", expect.stringMatching(/29 issued .* the log has 30/)]);
  });

  it("is told from status lists that leave out a suspended licence, and this is proven to others", async () => {
    await mirror();
    const liar = registry.fork();
    liar.listed.set(nthNumber(7), "active");
    const { detail, alarm } = await cry(checkState(await from(liar), true));
    expect(detail).toContain("status lists");
    const file = { format: "sanad-alarm", version: 1, code: "state-differs", evidence: alarm?.evidence };
    expect(provesAlarm(file, signatures)).toEqual({ code: "state-differs", isProven: true });
  });

  const { reason, decision } = why;
  type Breach = [string, (registry: TestRegistry) => void, string];
  const breaches: Breach[] = [
    ...["sanad_bind", "sanad_rebind", "sanad_unbind"].flatMap((kind): Breach[] => [
      [`${kind} without a reason`, (of) => of.change(kind, 20, { decision }, {}), "there is no reason"],
      [`${kind} without a decision`, (of) => of.change(kind, 20, { reason }, {}), "there is no decision"],
    ]),
    [
      "caps exceeded",
      (of) => {
        decideCaps(of, 40n);
        of.issue(100, 11);
      },
      "caps exceeded: education has 41 of 40",
    ],
    ["caps set below what is issued", (of) => decideCaps(of, 20n), "caps exceeded: education has 30 of 20"],
    ["a number issued twice", (of) => of.issue(5, 1), "was issued before"],
    ["a suspended licence suspended", (of) => of.suspend(5), "was suspended"],
    ["an active licence reinstated", (of) => of.reinstate(20), "was active"],
    ["a suspension that nobody approved", (of) => of.suspend(20, []), "has 0 of 1 approvals"],
    ["a licence that never was", (of) => of.suspend(999), "there is no licence"],
    ["the audit gone back", (of) => of.noteAudit(7n), "had come to 40"],
    [
      "more heads of the audit on a day than there may be",
      (of) => {
        of.time += DAY - (of.time % DAY);
        for (let n = 0n; n < 25n; n += 1n) of.noteAudit(100n + n);
      },
      "more heads of the audit on one day",
    ],
    [
      "more holders on a day than there may be without an approver",
      (of) => {
        of.time += DAY - (of.time % DAY);
        of.bind(20, new Uint8Array(32));
        for (let n = 0; n < 100; n += 1) of.rebind(20, new Uint8Array(32).fill(n));
        of.unbind(20);
      },
      "takes from more than 100 holders on one day",
    ],
    [
      "a file noted twice",
      (of) => {
        of.noteDigest("figures-2020-11-21.csv", Uint8Array.of(1));
        of.noteDigest("figures-2020-11-21.csv", Uint8Array.of(2));
      },
      "figures-2020-11-21.csv has a digest already",
    ],
    [
      "a file noted before its day",
      (of) => of.noteDigest("figures-9999-11-21.csv", Uint8Array.of(1)),
      "figures-9999-11-21.csv comes before its day",
    ],
    ["a file of no day", (of) => of.noteDigest("figures-2021-02-29.csv", Uint8Array.of(1)), "names no day"],
    [
      "more files on a day than there may be",
      (of) => {
        of.time += DAY - (of.time % DAY);
        for (let n = 0; n < 65; n += 1) of.noteDigest(`figures-${n}-2020-11-21.csv`, Uint8Array.of(1));
      },
      "more than 64 digests of files on one day",
    ],
    ["a time before the last", (of) => Object.assign(of, { time: of.time - 10n ** 12n }).suspend(20), "older"],
  ];

  it.each(breaches)("is not believed where the log breaks a rule: %s", async (_, act, what) => {
    act(registry);
    const { code, detail, alarm } = await cry(checkState(await from(), true));
    expect(code).toBe("rule-broken");
    expect(detail).toContain(what);
    expect(alarm?.evidence?.blocks).toHaveLength(registry.blocks.length);
  });

  it("is left open behind a block of a kind that is not known", async () => {
    registry.act("sanad_novelty", {});
    const { json } = await rebuildState(await from(), true);
    expect(json.unknown).toEqual(["sanad_novelty"]);
    registry.records.delete(nthNumber(2));
    expect((await cry(checkState(await from(), true))).code).toBe("kind-unknown");
  });
});

describe("a log of which another canister has the older part", () => {
  const archived = (blocks: readonly Value[]) => Object.assign(registry, { archive: { length: 12, blocks } });

  it("is followed across the seam, and is the same to whoever followed it before", async () => {
    const before = await readFileOf(mirror());
    await rm(file());
    await rm(path.join(folder, "tip.json"));
    archived(registry.blocks);
    expect(await readFileOf(mirror())).toBe(before);
    expect((await rebuildState(await from(), true)).json).toMatchObject({ licences: 30 });
  });

  it("is not believed where the archive hands over other blocks, none, or those of another place", async () => {
    const forged = registry.blocks.map((block, id) => (id === 5 ? edited(block) : block));
    archived(forged);
    expect((await cry(mirror())).code).toBe("log-forged");
    archived([]);
    expect((await cry(mirror())).code).toBe("reply-malformed");
    archived(registry.blocks.slice(1));
    expect((await cry(mirror())).code).toBe("log-forged");
    archived(registry.blocks);
    expect((await mirror()).json).toMatchObject({ blocks: registry.blocks.length });
  });
});

describe("a history that was made anew", () => {
  it("is met whether it is shorter, as long or longer, with both signed tips as evidence", async () => {
    const before = registry.fork();
    registry.suspend(20);
    registry.suspend(21);
    await mirror();
    const anew = async (suspended: number[]) => {
      const liar = before.fork();
      for (const n of suspended) liar.suspend(n);
      const { code, alarm } = await cry(mirror(liar));
      expect(alarm?.evidence).toHaveProperty("first.certificate");
      expect(alarm?.evidence).toHaveProperty("second.certificate");
      return code;
    };
    expect(await anew([])).toBe("log-shortened");
    expect(await anew([22, 23])).toBe("log-rewritten");
    expect(await anew([22, 23, 24, 25])).toBe("log-rewritten");
    expect((await mirror()).json).toMatchObject({ blocks: 34, added: 0 });
    expect(await readdir(folder)).toEqual(["blocks.jsonl", "network.json", "tip.json", "tips.jsonl"]);
  });

  it("is not cried over a node that is a little behind", async () => {
    const behind = registry.fork();
    registry.suspend(20);
    await mirror();
    behind.making = { time: BigInt(Date.now() - 60_000) * 1_000_000n };
    expect((await mirror(behind)).json).toMatchObject({ blocks: 32, added: 0 });
  });

  it("is not read from a file that is no evidence", () => {
    expect(() => savedAlarm({ format: "other" })).toThrow(VerifyError);
  });
});
