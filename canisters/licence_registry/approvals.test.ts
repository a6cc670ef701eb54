import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Bytes, batchLabel, hex, nthNumber, sha256 } from "../testing/encoding.ts";
import {
  approvalOf,
  approved,
  decided,
  type Founded,
  founded,
  nth,
  official,
  planHash,
} from "../testing/governance.ts";
import type { IssueArgs } from "../testing/idl.ts";
import { standingBytes } from "../testing/leaves.ts";
import { batch, candidEntry, entries, entry, setCaps, single } from "../testing/licences.ts";
import { tipOf } from "../testing/log.ts";
import { type Bench, startBench } from "../testing/network.ts";
import { lookUp } from "../testing/tree.ts";

let bench: Bench;
let registry: Founded;
let count = 0;

beforeAll(async () => {
  bench = await startBench();
  registry = await founded(bench);
});

afterAll(() => bench?.stop());

/** A batch of one chunk that nobody has heard of, with numbers of its own. */
function fresh(size = 1): IssueArgs {
  count += 10;
  return single(`batch-${count}`, entries(count, size));
}

const approver = (n: number) => nth(registry.approvers, n);
const standing = async (batchId: string) => (await registry.stranger.batch(batchId)).standing[0];
const blocks = async () => Number((await registry.stranger.icrc3_get_blocks([])).log_length);

describe("a batch", () => {
  it("is issued once as many approvers as the policy wants have approved it, and not by one approval fewer", async () => {
    const chunk = fresh();
    const refused = (approvals: number) => ({ err: { notApproved: { needed: 2, approvals } } });
    const tip = await tipOf(registry.stranger);
    expect(await registry.issuer.issueBatch(chunk)).toEqual(refused(0));
    expect(await tipOf(registry.stranger)).toBe(tip);
    await approved(registry, chunk, 1);
    expect(await registry.issuer.issueBatch(chunk)).toEqual(refused(1));
    await approved(registry, chunk, 2);
    expect(await registry.issuer.issueBatch(chunk)).toHaveProperty("ok");
    expect(await registry.stranger.licence(nthNumber(count))).toHaveLength(1);
  });

  it("is not the one that was approved when its manifest is another", async () => {
    const chunk = fresh();
    await approved(registry, chunk);
    const other = single(chunk.batchId, [entry(count + 1)]);
    expect(await registry.issuer.issueBatch(other)).toEqual({ err: { notApproved: { needed: 2, approvals: 0 } } });
    expect(await registry.issuer.issueBatch({ ...other, manifestHash: chunk.manifestHash })).toEqual({
      err: { manifestMismatch: null },
    });
  });

  it("may be finished once it was begun, each chunk shown to be the approved manifest's", async () => {
    count += 10;
    const [first, second] = batch(`batch-${count}`, [[entry(count)], [entry(count + 1)]]) as [IssueArgs, IssueArgs];
    await approved(registry, first);
    const forged = { ...first, entries: [candidEntry(entry(count + 2))] };
    const mismatch = { err: { manifestMismatch: null } };
    // What a stolen server key would try: other licences under an approved manifest, which the last chunk alone would show.
    expect(await registry.issuer.issueBatch(forged)).toEqual(mismatch);
    expect(await registry.issuer.issueBatch({ ...forged, chunkHashes: [] })).toEqual(mismatch);
    expect(await registry.issuer.issueBatch({ ...forged, chunks: 9, chunkHashes: [] })).toEqual(mismatch);
    expect(await registry.issuer.issueBatch({ ...first, chunkHashes: [] })).toEqual(mismatch);
    expect(await registry.issuer.issueBatch(first)).toHaveProperty("ok");
    // An approver who goes does not stop what was begun.
    const gone = approver(1).principal;
    const add = await official(registry);
    await decided(registry, { withdraw: { principal: gone, role: { approver: null } } });
    expect(await registry.issuer.issueBatch({ ...second, entries: forged.entries })).toEqual(mismatch);
    expect(await registry.issuer.issueBatch(second)).toHaveProperty("ok");
    await decided(registry, { grant: { principal: add.principal, role: { approver: null } } });
    registry.approvers[1] = add;
  });

  it("has the approvals of those alone who are approvers now", async () => {
    const chunk = fresh();
    await approved(registry, chunk);
    const gone = approver(0);
    await decided(registry, { withdraw: { principal: gone.principal, role: { approver: null } } });
    expect(await registry.issuer.issueBatch(chunk)).toEqual({ err: { notApproved: { needed: 2, approvals: 1 } } });
    expect(await gone.actor.approveBatch(approvalOf(chunk))).toEqual({ err: { notAuthorised: null } });
    await approver(2).actor.approveBatch(approvalOf(chunk));
    expect(await registry.issuer.issueBatch(chunk)).toHaveProperty("ok");
    await decided(registry, { grant: { principal: gone.principal, role: { approver: null } } });
  });

  it("takes more approvals as soon as the policy does", async () => {
    const chunk = fresh();
    await approved(registry, chunk);
    await decided(registry, { policy: { approvals: 3, governors: 2, delay: 0n } });
    expect(await registry.issuer.issueBatch(chunk)).toEqual({ err: { notApproved: { needed: 3, approvals: 2 } } });
    expect((await standing(chunk.batchId))?.needed).toBe(3);
    await decided(registry, { policy: { approvals: 2, governors: 2, delay: 0n } });
    expect(await registry.issuer.issueBatch(chunk)).toHaveProperty("ok");
  });
});

