import { readFileSync } from "node:fs";
import path from "node:path";
import { Cbor } from "@dfinity/agent";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshIdentity } from "../../localnet/testing.ts";
import {
  type AuditHead,
  type Bytes,
  type Digest,
  digestBytes,
  digestLabel,
  disownedDigest,
  type Entry,
  figureLeaves,
  headsDigest,
  hex,
  type LicenceRecord,
  leb128,
  licenceLabel,
  nthNumber,
  recordBytes,
  sha256,
} from "../testing/encoding.ts";
import {
  approvalOf,
  approvalOfChange,
  approvalOfRenewals,
  councilTree,
  decided,
  disowned,
  type Founded,
  forged,
  founded,
  foundedAs,
  issueApproved,
  moved,
  nth,
} from "../testing/governance.ts";
import { siteOf } from "../testing/http.ts";
import type { CandidValue } from "../testing/idl.ts";
import { batch, entries, programmeCaps, setCaps, single } from "../testing/licences.ts";
import {
  type Block,
  blocksOf,
  bytesOf,
  field,
  hashOf,
  natOf,
  registryTree,
  statusTree,
  textOf,
} from "../testing/log.ts";
import { type Bench, startBench } from "../testing/network.ts";
import { leaf, lookUp, radixTree, rootOf } from "../testing/tree.ts";

let bench: Bench;
let registry: Founded;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

beforeEach(async () => {
  registry = await founded(bench);
});

