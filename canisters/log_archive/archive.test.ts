import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Principal } from "@dfinity/principal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshIdentity } from "../../localnet/testing.ts";
import { checkState, follower, mirrorLog } from "../../verify/log/commands.ts";
import { type Bytes, hex, leb128, nthNumber } from "../testing/encoding.ts";
import { decided, type Founded, founded, issueApproved, moved, nth } from "../testing/governance.ts";
import type { ArchiveActor } from "../testing/idl.ts";
import { entries, single } from "../testing/licences.ts";
import { type Block, field, hashOf, tipOf } from "../testing/log.ts";
import { type Bench, type Deployed, startBench } from "../testing/network.ts";
import { lookUp } from "../testing/tree.ts";

let bench: Bench;
let registry: Founded;
let archive: Deployed<ArchiveActor>;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

const keep = 5;
const named = (canister: Principal, of = keep) => ({ archive: { canister, keep: of } });
let acts = 0;
/** So many blocks more. */
const write = (count: number) =>
  Promise.all(
    Array.from({ length: count }, () => {
      acts += 1;
      return nth(registry.approvers, 0).actor.dropBatch({
        operation: `drop-${acts}`,
        batchId: `b-${acts}`,
        reason: "r",
        decision: "d",
      });
    }),
  );
const ask = (of: { icrc3_get_blocks: ArchiveActor["icrc3_get_blocks"] }, start: bigint, length: bigint) =>
  of.icrc3_get_blocks([{ start, length }]);
const ids = (blocks: Block[]) => blocks.map(({ id }) => Number(id));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

/** Every block, asked as ICRC-3 has it: of the registry, and of whom it names for those that it has no more. */
async function wholeLog(): Promise<Block[]> {
  const found: Block[] = [];
  const { log_length } = await registry.anonymous.icrc3_get_blocks([]);
  while (BigInt(found.length) < log_length) {
    const page = await ask(registry.anonymous, BigInt(found.length), 100n);
    const [held] = page.archived_blocks;
    if (held) expect(held.callback.map(String)).toEqual([archive.id.toText(), "icrc3_get_blocks"]);
    found.push(...(held ? (await archive.anonymous.icrc3_get_blocks(held.args)).blocks : page.blocks));
  }
  return found;
}

// One registry for all, whose log grows from test to test: each begins where the one before ended.
beforeAll(async () => {
  registry = await founded(bench);
  archive = await bench.archive(registry.id);
  await decided(registry, named(archive.id));
  await write(14);
});

const standing = async () => {
  const { live, length } = await registry.anonymous.archiving();
  return { live: Number(live), length: Number(length) };
};

describe("the older part of the log", () => {
  it("goes to the archive that the governors named, but for the newest blocks, and is read across the seam", async () => {
    const tip = await tipOf(registry.anonymous);
    const { length } = await standing();
    const live = length - keep;
    expect(await registry.anonymous.icrc3_get_archives({ from: [] })).toEqual([]);
    expect(await archive.issuer.pull()).toEqual({ ok: { start: 0n, next: BigInt(live), whole: true } });
    expect(await standing()).toEqual({ live, length });
    // Nothing that is certified has changed.
    expect(await tipOf(registry.anonymous)).toBe(tip);

    const page = await ask(registry.anonymous, BigInt(live - 3), 10n);
    expect(ids(page.blocks)).toEqual(range(live, length));
    expect(page.log_length).toBe(BigInt(length));
    expect(page.archived_blocks.map(({ args }) => args)).toEqual([[{ start: BigInt(live - 3), length: 3n }]]);
    const blocks = await wholeLog();
    expect(ids(blocks)).toEqual(range(0, length));
    for (const [index, { block }] of blocks.entries()) {
      const before = blocks[index - 1];
      expect(field(block, "phash")).toEqual(before && { Blob: hashOf(before.block) });
    }

    const held = { canister_id: archive.id, start: 0n, end: BigInt(live - 1) };
    expect(await registry.anonymous.icrc3_get_archives({ from: [] })).toEqual([held]);
    expect(await registry.anonymous.icrc3_get_archives({ from: [archive.id] })).toEqual([]);
    const tree = await archive.certified(await archive.anonymous.icrc3_get_tip_certificate());
    const last = blocks[live - 1];
    expect(hex(lookUp(tree, ["last_block_hash"]) as Bytes)).toBe(last && hex(hashOf(last.block)));
    expect(hex(lookUp(tree, ["last_block_index"]) as Bytes)).toBe(hex(leb128(BigInt(live - 1))));
    expect(await archive.anonymous.icrc3_supported_block_types()).toEqual(
      await registry.anonymous.icrc3_supported_block_types(),
    );
    expect(await archive.anonymous.icrc3_get_archives({ from: [] })).toEqual([]);
  });

  it("is handed over once, however often and by however many it is asked for at a time", async () => {
    await write(7);
    await Promise.all([archive.issuer.pull(), archive.issuer.pull(), archive.issuer.pull()]);
    const { live, length } = await standing();
    expect(live).toBe(length - keep);
    expect(await archive.issuer.pull()).toEqual({ ok: { start: 0n, next: BigInt(live), whole: true } });
    expect(ids(await wholeLog())).toEqual(range(0, length));
  });

  it("is followed by strangers as before, checked block by block, and rebuilt; upgrades of both change nothing", async () => {
    await issueApproved(registry, single("batch-1", entries(0, 3)));
    const folder = await mkdtemp(path.join(tmpdir(), "sanad-mirror-"));
    const from = await follower(folder, {
      host: bench.network.url,
      rootKey: hex(bench.network.rootKey),
      subnetId: bench.network.subnetId,
      canisters: { licence_registry: registry.id.toText() },
    });
    const { length } = await standing();
    expect((await mirrorLog(from)).json).toMatchObject({ blocks: length, added: length });
    await registry.acts.suspend({ operation: "s", number: nthNumber(1), reason: "r", decision: "d" });
    await write(7);
    // What it was installed for stays, whatever its environment says later.
    await archive.upgrade({ registry: Principal.fromUint8Array(Uint8Array.of(1, 1, 1)).toText() });
    await registry.upgrade();
    expect((await archive.anonymous.standing()).registry).toEqual([registry.id]);
    const index = leb128((await archive.anonymous.standing()).next - 1n);
    const tree = await archive.certified(await archive.anonymous.icrc3_get_tip_certificate());
    expect(lookUp(tree, ["last_block_index"])).toEqual(index);
    await archive.issuer.pull();
    const { rebuilt, certified } = await checkState(from, true);
    expect(certified?.tip.length).toBe(length + 9);
    expect((await standing()).live).toBe(length + 9 - keep);
    expect(rebuilt).toMatchObject({ unknown: [], breaches: [], issued: { total: 3 } });
    expect(rebuilt.council.archives).toEqual([archive.id.toText()]);
    await rm(folder, { recursive: true });
  });

  it("goes to another archive from where the first one ends", async () => {
    const second = await bench.archive(registry.id);
    for (const wrong of [named(archive.id), named(Principal.anonymous())])
      await expect(moved(registry, wrong)).rejects.toThrow("canister");
    for (const of of [0, 500_001]) await expect(moved(registry, named(second.id, of))).rejects.toThrow("keep");
    // One that was named and has taken nothing leaves no trace.
    await decided(registry, named(freshIdentity().getPrincipal()));
    await decided(registry, named(second.id, 2));
    const before = await standing();
    const [start, end] = [BigInt(before.live), BigInt(before.length - 2)];
    expect(await archive.issuer.pull()).toEqual({ err: { refused: { notAuthorised: null } } });
    expect(await second.issuer.pull()).toEqual({ ok: { start, next: end, whole: true } });
    expect(await registry.anonymous.icrc3_get_archives({ from: [archive.id] })).toEqual([
      { canister_id: second.id, start, end: end - 1n },
    ]);
    const { archived_blocks } = await ask(registry.anonymous, start - 2n, 5n);
    expect(archived_blocks.map(({ args, callback }) => [args, String(callback[0])])).toEqual([
      [[{ start: start - 2n, length: 2n }], archive.id.toText()],
      [[{ start, length: 3n }], second.id.toText()],
    ]);
    expect(ids((await ask(second.anonymous, start - 5n, 8n)).blocks)).toEqual([0, 1, 2].map((n) => before.live + n));
  });
});