describe("an approval", () => {
  it("twenty times at once is one, with one receipt", async () => {
    const chunk = fresh();
    const before = await blocks();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => approver(0).actor.approveBatch(approvalOf(chunk))),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toHaveProperty("ok");
    expect((await standing(chunk.batchId))?.approvals).toHaveLength(1);
    expect(await blocks()).toBe(before + 1);
  });

  it("of another manifest or plan than the first is a conflict, also of a batch that was begun", async () => {
    const chunk = fresh();
    await approved(registry, chunk, 1);
    const conflict = { err: { conflict: null } };
    const other = { ...approvalOf(chunk), manifestHash: sha256("another") };
    expect(await approver(1).actor.approveBatch(other)).toEqual(conflict);
    expect(await approver(0).actor.approveBatch(approvalOf(chunk, sha256("another plan")))).toEqual(conflict);
    expect((await standing(chunk.batchId))?.approvals).toHaveLength(1);
  });

  it("says which field is malformed", async () => {
    const good = approvalOf(fresh());
    const says = async (changes: object) => approver(0).actor.approveBatch({ ...good, ...changes });
    for (const batchId of ["", "b".repeat(129), "بیچ"])
      expect(await says({ batchId })).toEqual({ err: { invalid: "batchId" } });
    for (const field of ["manifestHash", "planHash"])
      for (const size of [0, 31, 33])
        expect(await says({ [field]: new Uint8Array(size) })).toEqual({ err: { invalid: field } });
  });

  it("is certified with all others of the batch, in the leaf that the page describes; and so is that there is none", async () => {
    const chunk = fresh();
    const certified = async () => {
      const answer = await registry.anonymous.batch(chunk.batchId);
      return { ...answer, leaf: lookUp(await registry.certified(answer), ["batches", batchLabel(chunk.batchId)]) };
    };
    expect(await certified()).toMatchObject({ standing: [], leaf: "absent" });
    await approved(registry, chunk);
    const { standing, leaf } = await certified();
    const [shown] = standing;
    expect(shown?.approvals.map((one) => one.approver.toText())).toEqual(
      [0, 1].map((n) => approver(n).principal.toText()),
    );
    const { approvals = [] } = shown ?? {};
    const expected = standingBytes({ ...approvalOf(chunk), approvals, dropped: null });
    expect(hex(leaf as Bytes)).toBe(hex(expected));
  });
});

