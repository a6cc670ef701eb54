import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createVerifier, type Figures } from "../../verify/index.ts";
import { type Bytes, figureLeaves, hex, type LicenceRecord, nthNumber, type Sector } from "../testing/encoding.ts";
import { type Founded, founded, issueApproved } from "../testing/governance.ts";
import { entry, plain, single } from "../testing/licences.ts";
import { type Bench, startBench } from "../testing/network.ts";
import { lookUp, rootOf } from "../testing/tree.ts";

let bench: Bench;
let registry: Founded;

beforeAll(async () => {
  bench = await startBench();
  registry = await founded(bench);
});

afterAll(() => bench?.stop());

const ask = async () => {
  const verdict = await createVerifier({
    host: bench.network.url,
    rootKey: hex(bench.network.rootKey),
    subnetId: bench.network.subnetId,
    canisters: { licence_registry: registry.id.toText() },
  }).figures();
  if (verdict.answer !== "figures") throw new Error(`${verdict.code}: ${verdict.detail}`);
  return verdict;
};
const counts = ({ issued, inForce, suspended, expired, revoked }: Figures) =>
  [issued, inForce, suspended, expired, revoked].map(Number);

let number = 0;
const issue = async (
  changes: { phase?: string; sector?: Sector; validFrom?: bigint; validUntil?: bigint },
  count = 1,
) => {
  const issued = Array.from({ length: count }, () => entry(number++, changes));
  expect(await issueApproved(registry, single(`batch-${number}`, issued))).toHaveProperty("ok");
  return issued.map((one) => one.number);
};

it("an empty registry proves that it has none, and whatever is done is counted by programme, phase and sector", async () => {
  expect((await ask()).figures).toEqual([]);
  const [first = "", second = "", third = ""] = await issue({ phase: "1" }, 4);
  await issue({ phase: "2" });
  await issue({ phase: "2", sector: "startups", validFrom: 1n, validUntil: 2n }, 2);
  const act = (operation: string, of: string) => ({ operation, number: of, reason: "r", decision: "d" });
  await registry.acts.suspend(act("1", first));
  await registry.acts.suspend(act("2", second));
  await registry.acts.reinstate(act("3", second));
  await registry.acts.revoke(act("4", third));
  const { figures, block, evidence } = await ask();
  expect(block).toBe((await registry.anonymous.icrc3_get_blocks([])).log_length - 1n);
  const found = (phase: string, sector: string) =>
    figures.filter((one) => one.phase === phase && one.sector === sector).map(counts);
  expect(found("1", "education")).toEqual([[4, 2, 1, 0, 1]]);
  expect(found("2", "education")).toEqual([[1, 1, 0, 0, 0]]);
  expect(found("2", "startups")).toEqual([[2, 0, 0, 2, 0]]);
  // What is not there is nowhere: the witness shows all of it.
  expect(figures).toHaveLength(3);
  expect(evidence.checks).toContain("witness");
});

it("whatever happens, in whatever order, the figures are those of the records, also after an upgrade", async () => {
  const later = 4_000_000_000_000_000_000n;
  const all = async (): Promise<LicenceRecord[]> =>
    Promise.all(
      Array.from({ length: number }, async (_, n) => plain((await registry.stranger.licence(nthNumber(n)))[0])),
    );
  const certified = async () => {
    const tree = await registry.certified(await registry.anonymous.figures());
    const leaves = figureLeaves(await all(), ({ validUntil }) => validUntil <= 2n);
    for (const [label, cell] of leaves) expect(hex(lookUp(tree, ["figures", label]) as Bytes)).toBe(hex(cell));
    return { leaves, root: hex(rootOf(tree)) };
  };
  const step = fc.record({
    act: fc.constantFrom("suspend", "reinstate", "revoke", "renew"),
    which: fc.nat(20),
    end: fc.nat(2),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 12 }), async (steps) => {
      await issue({ phase: "3", sector: "government" }, 3);
      for (const [index, { act, which, end }] of steps.entries()) {
        const operation = `${number} ${index}`;
        const of = nthNumber(which % number);
        if (act === "renew") {
          const renewals = [{ number: of, validUntil: later + BigInt(end) }];
          await registry.acts.renewBatch({ operation, reason: "r", decision: "d", renewals });
        } else await registry.acts[act]({ operation, number: of, reason: "r", decision: "d" });
      }
      await certified();
    }),
    { numRuns: 3, endOnFailure: true },
  );
  const before = await certified();
  await registry.upgrade();
  expect(await certified()).toEqual(before);
});

it("a registry takes 256 programmes and phases by sector, and refuses one more by its entry", async () => {
  registry = await founded(bench, {
    caps: { total: 1_000, government: 0, education: 1_000, startups: 0, private: 0 },
  });
  const phases = Array.from({ length: 257 }, (_, n) => entry(30_000 + n, { phase: `phase ${n}` }));
  expect(await issueApproved(registry, single("many", phases))).toEqual({
    err: { invalidEntry: { index: 256, field: "phase" } },
  });
  expect((await ask()).figures).toEqual([]);
  expect(await issueApproved(registry, single("fewer", phases.slice(0, 256)))).toHaveProperty("ok");
  expect((await ask()).figures).toHaveLength(256);
});