describe("an archive", () => {
  it("takes blocks of its registry alone, and only its issuers have it pull", async () => {
    const refused = { err: { notAuthorised: null } };
    for (const actor of [archive.stranger, archive.controller]) expect(await actor.pull()).toEqual(refused);
    for (const actor of [registry.issuer, registry.controller, registry.stranger])
      expect(await actor.handOver([])).toEqual(refused);
    const foreign = await bench.archive((await bench.untouchedRegistry()).id);
    await decided(registry, named(foreign.id));
    // It was named here, and asks its own registry all the same.
    expect(await foreign.issuer.pull()).toEqual({ err: { refused: { notAuthorised: null } } });
    expect(await foreign.anonymous.standing()).toMatchObject({ start: 0n, next: 0n, tip: [] });
  });

  // What calls is an archive, by its principal: somebody with a key stands in for a program that lies.
  it("that lies, loses something or stops in the middle has the registry let go of nothing that it was not given and does not name by its hash", async () => {
    const liar = freshIdentity();
    const as = await registry.as(liar);
    await write(10);
    await decided(registry, named(liar.getPrincipal()));
    const answer = await as.handOver([]);
    if ("err" in answer) throw new Error("refused");
    const { live, length } = await standing();
    const { start, blocks } = answer.ok;
    expect([start, blocks.length]).toEqual([BigInt(live), length - live - keep]);
    const tip = (count: number) => hashOf(blocks[count - 1] ?? { Nat: 0n });
    const say = (count: number, hash: Uint8Array) => as.handOver([{ next: start + BigInt(count), tip: hash }]);
    const mismatch = { err: { mismatch: null } };
    for (const [count, hash] of [
      [4, tip(3)],
      [4, new Uint8Array(32)],
      [length - live, tip(4)],
      [1_000_000, tip(4)],
    ] satisfies [number, Uint8Array][])
      expect(await say(count, hash)).toEqual(mismatch);
    expect((await standing()).live).toBe(live);

    // An answer was lost, and half of the next one arrived.
    expect(await as.handOver([])).toEqual(answer);
    for (const _ of ["once", "again"])
      expect(await say(4, tip(4))).toMatchObject({ ok: { start: start + 4n, blocks: blocks.slice(4) } });
    expect((await standing()).live).toBe(live + 4);
    expect(ids((await ask(registry.anonymous, start, 8n)).blocks)).toEqual(range(live + 4, live + 8));
    // It was installed anew, or goes back.
    expect(await as.handOver([])).toEqual(mismatch);
    expect(await say(3, tip(3))).toEqual(mismatch);
    // Others go on from there.
    const honest = await bench.archive(registry.id);
    await decided(registry, named(honest.id));
    expect(await honest.issuer.pull()).toMatchObject({ ok: { start: start + 4n, whole: true } });
  });
});