describe("the block log", () => {
  it("is enough to rebuild every record and the certified root", async () => {
    const chunks = batch("batch-1", [entries(0, 20), entries(20, 5)]);
    for (const chunk of chunks) await issueApproved(registry, chunk);
    const act = (operation: string, number: string) => ({
      operation,
      number,
      reason: `why ${operation}`,
      decision: "act-1",
    });
    await registry.issuer.bindHolder({ ...act("b", nthNumber(1)), commitment: sha256("a") });
    const [first, second] = [act("s1", nthNumber(1)), act("s2", nthNumber(2))];
    await registry.acts.suspend(first);
    await registry.acts.suspend(second);
    const [reinstated, revoked] = [act("r2", nthNumber(2)), act("v3", nthNumber(3))];
    await registry.acts.reinstate(reinstated);
    await registry.acts.revoke(revoked);
    await registry.issuer.noteAuditHead({ operation: "a1", sequence: 5n, hash: sha256("5") });
    await registry.issuer.noteAuditHead({ operation: "a2", sequence: 9n, hash: sha256("9") });
    const head = await forged(registry.issuer);
    const at = await disowned(registry, head);
    const file = { name: "figures-2026-11-21.csv", hash: sha256("a file"), size: 6n };
    await registry.issuer.noteDigest({ operation: "f", ...file });
    for (const n of [4, 5])
      await registry.issuer.bindHolder({ ...act(`b${n}`, nthNumber(n)), commitment: sha256("a") });
    await registry.issuer.unbindHolder(act("u4", nthNumber(4)));
    await registry.issuer.rebindHolder({ ...act("m5", nthNumber(5)), commitment: sha256("b") });
    const later = [6, 7].map((n) => ({ number: nthNumber(n), validUntil: 4_000_000_000_000_000_000n + BigInt(n) }));
    const renewed = { operation: "n", reason: "r", decision: "d", renewals: later };
    await registry.acts.renewBatch(renewed);

    const approvals = [
      approvalOfChange("suspend", first),
      approvalOfChange("suspend", second),
      approvalOfChange("reinstate", reinstated),
      approvalOfChange("revoke", revoked),
      approvalOfRenewals(renewed),
    ];

    const blocks = await blocksOf(registry.stranger);
    const rebuilt = rebuild(blocks.map(({ block }) => block));
    const last = blocks.at(-1);
    if (last === undefined) throw new Error("no block");
    const certified = registryTree(last, {
      ...(await councilTree(registry, ...chunks.slice(0, 1), ...approvals)),
      audit_disowned: leaf(disownedDigest([{ place: 2n, head, at }])),
      audit_heads: leaf(headsDigest(headsOf(blocks.map(({ block }) => block)))),
      digests: radixTree([[digestLabel(file.name), digestBytes(noted(file, blocks))]]),
      figures: radixTree(figureLeaves(rebuilt, () => false)),
      http_expr: await siteOf(registry.stranger),
      status: statusTree(rebuilt),
      licences: radixTree(rebuilt.map((record) => [licenceLabel(record.number), recordBytes(record)])),
    });
    const answer = await registry.stranger.icrc3_get_tip_certificate();
    expect(hex(rootOf(await registry.certified(answer)))).toBe(hex(rootOf(certified)));
  });

  it("is a chain of parent hashes whose tip is certified", async () => {
    await issueApproved(registry, single("batch-1", entries(0, 3)));
    const binding = { operation: "bind", number: nthNumber(0), reason: "r", decision: "d" };
    await registry.issuer.bindHolder({ ...binding, commitment: sha256("a") });
    await registry.acts.suspend({ operation: "s", number: nthNumber(1), reason: "r", decision: "d" });
    await registry.acts.reinstate({ operation: "i", number: nthNumber(1), reason: "r", decision: "d" });
    await registry.acts.revoke({ operation: "v", number: nthNumber(1), reason: "r", decision: "d" });
    await registry.issuer.noteAuditHead({ operation: "n", sequence: 4n, hash: sha256("4") });
    await registry.issuer.noteDigest({
      operation: "d",
      name: "figures-2020-11-21.csv",
      hash: sha256("a file"),
      size: 6n,
    });
    const blocks = await blocksOf(registry.stranger);
    expect(blocks.map(({ block }) => field(block, "btype"))).toEqual(
      [
        ...["grant", "caps", "found", "approve", "approve", "issue"],
        ...["bind", "approve", "suspend", "approve", "approve", "reinstate", "approve", "approve", "revoke"],
        ...["audit", "digest"],
      ].map((kind) => ({ Text: `sanad_${kind}` })),
    );
    for (const [index, { id, block }] of blocks.entries()) {
      const before = blocks[index - 1];
      expect(id).toBe(BigInt(index));
      expect(field(block, "phash")).toEqual(before && { Blob: hashOf(before.block) });
    }
    const tree = await registry.certified(await registry.stranger.icrc3_get_tip_certificate());
    const last = blocks.at(-1);
    expect(hex(lookUp(tree, ["last_block_hash"]) as Bytes)).toBe(last && hex(hashOf(last.block)));
    expect(hex(lookUp(tree, ["last_block_index"]) as Bytes)).toBe(hex(leb128(16n)));
  });

  it("is read by pages of at most 100", async () => {
    const acts = Array.from({ length: 103 }, (_, n) => ({
      operation: `drop-${n}`,
      batchId: `b-${n}`,
      reason: "r",
      decision: "d",
    }));
    await Promise.all(acts.map((args) => nth(registry.approvers, 0).actor.dropBatch(args)));
    const page = async (start: bigint, length: bigint) =>
      (await blocksOf(registry.stranger, start, length)).map(({ id }) => Number(id));
    expect(await page(0n, 1000n)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(await page(100n, 1000n)).toEqual([100, 101, 102, 103, 104, 105]);
    expect(await page(1n, 1n)).toEqual([1]);
    expect(await page(106n, 10n)).toEqual([]);
    expect(await page(10n ** 30n, 10n ** 30n)).toEqual([]);
  });
});

describe("as ICRC-3 has it", () => {
  const everyAct = async () => {
    const early = await bench.registry();
    const { issuer, controller } = early;
    const other = freshIdentity().getPrincipal();
    await controller.grantRole(other, { issuer: null });
    await controller.withdrawRole(other, { issuer: null });
    await setCaps(controller);
    registry = await foundedAs(early);
    await issueApproved(registry, single("batch-1", entries(0, 2)));
    const number = nthNumber(0);
    const why = { reason: "r", decision: "d" };
    const change = { number, ...why };
    await issuer.bindHolder({ ...change, operation: "1", commitment: sha256("a") });
    await issuer.rebindHolder({ ...change, operation: "2", commitment: sha256("b") });
    await issuer.unbindHolder({ ...change, operation: "3" });
    const renewals = [{ number, validUntil: 4_000_000_000_000_000_000n }];
    await registry.acts.renewBatch({ operation: "4", reason: "r", decision: "d", renewals });
    for (const act of ["suspend", "reinstate", "revoke"] as const)
      await registry.acts[act]({ ...change, operation: act });
    await issuer.noteAuditHead({ operation: "5", sequence: 4n, hash: sha256("4") });
    await disowned(registry, await forged(issuer));
    await issuer.noteDigest({ operation: "7", name: "figures-2020-11-21.csv", hash: sha256("a file"), size: 6n });
    await nth(registry.approvers, 0).actor.approveBatch(approvalOf(single("batch-2", entries(9, 1))));
    await issuer.dropBatch({ operation: "6", batchId: "batch-2", reason: "r", decision: "d" });
    await decided(registry, { caps: programmeCaps });
    await nth(registry.governors, 0).actor.cancel({
      motion: await moved(registry, { caps: programmeCaps }),
      ...why,
    });
    await controller.breakGlass({ governors: registry.governors.map(({ principal }) => principal), ...why });
  };

  it("a client that starts from the tip reads back to the first block, and each is what the next one says", async () => {
    await everyAct();
    const tree = await registry.certified(await registry.anonymous.icrc3_get_tip_certificate());
    let expected = hex(lookUp(tree, ["last_block_hash"]) as Bytes);
    const index = lookUp(tree, ["last_block_index"]) as Bytes;
    const { log_length } = await registry.anonymous.icrc3_get_blocks([]);
    expect(hex(index)).toBe(hex(leb128(log_length - 1n)));
    for (let id = log_length - 1n; id >= 0n; id -= 1n) {
      const [found] = await blocksOf(registry.anonymous, id, 1n);
      expect(found?.id).toBe(id);
      expect(found && hex(hashOf(found.block))).toBe(expected);
      const parent = found && field(found.block, "phash");
      expected = parent && "Blob" in parent ? hex(parent.Blob as Bytes) : "none";
    }
    expect(expected).toBe("none");
  });

  it("every act on a licence that there is, every drop, cancellation and broken glass names who called, why, and by which decision", async () => {
    await everyAct();
    const lacking = new Set<string>();
    for (const { block } of await blocksOf(registry.anonymous)) {
      const tx = field(block, "tx");
      const names = tx && "Map" in tx ? tx.Map.map(([name]) => name) : [];
      if (!["caller", "reason", "decision"].every((name) => names.includes(name))) lacking.add(textOf(block, "btype"));
    }
    expect([...lacking].sort()).toEqual([
      "sanad_agree",
      "sanad_approve",
      "sanad_audit",
      "sanad_caps",
      "sanad_digest",
      "sanad_enact",
      "sanad_found",
      "sanad_grant",
      "sanad_issue",
      "sanad_move",
      "sanad_withdraw",
    ]);
  });

  it("every kind of block that is written is among those that are named, and each is in the documentation", async () => {
    await everyAct();
    const types = await registry.anonymous.icrc3_supported_block_types();
    const named = types.map(({ block_type }) => block_type);
    const written = (await blocksOf(registry.anonymous)).map(({ block }) => textOf(block, "btype"));
    expect(new Set(written)).toEqual(new Set(named));
    const page = readFileSync(path.join(import.meta.dirname, "../../docs/verification.md"), "utf8");
    for (const { block_type, url } of types) {
      // A path in the sources, as the page itself says.
      expect(url).toBe("docs/verification.md#the-block-log");
      expect(page).toContain(`\`${url}\`, is a path in the sources`);
      expect(page.slice(page.indexOf("## The block log"))).toContain(`\`${block_type}\``);
    }
  });

  it("runs of blocks come in their order, a hundred at most from all of them together, and no run breaks it", async () => {
    await everyAct();
    const ask = async (...runs: [bigint, bigint][]) => {
      const page = await registry.anonymous.icrc3_get_blocks(runs.map(([start, length]) => ({ start, length })));
      return { ...page, blocks: page.blocks.map(({ id }) => Number(id)) };
    };
    const log_length = BigInt((await blocksOf(registry.anonymous)).length);
    const rest = { log_length, archived_blocks: [] };
    expect(await ask([3n, 2n], [0n, 1n], [4n, 1n])).toEqual({ blocks: [3, 4, 0, 4], ...rest });
    expect(await ask()).toEqual({ blocks: [], ...rest });
    expect(await ask([log_length, 5n], [10n ** 30n, 10n ** 30n], [log_length - 1n, 9n])).toEqual({
      blocks: [Number(log_length) - 1],
      ...rest,
    });
    expect((await ask(...Array.from({ length: 30 }, (): [bigint, bigint] => [0n, 7n]))).blocks).toHaveLength(100);
    expect((await ask(...Array.from({ length: 200 }, (): [bigint, bigint] => [99n, 1n]))).blocks).toEqual([]);
  });

  it("nothing is archived, and the standards are named, ICRC-10 itself among them", async () => {
    expect(await registry.anonymous.icrc3_get_archives({ from: [] })).toEqual([]);
    expect(await registry.anonymous.icrc3_get_archives({ from: [registry.id] })).toEqual([]);
    expect(await registry.anonymous.icrc10_supported_standards()).toEqual([
      { name: "ICRC-3", url: "https://github.com/dfinity/ICRC-1/tree/main/standards/ICRC-3" },
      // The standard wants this very text.
      { name: "ICRC-10", url: "https://github.com/dfinity/ICRC/blob/main/ICRCs/ICRC-10/ICRC-10.md" },
    ]);
  });
});

// A file as it was noted in the one block that is about files.
function noted(file: Omit<Digest, "at" | "block">, blocks: Block[]): Digest {
  const found = blocks.find(({ block }) => textOf(block, "btype") === "sanad_digest");
  if (!found) throw new Error("no file was noted");
  return { ...file, at: natOf(found.block, "ts"), block: found.id };
}

// The heads of the audit that the blocks hold.
function headsOf(blocks: CandidValue[]): AuditHead[] {
  return blocks
    .filter((block) => textOf(block, "btype") === "sanad_audit")
    .map((block) => {
      const tx = field(block, "tx") ?? { Map: [] };
      return { sequence: natOf(tx, "sequence"), hash: bytesOf(tx, "hash"), at: natOf(block, "ts") };
    });
}

const statusAfter: Record<string, LicenceRecord["status"]> = {
  sanad_suspend: "suspended",
  sanad_reinstate: "active",
  sanad_revoke: "revoked",
};

// The records after all these acts, from the blocks alone.
function rebuild(blocks: CandidValue[]): LicenceRecord[] {
  const records = new Map<string, LicenceRecord>();
  for (const block of blocks) {
    const kind = textOf(block, "btype");
    const at = natOf(block, "ts");
    const tx = field(block, "tx") ?? { Map: [] };
    if (kind === "sanad_issue") {
      const chunk = field(tx, "chunk");
      for (const entry of Cbor.decode<Entry[]>(bytesOf(tx, "entries"))) {
        records.set(entry.number, {
          ...entry,
          validFrom: BigInt(entry.validFrom),
          validUntil: BigInt(entry.validUntil),
          holder: null,
          issued: at,
          status: "active",
          statusSince: at,
          reason: null,
          batch: textOf(tx, "batch"),
          chunk: chunk && "Nat" in chunk ? Number(chunk.Nat) : -1,
        });
      }
    }
    if (kind === "sanad_renew") {
      for (const { number, validUntil } of Cbor.decode<LicenceRecord[]>(bytesOf(tx, "renewals"))) {
        const renewed = records.get(number);
        if (renewed) records.set(number, { ...renewed, validUntil: BigInt(validUntil) });
      }
    }
    const record = records.get(textOf(tx, "number"));
    if (record === undefined) continue;
    if (kind === "sanad_bind" || kind === "sanad_rebind")
      records.set(record.number, { ...record, holder: bytesOf(tx, "commitment") });
    if (kind === "sanad_unbind") records.set(record.number, { ...record, holder: null });
    const status = statusAfter[kind];
    if (status !== undefined) {
      const reason = status === "active" ? null : textOf(tx, "reason");
      records.set(record.number, { ...record, status, statusSince: at, reason });
    }
  }
  return [...records.values()];
}
