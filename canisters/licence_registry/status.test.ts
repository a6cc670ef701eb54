import { afterAll, beforeAll, expect, it } from "vitest";
import { createVerifier, isStatusSet, type StatusListsVerdict, type Verifier } from "../../verify/index.ts";
import { type Bytes, bytes, hex, type LicenceRecord, nthNumber } from "../testing/encoding.ts";
import { type Founded, founded, issueApproved } from "../testing/governance.ts";
import type { CandidRecord } from "../testing/idl.ts";
import { batch, candidEntry, entries, single } from "../testing/licences.ts";
import { statusTree } from "../testing/log.ts";
import { type Bench, startBench } from "../testing/network.ts";
import { decodeTree, lookUp, rootOf } from "../testing/tree.ts";

type StatusCase = CandidRecord["status"];

let bench: Bench;
let registry: Founded;
let verifier: Verifier;

beforeAll(async () => {
  bench = await startBench();
  registry = await founded(bench);
  verifier = createVerifier({
    host: bench.network.url,
    rootKey: hex(bench.network.rootKey),
    subnetId: bench.network.subnetId,
    canisters: { licence_registry: registry.id.toText() },
  });
});

afterAll(() => bench?.stop());

const lists = (verdict: StatusListsVerdict) => {
  if (verdict.answer !== "lists") throw new Error(`${verdict.code}: ${verdict.detail}`);
  return verdict.lists;
};
const set = (bits: Uint8Array) => Array.from({ length: 40 }, (_, at) => at).filter((at) => isStatusSet(bits, at));
const learnt = async () => {
  const { revocation, suspension } = lists(await verifier.statusLists());
  return { revoked: set(revocation), suspended: set(suspension) };
};

it("a stranger learns of every licence its place, and from the lists alone whether it is revoked or suspended", async () => {
  expect(await learnt()).toEqual({ revoked: [], suspended: [] });
  const [second, first] = [entries(20, 15), entries(0, 12).toReversed()];
  for (const call of batch("batch-1", [first, second])) await issueApproved(registry, call);
  const act = (n: number) => ({ operation: crypto.randomUUID(), number: nthNumber(n), reason: "r", decision: "d" });
  await registry.acts.suspend(act(11));
  await registry.acts.suspend(act(10));
  await registry.acts.reinstate(act(10));
  await registry.acts.suspend(act(9));
  await registry.acts.revoke(act(9));
  await registry.acts.revoke(act(34));
  expect(await learnt()).toEqual({ revoked: [2, 26], suspended: [0] });
  expect(await verifier.statusPlace(nthNumber(34))).toMatchObject({ answer: "placed", place: 26 });
  expect(await verifier.statusPlace(nthNumber(35))).toMatchObject({ answer: "absent" });
  await registry.upgrade();
  expect(await learnt()).toEqual({ revoked: [2, 26], suspended: [0] });
  await issueApproved(registry, single("batch-2", entries(35, 1)));
  expect(await verifier.statusPlace(nthNumber(35))).toMatchObject({ place: 27 });
});

it("a registry of before the lists has them from its log: the order of issue, whatever the numbers", async () => {
  const probe = await bench.probe();
  const issues = [entries(50, 30).toReversed(), entries(0, 1), entries(10, 30)];
  const became = new Map<number, LicenceRecord["status"]>([
    [0, "revoked"],
    [30, "suspended"],
    [31, "active"],
    [60, "revoked"],
  ]);
  const caseOf = (status: string) => ({ [status]: null }) as StatusCase;
  const statuses = [...became].map(([at, status]): [bigint, StatusCase] => [BigInt(at), caseOf(status)]);
  const root = await probe.statusLists(
    issues.map((issue) => issue.map(candidEntry)),
    statuses,
  );
  const licences = issues.flat().map(({ number }, at) => ({ number, status: became.get(at) ?? ("active" as const) }));
  expect(hex(root)).toBe(hex(rootOf(statusTree(licences))));
});

it("a list grows by blocks of 8,192 places, and a bit changes in its own block alone", async () => {
  const probe = await bench.probe();
  const ask = async (count: bigint, places: bigint[]) =>
    decodeTree(
      new Uint8Array(
        await probe.statusBits(
          count,
          places.map((place) => [place, { revoked: null }]),
        ),
      ),
    );
  const block = (n: number) => bytes(n.toString(16).padStart(64, "0"));
  const one = await ask(8_192n, [8_191n]);
  expect((lookUp(one, ["revocation", block(0)]) as Bytes)[1_023]).toBe(1);
  expect(lookUp(one, ["revocation", block(1)])).toBe("absent");
  const two = await ask(8_193n, [8_192n]);
  expect(hex(lookUp(two, ["revocation", block(0)]) as Bytes)).toBe("00".repeat(1_024));
  expect(hex(lookUp(two, ["revocation", block(1)]) as Bytes)).toBe(`80${"00".repeat(1_023)}`);
  expect(hex(lookUp(two, ["suspension", block(1)]) as Bytes)).toBe("00".repeat(1_024));
});
