import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { chunkHash, type Entry, entryBytes, hex, manifestHash, nthNumber, numberOf } from "../testing/encoding.ts";
import {
  approvalOf,
  approved,
  decided,
  type Founded,
  founded,
  foundedAs,
  issueApproved,
} from "../testing/governance.ts";
import type { IssueArgs } from "../testing/idl.ts";
import { batch, candidEntry, entries, entry, programmeCaps, sectorCase, single } from "../testing/licences.ts";
import { blocksOf, tipOf } from "../testing/log.ts";
import { type Bench, startBench } from "../testing/network.ts";

let bench: Bench;
let registry: Founded;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

beforeEach(async () => {
  registry = await founded(bench);
});

const issued = async () => (await registry.stranger.issued()).total;
const blockCount = async () => (await blocksOf(registry.stranger)).length;

describe("issuing a batch", () => {
  it("stores each licence with the batch, the chunk and the time", async () => {
    const [first, second] = batch("batch-1", [entries(0, 2), [entry(2, { sector: "private" })]]) as [
      IssueArgs,
      IssueArgs,
    ];
    const one = await issueApproved(registry, first);
    const two = await issueApproved(registry, second);
    if (!("ok" in one && "ok" in two)) throw new Error("refused");
    expect(hex(one.ok.chunkHash)).toBe(
      hex(chunkHash(entries(0, 2).map((plain, index) => entryBytes({ ...plain, ...timesOf(first, index) })))),
    );
    expect(two.ok.block).toBe(one.ok.block + 1n);

    const [licence] = await registry.stranger.licence(nthNumber(2));
    expect(licence).toEqual({
      ...second.entries[0],
      holder: [],
      issued: two.ok.issued,
      status: { active: null },
      statusSince: two.ok.issued,
      reason: [],
      batch: "batch-1",
      chunk: 1,
    });
    expect(await registry.stranger.issued()).toEqual({
      total: 3,
      government: 0,
      education: 2,
      startups: 0,
      private: 1,
    });
  });

  it("takes chunks in any order", async () => {
    const [first, second, third] = batch("batch-1", [[entry(0)], [entry(1)], [entry(2)]]) as [
      IssueArgs,
      IssueArgs,
      IssueArgs,
    ];
    for (const chunk of [third, first, second]) expect(await issueApproved(registry, chunk)).toHaveProperty("ok");
    expect(await issued()).toBe(3);
  });

  it("takes 500 entries at once, and refuses 501 and none", async () => {
    expect(await issueApproved(registry, single("batch-1", entries(0, 500)))).toHaveProperty("ok");
    expect(await registry.issuer.issueBatch(single("batch-2", entries(500, 501)))).toEqual({ err: { tooMany: null } });
    expect(await registry.issuer.issueBatch(single("batch-3", []))).toEqual({ err: { tooMany: null } });
    expect(await issued()).toBe(500);
  });

  it("writes a block that holds the very bytes that were hashed", async () => {
    const chunk = entries(0, 3);
    const answer = await issueApproved(registry, single("batch-1", chunk));
    if (!("ok" in answer)) throw new Error("refused");
    const [{ block } = { block: undefined }] = await blocksOf(registry.stranger, answer.ok.block, 1n);
    const fields = new Map(block && "Map" in block ? block.Map : []);
    const transaction = fields.get("tx");
    const tx = new Map(transaction && "Map" in transaction ? transaction.Map : []);
    expect(fields.get("btype")).toEqual({ Text: "sanad_issue" });
    expect(fields.get("ts")).toEqual({ Nat: answer.ok.issued });
    expect(tx.get("batch")).toEqual({ Text: "batch-1" });
    const stored = tx.get("entries");
    const encoded = stored && "Blob" in stored ? new Uint8Array(stored.Blob) : new Uint8Array();
    const head = new Uint8Array([0x83]);
    expect(hex(encoded)).toBe(hex(head) + chunk.map((plain) => hex(entryBytes(plain))).join(""));
  });
});

describe("the same chunk again", () => {
  it("gets the first receipt and changes nothing", async () => {
    const chunk = single("batch-1", entries(0, 3));
    const first = await issueApproved(registry, chunk);
    const before = await blockCount();
    expect(await registry.issuer.issueBatch(chunk)).toEqual(first);
    expect(await blockCount()).toBe(before);
    expect(await issued()).toBe(3);
  });

  it("gets it even when the caps have become too small for it, and after an upgrade", async () => {
    const chunk = single("batch-1", entries(0, 3));
    const first = await issueApproved(registry, chunk);
    await decided(registry, { caps: { ...programmeCaps, education: 3 } });
    await registry.upgrade();
    expect(await registry.issuer.issueBatch(chunk)).toEqual(first);
  });

  it("is a conflict with other content, another number of chunks, or another manifest", async () => {
    const [first] = batch("batch-1", [[entry(0)], [entry(1)]]) as [IssueArgs, IssueArgs];
    expect(await issueApproved(registry, first)).toHaveProperty("ok");
    const conflict = { err: { conflict: null } };
    expect(await registry.issuer.issueBatch({ ...first, entries: [candidEntry(entry(5))] })).toEqual(conflict);
    expect(await registry.issuer.issueBatch({ ...first, chunk: 1, chunks: 3 })).toEqual(conflict);
    expect(await registry.issuer.issueBatch({ ...first, chunk: 1, manifestHash: new Uint8Array(32) })).toEqual(
      conflict,
    );
    expect(await issued()).toBe(1);
  });

  it("twenty times at once issues it once", async () => {
    const chunk = single("batch-1", entries(0, 10));
    await approved(registry, chunk);
    const answers = await Promise.all(Array.from({ length: 20 }, () => registry.issuer.issueBatch(chunk)));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toHaveProperty("ok");
    expect(await issued()).toBe(10);
  });
});

