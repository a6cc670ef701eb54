import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Bytes, disownedDigest, headsDigest, hex, nthNumber, sha256 } from "../testing/encoding.ts";
import { decided, disowned, type Founded, forged, founded, issueApproved, nth, wordOn } from "../testing/governance.ts";
import { entry, single } from "../testing/licences.ts";
import { type Bench, startBench } from "../testing/network.ts";
import { lookUp } from "../testing/tree.ts";

let bench: Bench;
let registry: Founded;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

beforeEach(async () => {
  registry = await founded(bench);
});

const head = (sequence: bigint, fields: object = {}) => ({
  operation: `audit-${sequence}`,
  sequence,
  hash: sha256(`head ${sequence}`),
  ...fields,
});

/** The heads that a stranger is shown, and what the certificate says of them. */
const noted = async () => {
  const answer = await registry.anonymous.auditHeads();
  const heads = answer.heads.map((head) => ({ ...head, hash: new Uint8Array(head.hash) }));
  return { heads, certified: lookUp(await registry.certified(answer), ["audit_heads"]) };
};

describe("the heads of the audit", () => {
  it("are proven to be none, in an empty registry and beside licences", async () => {
    const untouched = await bench.untouchedRegistry();
    const tree = await untouched.certified(await untouched.anonymous.auditHeads());
    expect(lookUp(tree, ["audit_heads"])).toBe("absent");
    await issueApproved(registry, single("batch-1", [entry(0)]));
    expect(await noted()).toEqual({ heads: [], certified: "absent" });
  });

  it("are all shown in their order, with a certified digest over all of them, also after an upgrade", async () => {
    for (const sequence of [3n, 4n, 2n ** 40n]) {
      expect(await registry.issuer.noteAuditHead(head(sequence))).toHaveProperty("ok");
    }
    const { heads, certified } = await noted();
    expect(heads.map(({ sequence, hash }) => [sequence, hex(hash)])).toEqual(
      [3n, 4n, 2n ** 40n].map((sequence) => [sequence, hex(sha256(`head ${sequence}`))]),
    );
    expect(hex(certified as Bytes)).toBe(hex(headsDigest(heads)));
    await registry.upgrade();
    expect(await noted()).toEqual({ heads, certified });
  });

  it("leave the proof of a licence and of the last block as they were", async () => {
    await issueApproved(registry, single("batch-1", [entry(0)]));
    await registry.issuer.noteAuditHead(head(1n));
    const path = async (answer: Parameters<typeof registry.certified>[0], ...labels: string[]) =>
      lookUp(await registry.certified(answer), labels);
    expect(await path(await registry.anonymous.verify(nthNumber(0)), "licences")).toBe("unknown");
    expect(await path(await registry.anonymous.icrc3_get_tip_certificate(), "last_block_index")).toEqual(
      new Uint8Array([6]),
    );
  });
});

describe("a head of the audit", () => {
  it("is further than the one before: the same or a smaller number is refused, and nothing is written", async () => {
    await registry.issuer.noteAuditHead(head(5n));
    const before = await noted();
    for (const sequence of [5n, 4n, 1n]) {
      expect(await registry.issuer.noteAuditHead(head(sequence, { operation: `later-${sequence}` }))).toEqual({
        err: { notAfter: 5n },
      });
    }
    expect(await noted()).toEqual(before);
  });

  it("is noted once: the same again gets the first receipt, another hash under its operation is a conflict", async () => {
    const first = await registry.issuer.noteAuditHead(head(5n));
    await registry.issuer.noteAuditHead(head(6n));
    expect(await registry.issuer.noteAuditHead(head(5n))).toEqual(first);
    expect(await registry.issuer.noteAuditHead(head(5n, { hash: sha256("another") }))).toEqual({
      err: { conflict: null },
    });
    expect((await noted()).heads).toHaveLength(2);
  });

  it("has a number, a hash of 32 bytes, and an operation", async () => {
    expect(await registry.issuer.noteAuditHead(head(0n))).toEqual({ err: { invalid: "sequence" } });
    expect(await registry.issuer.noteAuditHead(head(1n, { hash: new Uint8Array(31) }))).toEqual({
      err: { invalid: "hash" },
    });
    expect(await registry.issuer.noteAuditHead(head(1n, { operation: "" }))).toEqual({ err: { invalid: "operation" } });
  });
});