describe("a batch that is dropped", () => {
  it("can be neither approved nor issued any more, by whomever it was dropped", async () => {
    for (const by of [registry.issuer, approver(2).actor]) {
      const chunk = fresh();
      await approved(registry, chunk);
      const drop = { operation: `drop-${chunk.batchId}`, batchId: chunk.batchId, reason: "withdrawn", decision: "d-1" };
      const first = await by.dropBatch(drop);
      expect(first).toHaveProperty("ok");
      expect(await registry.issuer.issueBatch(chunk)).toEqual({ err: { dropped: null } });
      expect(await approver(2).actor.approveBatch(approvalOf(chunk))).toEqual({ err: { dropped: null } });
      expect(await by.dropBatch(drop)).toEqual(first);
      const again = { ...drop, operation: `again-${chunk.batchId}` };
      expect(await by.dropBatch(again)).toEqual(first);
      for (const other of [{ reason: "another" }, { decision: "another" }]) {
        expect(await by.dropBatch({ ...again, ...other })).toEqual(first);
        expect(await by.dropBatch({ ...drop, ...other })).toEqual({ err: { conflict: null } });
      }
      expect(await standing(chunk.batchId)).toMatchObject({ dropped: true, planHash });
    }
  });

  it("need not have been heard of by an approver; and of one that was begun nothing is dropped", async () => {
    const drop = (batchId: string) => ({ operation: `drop-${batchId}`, batchId, reason: "withdrawn", decision: "d-1" });
    const unknown = fresh();
    const answer = await approver(0).actor.dropBatch(drop(unknown.batchId));
    if (!("ok" in answer)) throw new Error("refused");
    expect(await registry.issuer.issueBatch(unknown)).toEqual({ err: { dropped: null } });
    const { batchId } = unknown;
    const shown = await registry.anonymous.batch(batchId);
    const none = new Uint8Array();
    const expected = { batchId, manifestHash: none, planHash: none, approvals: [], dropped: answer.ok.at };
    expect(hex(lookUp(await registry.certified(shown), ["batches", batchLabel(batchId)]) as Bytes)).toBe(
      hex(standingBytes(expected)),
    );
    const issued = fresh();
    await approved(registry, issued);
    await registry.issuer.issueBatch(issued);
    expect(await registry.issuer.dropBatch(drop(issued.batchId))).toEqual({ err: { alreadyIssued: null } });
  });

  it("was approved by somebody when the issuer drops it: another takes no place and writes nothing", async () => {
    const { batchId } = fresh();
    const drop = { operation: `drop-${batchId}`, batchId, reason: "withdrawn", decision: "d-1" };
    const before = await tipOf(registry.anonymous);
    expect(await registry.issuer.dropBatch(drop)).toEqual({ err: { notFound: null } });
    expect(await standing(batchId)).toBeUndefined();
    expect(await tipOf(registry.anonymous)).toEqual(before);
    // Not remembered either: once an approver has said something of it, the same call is done.
    const said = { batchId, manifestHash: sha256(batchId), planHash };
    expect(await approver(0).actor.approveBatch(said)).toHaveProperty("ok");
    expect(await registry.issuer.dropBatch(drop)).toHaveProperty("ok");
  });

  it("says which field is malformed", async () => {
    const good = { operation: "drop-x", batchId: "batch-x", reason: "withdrawn", decision: "d-1" };
    for (const field of ["operation", "batchId", "reason", "decision"])
      expect(await registry.issuer.dropBatch({ ...good, [field]: "" })).toEqual({ err: { invalid: field } });
  });
});

describe("at once", () => {
  it("approving, dropping and issuing leave a batch either dropped or issued", async () => {
    const chunk = fresh();
    const drop = { operation: `drop-${chunk.batchId}`, batchId: chunk.batchId, reason: "withdrawn", decision: "d-1" };
    const [dropped, ...issued] = await Promise.all([
      (async () => {
        await approver(0).actor.approveBatch(approvalOf(chunk));
        return registry.issuer.dropBatch(drop);
      })(),
      ...Array.from({ length: 5 }, async () => {
        await approver(1).actor.approveBatch(approvalOf(chunk));
        return registry.issuer.issueBatch(chunk);
      }),
    ]);
    const isIssued = issued.some((answer) => "ok" in answer);
    expect("ok" in dropped).toBe(!isIssued);
    expect(await registry.stranger.licence(nthNumber(count))).toHaveLength(isIssued ? 1 : 0);
    expect((await standing(chunk.batchId))?.dropped).toBe(!isIssued);
  });
});

describe("before the founding", () => {
  it("nothing is dropped and nothing is issued: there is nobody yet whose approval would count", async () => {
    const early = await bench.registry();
    await setCaps(early.controller);
    const drop = { operation: "drop-1", batchId: "batch-1", reason: "withdrawn", decision: "d-1" };
    expect(await early.issuer.dropBatch(drop)).toEqual({ err: { notFound: null } });
    const chunk = single("batch-2", [entry(0)]);
    for (const { actor } of [await official(early), { actor: early.issuer }, { actor: early.controller }])
      expect(await actor.approveBatch(approvalOf(chunk))).toEqual({ err: { notAuthorised: null } });
    expect(await early.issuer.issueBatch(chunk)).toEqual({ err: { notApproved: { needed: 2, approvals: 0 } } });
    expect((await early.stranger.issued()).total).toBe(0);
  });
});
