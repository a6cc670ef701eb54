import { Cbor } from "@dfinity/agent";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  type AuditHead,
  type Bytes,
  type Entry,
  headsDigest,
  hex,
  type LicenceRecord,
  leb128,
  licenceLabel,
  nthNumber,
  recordBytes,
  sha256,
} from "../testing/encoding.ts";
import type { CandidRecord, CandidValue, RegistryActor } from "../testing/idl.ts";
import { batch, entries, entry, setCaps, single } from "../testing/licences.ts";
import { type Bench, type Deployed, startBench } from "../testing/network.ts";
import { decodeTree, fork, labelled, leaf, lookUp, radixTree, rootOf, type Tree } from "../testing/tree.ts";

let bench: Bench;
let registry: Deployed<RegistryActor>;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

beforeEach(async () => {
  registry = await bench.registry();
  await setCaps(registry.issuer);
});

/** What a stranger learns of a number, from the certificate and the witness alone. */
const verified = async (number: string) => {
  const tree = await registry.certified(await registry.anonymous.verify(number));
  return lookUp(tree, ["licences", licenceLabel(number)]);
};

describe("a stranger who verifies", () => {
  it("finds the very record of a licence that was issued", async () => {
    await registry.issuer.issueBatch(single("batch-1", entries(0, 50)));
    for (const number of [nthNumber(0), nthNumber(49)]) {
      const [record] = await registry.stranger.licence(number);
      expect(hex((await verified(number)) as Bytes)).toBe(hex(recordBytes(plain(record))));
    }
  });

  it("finds proof that there is no such licence: in an empty registry, among many, and for anything typed", async () => {
    expect(await verified(nthNumber(0))).toBe("absent");
    await registry.issuer.issueBatch(single("batch-1", [entry(0)]));
    expect(await verified(nthNumber(1))).toBe("absent");
    await registry.issuer.issueBatch(single("batch-2", entries(10, 200)));
    for (const number of [nthNumber(1), nthNumber(5000), "", "SND", "x".repeat(10_000)]) {
      expect(await verified(number)).toBe("absent");
    }
  });

  it("is shown no other licence's record", async () => {
    await registry.issuer.issueBatch(single("batch-1", entries(0, 100)));
    const present = Buffer.from((await registry.anonymous.verify(nthNumber(3))).witness).toString("latin1");
    expect(present.split("institutionName")).toHaveLength(2);
    const absent = Buffer.from((await registry.anonymous.verify(nthNumber(300))).witness).toString("latin1");
    expect(absent).not.toContain("institutionName");
  });

  it("sees each change at once, and a revoked licence for good", async () => {
    await registry.issuer.issueBatch(single("batch-1", entries(0, 5)));
    const number = nthNumber(2);
    const holder = sha256("a commitment");
    await registry.issuer.bindHolder({ operation: "bind", number, commitment: holder });
    const change = { number, reason: "terms-broken", decision: "act-1" };
    for (const act of ["suspend", "reinstate", "revoke"] as const) {
      await registry.issuer[act]({ ...change, operation: act });
      const [record] = await registry.stranger.licence(number);
      expect(hex(plain(record).holder ?? new Uint8Array())).toBe(hex(holder));
      expect(hex((await verified(number)) as Bytes)).toBe(hex(recordBytes(plain(record))));
    }
  });

  it("gets a witness of some 1 KB, whatever the size of the registry", async () => {
    await registry.issuer.issueBatch(single("batch-1", entries(0, 500)));
    expect((await registry.anonymous.verify(nthNumber(3))).witness.length).toBeLessThan(1500);
  });
});