describe("a head that a thief of the issuer's key noted", () => {
  const say = (by: number, block: bigint, fields: object = {}) =>
    nth(registry.governors, by).actor.disownHead({ ...wordOn(block), ...fields });

  it("is disowned by as many governors as the policy wants, and a lower one can be noted again, also after an upgrade", async () => {
    await registry.issuer.noteAuditHead(head(5n));
    const block = await forged(registry.issuer);
    expect(await registry.issuer.noteAuditHead(head(6n))).toEqual({ err: { notAfter: 2n ** 64n - 1n } });
    expect(await say(0, block)).toHaveProperty("ok");
    expect(await registry.issuer.noteAuditHead(head(6n))).toEqual({ err: { notAfter: 2n ** 64n - 1n } });
    const before = await registry.anonymous.auditHeads();
    expect(before).toMatchObject({ disowned: [], words: [{ head: block, reason: "forged", decision: "decision-1" }] });
    expect(before.words[0]?.governor.toText()).toBe(nth(registry.governors, 0).principal.toText());
    expect(await say(2, block)).toHaveProperty("ok");
    await registry.upgrade();
    expect(await registry.issuer.noteAuditHead(head(5n, { operation: "five again" }))).toEqual({
      err: { notAfter: 5n },
    });
    expect(await registry.issuer.noteAuditHead(head(6n))).toHaveProperty("ok");
    expect((await noted()).heads.map(({ sequence }) => sequence)).toEqual([5n, 2n ** 64n - 1n, 6n]);
    expect(await registry.anonymous.auditHeads()).toMatchObject({ disowned: [{ head: block }], words: [] });
  });

  it("is proven to be disowned, with its place among all, and before that none to be", async () => {
    const certified = async () =>
      lookUp(await registry.certified(await registry.anonymous.auditHeads()), ["audit_disowned"]);
    expect(await certified()).toBe("absent");
    await registry.issuer.noteAuditHead(head(5n));
    const first = await forged(registry.issuer);
    const one = { place: 1n, head: first, at: await disowned(registry, first) };
    expect(hex((await certified()) as Bytes)).toBe(hex(disownedDigest([one])));
    await registry.issuer.noteAuditHead(head(6n));
    const answer = await registry.issuer.noteAuditHead(head(900n));
    const second = "ok" in answer ? answer.ok.block : 0n;
    const two = { place: 3n, head: second, at: await disowned(registry, second, 900n) };
    expect(hex((await certified()) as Bytes)).toBe(hex(disownedDigest([one, two])));
    const { heads } = await noted();
    expect(heads).toHaveLength(4);
    await registry.upgrade();
    expect(hex((await certified()) as Bytes)).toBe(hex(disownedDigest([one, two])));
  });

  it("counts a governor's word once, and answers it the second time as the first", async () => {
    const block = await forged(registry.issuer);
    const first = await say(0, block);
    expect(await say(0, block, { reason: "another" })).toEqual(first);
    expect((await registry.anonymous.auditHeads()).disowned).toEqual([]);
    await say(1, block);
    expect(await say(0, block)).toEqual(first);
    expect(await say(2, block)).toEqual({ err: { alreadyDisowned: null } });
  });

  it("is not disowned with the word of somebody who is governor no more", async () => {
    const block = await forged(registry.issuer);
    await say(0, block);
    const { principal } = nth(registry.governors, 0);
    await decided(registry, { withdraw: { principal, role: { governor: null } } });
    await say(1, block);
    expect((await registry.anonymous.auditHeads()).disowned).toEqual([]);
    await say(2, block);
    expect((await registry.anonymous.auditHeads()).disowned).toMatchObject([{ head: block }]);
  });

  it("is disowned by any of those who said so, again, once they have come to be enough by other roles", async () => {
    const block = await forged(registry.issuer);
    const { principal } = nth(registry.governors, 2);
    const role = { governor: null };
    const first = await say(2, block);
    await decided(registry, { withdraw: { principal, role } });
    const second = await say(0, block);
    expect(await say(0, block)).toEqual(second);
    await decided(registry, { grant: { principal, role } });
    expect((await registry.anonymous.auditHeads()).disowned).toEqual([]);
    const again = await say(2, block);
    expect(again).not.toEqual(first);
    expect((await registry.anonymous.auditHeads()).disowned).toMatchObject([{ head: block }]);
    expect([await say(2, block), await say(0, block)]).toEqual([again, second]);
  });

  it("is disowned by governors alone: nobody else's call is even taken up", async () => {
    const block = await forged(registry.issuer);
    const { anonymous, stranger, issuer, controller } = registry;
    for (const actor of [anonymous, stranger, issuer, controller, nth(registry.approvers, 0).actor])
      await expect(actor.disownHead(wordOn(block))).rejects.toThrow(/IC0516|inspect/i);
    expect((await registry.anonymous.auditHeads()).words).toEqual([]);
    expect(await say(0, block)).toHaveProperty("ok");
  });

  it("is what the block holds that is named, with a reason and a decision", async () => {
    const block = await forged(registry.issuer);
    for (const other of [0n, block - 1n, block + 1n, 2n ** 70n])
      expect(await say(0, other)).toEqual({ err: { notFound: null } });
    expect(await say(0, block, { sequence: 5n })).toEqual({ err: { notFound: null } });
    expect(await say(0, block, { reason: "" })).toEqual({ err: { invalid: "reason" } });
    expect(await say(0, block, { decision: "ن" })).toEqual({ err: { invalid: "decision" } });
    expect(await say(0, block)).toHaveProperty("ok");
  });
});
