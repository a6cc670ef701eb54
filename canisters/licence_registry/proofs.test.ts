import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Bytes, figureLeaves, hex, licenceLabel, nthNumber, recordBytes, sha256 } from "../testing/encoding.ts";
import { approvalOfChange, councilTree, type Founded, founded, issueApproved } from "../testing/governance.ts";
import { siteOf } from "../testing/http.ts";
import type { RegistryActor } from "../testing/idl.ts";
import { batch, entries, entry, plain, single } from "../testing/licences.ts";
import { blocksOf, registryTree, statusTree } from "../testing/log.ts";
import { type Bench, type Deployed, startBench } from "../testing/network.ts";
import { decodeTree, lookUp, radixTree, rootOf } from "../testing/tree.ts";

let bench: Bench;
let registry: Founded;

beforeAll(async () => {
  bench = await startBench();
});

afterAll(() => bench?.stop());

beforeEach(async () => {
  registry = await founded(bench);
});

/** What a stranger learns of a number, from the certificate and the witness alone. */
const verified = async (number: string, from: Deployed<RegistryActor> = registry) => {
  const tree = await from.certified(await from.anonymous.verify(number));
  return lookUp(tree, ["licences", licenceLabel(number)]);
};

describe("a stranger who verifies", () => {
  it("finds the very record of a licence that was issued", async () => {
    await issueApproved(registry, single("batch-1", entries(0, 50)));
    for (const number of [nthNumber(0), nthNumber(49)]) {
      const [record] = await registry.stranger.licence(number);
      expect(hex((await verified(number)) as Bytes)).toBe(hex(recordBytes(plain(record))));
    }
  });

  it("finds proof that there is no such licence: in an empty registry, among many, and for anything typed", async () => {
    expect(await verified(nthNumber(0))).toBe("absent");
    await issueApproved(registry, single("batch-1", [entry(0)]));
    expect(await verified(nthNumber(1))).toBe("absent");
    await issueApproved(registry, single("batch-2", entries(10, 200)));
    for (const number of [nthNumber(1), nthNumber(5000), "", "SND", "x".repeat(10_000)]) {
      expect(await verified(number)).toBe("absent");
    }
  });

  it("is shown no other licence's record", async () => {
    await issueApproved(registry, single("batch-1", entries(0, 100)));
    const present = Buffer.from((await registry.anonymous.verify(nthNumber(3))).witness).toString("latin1");
    expect(present.split("institutionName")).toHaveLength(2);
    const absent = Buffer.from((await registry.anonymous.verify(nthNumber(300))).witness).toString("latin1");
    expect(absent).not.toContain("institutionName");
  });

  it("sees each change at once, and a revoked licence for good", async () => {
    await issueApproved(registry, single("batch-1", entries(0, 5)));
    const number = nthNumber(2);
    const holder = sha256("a commitment");
    const change = { number, reason: "terms-broken", decision: "act-1" };
    await registry.issuer.bindHolder({ ...change, operation: "bind", commitment: holder });
    for (const act of ["suspend", "reinstate", "revoke"] as const) {
      await registry.acts[act]({ ...change, operation: act });
      const [record] = await registry.stranger.licence(number);
      expect(hex(plain(record).holder ?? new Uint8Array())).toBe(hex(holder));
      expect(hex((await verified(number)) as Bytes)).toBe(hex(recordBytes(plain(record))));
    }
  });

  it("gets a witness of some 1 KB, whatever the size of the registry", async () => {
    await issueApproved(registry, single("batch-1", entries(0, 500)));
    expect((await registry.anonymous.verify(nthNumber(3))).witness.length).toBeLessThan(1500);
  });
});

describe("the certified root", () => {
  it("is there from the moment of installation: no licence, no block", async () => {
    const untouched = await bench.untouchedRegistry();
    expect(await verified(nthNumber(0), untouched)).toBe("absent");
    const tree = await untouched.certified(await untouched.anonymous.icrc3_get_tip_certificate());
    expect(lookUp(tree, ["last_block_index"])).toBe("absent");
    expect(lookUp(tree, ["last_block_hash"])).toBe("absent");
  });

  it("is that of the set of records and the last block, computed independently", async () => {
    const chunks = batch("batch-1", [entries(0, 30), entries(30, 30)]);
    for (const chunk of chunks) await issueApproved(registry, chunk);
    const revoked = { operation: "o", number: nthNumber(7), reason: "r", decision: "d" };
    await registry.acts.revoke(revoked);

    const records = await Promise.all(
      Array.from({ length: 60 }, async (_, n) => plain((await registry.stranger.licence(nthNumber(n)))[0])),
    );
    const leaves = records.map((record): [Bytes, Bytes] => [licenceLabel(record.number), recordBytes(record)]);
    const blocks = await blocksOf(registry.stranger);
    const last = blocks.at(-1);
    if (last === undefined) throw new Error("no block");
    const certified = registryTree(last, {
      ...(await councilTree(registry, ...chunks.slice(0, 1), approvalOfChange("revoke", revoked))),
      figures: radixTree(figureLeaves(records, () => false)),
      http_expr: await siteOf(registry.stranger),
      licences: radixTree(leaves),
      status: statusTree(records),
    });
    const root = rootOf(certified);
    expect(hex(rootOf(await registry.certified(await registry.stranger.icrc3_get_tip_certificate())))).toBe(hex(root));
  });

  it("does not depend on the order in which licences came", async () => {
    const other = await founded(bench);
    const licences = entries(0, 40);
    await issueApproved(registry, single("batch-1", licences));
    await issueApproved(other, single("batch-1", licences.toReversed()));
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
    await issueApproved(registry, single("batch-1", entries(0, 20)));
    await registry.acts.suspend({ operation: "o", number: nthNumber(3), reason: "r", decision: "d" });
    const everything = async () => ({
      caps: await registry.stranger.caps(),
      issued: await registry.stranger.issued(),
      roles: await registry.stranger.roles(),
      blocks: await blocksOf(registry.stranger),
      licences: await Promise.all(Array.from({ length: 20 }, (_, n) => registry.stranger.licence(nthNumber(n)))),
      tip: hex(rootOf(await registry.certified(await registry.stranger.icrc3_get_tip_certificate()))),
    });
    const before = await everything();
    await registry.upgrade();
    expect(await everything()).toEqual(before);
    expect(hex((await verified(nthNumber(3))) as Bytes)).toContain(Buffer.from("suspended").toString("hex"));
    expect(await issueApproved(registry, single("batch-2", [entry(20)]))).toHaveProperty("ok");
  });
});