describe("the certified root", () => {
  it("is there from the moment of installation: no licence, no block", async () => {
    registry = await bench.untouchedRegistry();
    expect(await verified(nthNumber(0))).toBe("absent");
    const tree = await registry.certified(await registry.anonymous.tip());
    expect(lookUp(tree, ["last_block_index"])).toBe("absent");
    expect(lookUp(tree, ["last_block_hash"])).toBe("absent");
  });

  it("is that of the set of records and the last block, computed independently", async () => {
    const chunks = batch("batch-1", [entries(0, 30), entries(30, 30)]);
    for (const chunk of chunks) await registry.issuer.issueBatch(chunk);
    await registry.issuer.revoke({ operation: "o", number: nthNumber(7), reason: "r", decision: "d" });

    const leaves: [Bytes, Bytes][] = [];
    for (let n = 0; n < 60; n += 1) {
      const [record] = await registry.stranger.licence(nthNumber(n));
      leaves.push([licenceLabel(nthNumber(n)), recordBytes(plain(record))]);
    }
    const blocks = await registry.stranger.blocks({ start: 0n, length: 100n });
    const last = blocks.at(-1);
    if (last === undefined) throw new Error("no block");
    const root = rootOf(fork(logTree(last), labelled("licences", radixTree(leaves))));
    expect(hex(rootOf(await registry.certified(await registry.stranger.tip())))).toBe(hex(root));
  });

  it("does not depend on the order in which licences came", async () => {
    const other = await bench.registry();
    await setCaps(other.issuer);
    const licences = entries(0, 40);
    await registry.issuer.issueBatch(single("batch-1", licences));
    await other.issuer.issueBatch(single("batch-1", licences.toReversed()));
    const labels = async (actor: Deployed<RegistryActor>) => {
      const tree = decodeTree(new Uint8Array((await actor.stranger.verify(nthNumber(999))).witness));
      return lookUp(tree, ["licences", licenceLabel(nthNumber(999))]);
    };
    expect(await labels(registry)).toBe("absent");
    expect(await labels(other)).toBe("absent");
    expect(await shapeOf(registry)).toBe(await shapeOf(other));
  });

  // The path to a licence: the witness without the hashes, which hold the times of issue.
  const shapeOf = async ({ stranger }: Deployed<RegistryActor>) => {
    const skeleton = (tree: ReturnType<typeof decodeTree>): string =>
      tree.kind === "fork"
        ? `(${skeleton(tree.left)} ${skeleton(tree.right)})`
        : tree.kind === "labelled"
          ? hex(tree.name)
          : tree.kind;
    return skeleton(decodeTree(new Uint8Array((await stranger.verify(nthNumber(17))).witness)));
  };
});

describe("an upgrade", () => {
  it("keeps everything and certifies it again", async () => {
    await registry.issuer.issueBatch(single("batch-1", entries(0, 20)));
    await registry.issuer.suspend({ operation: "o", number: nthNumber(3), reason: "r", decision: "d" });
    const everything = async () => ({
      caps: await registry.stranger.caps(),
      issued: await registry.stranger.issued(),
      roles: await registry.stranger.roles(),
      blocks: await registry.stranger.blocks({ start: 0n, length: 100n }),
      licences: await Promise.all(Array.from({ length: 20 }, (_, n) => registry.stranger.licence(nthNumber(n)))),
      tip: hex(rootOf(await registry.certified(await registry.stranger.tip()))),
    });
    const before = await everything();
    await registry.upgrade();
    expect(await everything()).toEqual(before);
    expect(hex((await verified(nthNumber(3))) as Bytes)).toContain(Buffer.from("suspended").toString("hex"));
    expect(await registry.issuer.issueBatch(single("batch-2", [entry(20)]))).toHaveProperty("ok");
  });
});

