import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Bytes, headsDigest, hex, nthNumber, sha256 } from "../testing/encoding.ts";
import { type Founded, founded, issueApproved } from "../testing/governance.ts";
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