describe("a refused chunk changes nothing", () => {
  const refused = async (chunk: IssueArgs, err: unknown) => {
    // Whatever of it can be approved is.
    for (const { actor } of registry.approvers) await actor.approveBatch(approvalOf(chunk));
    const before = { issued: await issued(), blocks: await blockCount(), tip: await tipOf(registry.stranger) };
    expect(await registry.issuer.issueBatch(chunk)).toEqual({ err });
    expect(await issued()).toBe(before.issued);
    expect(await blockCount()).toBe(before.blocks);
    expect(await tipOf(registry.stranger)).toBe(before.tip);
  };

  it("when the completing chunk does not add up to the manifest", async () => {
    const [first, second] = batch("batch-1", [[entry(0)], [entry(1)]]) as [IssueArgs, IssueArgs];
    expect(await issueApproved(registry, first)).toHaveProperty("ok");
    await refused({ ...second, entries: [candidEntry(entry(9))] }, { manifestMismatch: null });
    await refused({ ...single("batch-2", [entry(3)]), manifestHash: manifestHash([]) }, { manifestMismatch: null });
    expect(await registry.issuer.issueBatch(second)).toHaveProperty("ok");
  });

  it("when a number is there already, or comes twice in the chunk", async () => {
    await issueApproved(registry, single("batch-1", [entry(0)]));
    await refused(single("batch-2", [entry(1), entry(0)]), { duplicateNumber: nthNumber(0) });
    await refused(single("batch-3", [entry(2), entry(3), entry(2)]), { duplicateNumber: nthNumber(2) });
  });

  it("when an entry is malformed", async () => {
    const wrong: [keyof Entry, Partial<Entry>][] = [
      ["number", { number: "SND00000000001" }],
      ["number", { number: numberOf("0000000000").toLowerCase() }],
      ["number", { number: "" }],
      ["programme", { programme: "" }],
      ["programme", { programme: "p".repeat(129) }],
      ["phase", { phase: "one\ntwo" }],
      ["institutionId", { institutionId: "" }],
      ["institutionId", { institutionId: "شناخت" }],
      ["institutionName", { institutionName: "n".repeat(301) }],
      ["institutionName", { institutionName: "abc\u202edef" }],
      ["decision", { decision: "d".repeat(129) }],
      ["validUntil", { validFrom: 5n, validUntil: 5n }],
    ];
    for (const [index, [field, change]] of wrong.entries()) {
      await refused(single(`batch-${index}`, [entry(1), entry(2, change)]), { invalidEntry: { index: 1, field } });
    }
  });

  it("when the call itself is malformed", async () => {
    const good = single("batch-1", [entry(0)]);
    await refused({ ...good, batchId: "" }, { invalidEntry: { index: 0, field: "batchId" } });
    await refused({ ...good, batchId: "b".repeat(129) }, { invalidEntry: { index: 0, field: "batchId" } });
    await refused({ ...good, chunks: 0 }, { invalidEntry: { index: 0, field: "chunks" } });
    await refused({ ...good, chunks: 1001 }, { invalidEntry: { index: 0, field: "chunks" } });
    await refused({ ...good, chunk: 1 }, { invalidEntry: { index: 0, field: "chunk" } });
    await refused({ ...good, manifestHash: new Uint8Array(31) }, { invalidEntry: { index: 0, field: "manifestHash" } });
  });

  it("when it exceeds a sector's cap or the total, even by one in the last place", async () => {
    await decided(registry, { caps: { total: 6, government: 2, education: 4, startups: 0, private: 0 } });
    await issueApproved(registry, single("batch-1", entries(0, 3)));
    await refused(single("batch-2", entries(10, 2)), {
      capExceeded: { sector: [sectorCase("education")], cap: 4, issued: 3, asked: 2 },
    });
    await refused(single("batch-3", [entry(20, { sector: "startups" })]), {
      capExceeded: { sector: [sectorCase("startups")], cap: 0, issued: 0, asked: 1 },
    });
    expect(await issueApproved(registry, single("batch-4", [entry(30)]))).toHaveProperty("ok");
    await refused(single("batch-5", [entry(31)]), {
      capExceeded: { sector: [sectorCase("education")], cap: 4, issued: 4, asked: 1 },
    });
    // The sectors leave room, the total does not.
    await decided(registry, { caps: { total: 4, government: 0, education: 4, startups: 0, private: 0 } });
    await refused(single("batch-6", [entry(40, { sector: "government" })]), {
      capExceeded: { sector: [sectorCase("government")], cap: 0, issued: 0, asked: 1 },
    });
  });
});

describe("without caps", () => {
  it("nothing can be issued", async () => {
    const fresh = await foundedAs(await bench.registry());
    expect(await fresh.stranger.caps()).toEqual({ total: 1500, government: 0, education: 0, startups: 0, private: 0 });
    expect(await issueApproved(fresh, single("batch-1", [entry(0)]))).toEqual({
      err: { capExceeded: { sector: [sectorCase("education")], cap: 0, issued: 0, asked: 1 } },
    });
  });
});

// The entries of two calls are made a moment apart: the times of the one that was sent.
function timesOf(args: IssueArgs, index: number): Pick<Entry, "validFrom" | "validUntil"> {
  const { validFrom, validUntil } = args.entries[index] ?? { validFrom: 0n, validUntil: 0n };
  return { validFrom, validUntil };
}