describe("the block log", () => {
  it("is enough to rebuild every record and the certified root", async () => {
    for (const chunk of batch("batch-1", [entries(0, 20), entries(20, 5)])) await registry.issuer.issueBatch(chunk);
    const act = (operation: string, number: string) => ({
      operation,
      number,
      reason: `why ${operation}`,
      decision: "act-1",
    });
    await registry.issuer.bindHolder({ operation: "b", number: nthNumber(1), commitment: sha256("a") });
    await registry.issuer.suspend(act("s1", nthNumber(1)));
    await registry.issuer.suspend(act("s2", nthNumber(2)));
    await registry.issuer.reinstate(act("r2", nthNumber(2)));
    await registry.issuer.revoke(act("v3", nthNumber(3)));
    await registry.issuer.noteAuditHead({ operation: "a1", sequence: 5n, hash: sha256("5") });
    await registry.issuer.noteAuditHead({ operation: "a2", sequence: 9n, hash: sha256("9") });
    for (const n of [4, 5])
      await registry.issuer.bindHolder({ operation: `b${n}`, number: nthNumber(n), commitment: sha256("a") });
    await registry.issuer.unbindHolder(act("u4", nthNumber(4)));
    await registry.issuer.rebindHolder({ ...act("m5", nthNumber(5)), commitment: sha256("b") });
    const later = [6, 7].map((n) => ({ number: nthNumber(n), validUntil: 4_000_000_000_000_000_000n + BigInt(n) }));
    await registry.issuer.renewBatch({ operation: "n", decision: "d", renewals: later });

    const blocks = await registry.stranger.blocks({ start: 0n, length: 100n });
    const rebuilt = rebuild(blocks.map(({ block }) => block));
    const last = blocks.at(-1);
    if (last === undefined) throw new Error("no block");
    const trie = radixTree(rebuilt.map((record) => [licenceLabel(record.number), recordBytes(record)]));
    expect(hex(rootOf(await registry.certified(await registry.stranger.tip())))).toBe(
      hex(rootOf(topTree(headsDigest(headsOf(blocks.map(({ block }) => block))), last, trie))),
    );
  });

  it("is a chain of parent hashes whose tip is certified", async () => {
    await registry.issuer.issueBatch(single("batch-1", entries(0, 3)));
    await registry.issuer.bindHolder({ operation: "bind", number: nthNumber(0), commitment: sha256("a") });
    await registry.issuer.suspend({ operation: "s", number: nthNumber(1), reason: "r", decision: "d" });
    await registry.issuer.reinstate({ operation: "i", number: nthNumber(1), reason: "r", decision: "d" });
    await registry.issuer.revoke({ operation: "v", number: nthNumber(1), reason: "r", decision: "d" });
    await registry.issuer.noteAuditHead({ operation: "n", sequence: 4n, hash: sha256("4") });
    await registry.controller.withdrawRole(registry.issuerPrincipal, { issuer: null });
    const blocks = await registry.stranger.blocks({ start: 0n, length: 100n });
    expect(blocks.map(({ block }) => field(block, "btype"))).toEqual(
      ["grant", "caps", "issue", "bind", "suspend", "reinstate", "revoke", "audit", "withdraw"].map((kind) => ({
        Text: `sanad_${kind}`,
      })),
    );
    for (const [index, { id, block }] of blocks.entries()) {
      const before = blocks[index - 1];
      expect(id).toBe(BigInt(index));
      expect(field(block, "phash")).toEqual(before && { Blob: hashOf(before.block) });
    }
    const tree = await registry.certified(await registry.stranger.tip());
    const last = blocks.at(-1);
    expect(hex(lookUp(tree, ["last_block_hash"]) as Bytes)).toBe(last && hex(hashOf(last.block)));
    expect(hex(lookUp(tree, ["last_block_index"]) as Bytes)).toBe(hex(leb128(8n)));
  });

  it("is read by pages of at most 100", async () => {
    const caps = await registry.stranger.caps();
    const acts = Array.from({ length: 103 }, (_, n) => ({ operation: `caps-${n}`, caps, decision: "act-2" }));
    await Promise.all(acts.map((args) => registry.issuer.setCaps(args)));
    // Granting what is granted is no act.
    await registry.controller.grantRole(registry.issuerPrincipal, { issuer: null });
    const page = async (start: bigint, length: bigint) =>
      (await registry.stranger.blocks({ start, length })).map(({ id }) => Number(id));
    expect(await page(0n, 1000n)).toEqual(Array.from({ length: 100 }, (_, n) => n));
    expect(await page(100n, 1000n)).toEqual([100, 101, 102, 103, 104]);
    expect(await page(1n, 1n)).toEqual([1]);
    expect(await page(105n, 10n)).toEqual([]);
    expect(await page(10n ** 30n, 10n ** 30n)).toEqual([]);
  });
});

function field(block: CandidValue, name: string): CandidValue | undefined {
  const value = "Map" in block ? block.Map.find(([key]) => key === name)?.[1] : undefined;
  return value && "Blob" in value ? { Blob: new Uint8Array(value.Blob) } : value;
}

// Representation-independent hash (ICRC-3), written from the standard.
function hashOf(value: CandidValue): Bytes {
  if ("Nat" in value) return sha256(leb128(value.Nat));
  if ("Text" in value) return sha256(value.Text);
  if ("Blob" in value) return sha256(new Uint8Array(value.Blob));
  if ("Array" in value) return sha256(...value.Array.map(hashOf));
  if ("Map" in value) {
    const pairs = value.Map.map(([key, item]) => Buffer.concat([sha256(key), hashOf(item)]));
    return sha256(...pairs.sort(Buffer.compare));
  }
  throw new Error("no integers in these blocks");
}

function logTree(last: { id: bigint; block: CandidValue }) {
  return fork(
    labelled("last_block_hash", leaf(hashOf(last.block))),
    labelled("last_block_index", leaf(leb128(last.id))),
  );
}

function topTree(digest: Bytes, last: { id: bigint; block: CandidValue }, licences: Tree) {
  return fork(
    fork(labelled("audit_heads", leaf(digest)), labelled("last_block_hash", leaf(hashOf(last.block)))),
    fork(labelled("last_block_index", leaf(leb128(last.id))), labelled("licences", licences)),
  );
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

function textOf(block: CandidValue, name: string): string {
  const value = field(block, name);
  return value && "Text" in value ? value.Text : "";
}

function natOf(block: CandidValue, name: string): bigint {
  const value = field(block, name);
  return value && "Nat" in value ? value.Nat : 0n;
}

function bytesOf(block: CandidValue, name: string): Bytes {
  const value = field(block, name);
  return value && "Blob" in value ? value.Blob : new Uint8Array();
}

function plain(record: CandidRecord | undefined): LicenceRecord {
  if (record === undefined) throw new Error("no such licence");
  return {
    ...record,
    sector: Object.keys(record.sector)[0] as Entry["sector"],
    status: Object.keys(record.status)[0] as LicenceRecord["status"],
    holder: record.holder[0] ? new Uint8Array(record.holder[0]) : null,
    reason: record.reason[0] ?? null,
  };
}
