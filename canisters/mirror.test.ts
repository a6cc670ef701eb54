// The log of the real registry, followed and rebuilt by the package that strangers use.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkState, type Follower, follower, mirrorLog } from "../verify/log/commands.ts";
import { hex, nthNumber, sha256 } from "./testing/encoding.ts";
import {
  approvalOfChange,
  approvalOfRebinding,
  approved,
  decided,
  disowned,
  forged,
  founded,
  foundedAs,
  issueApproved,
  moved,
  nth,
  official,
} from "./testing/governance.ts";
import type { RegistryActor } from "./testing/idl.ts";
import { batch, entries, programmeCaps, setCaps, single } from "./testing/licences.ts";
import { type Bench, type Deployed, startBench } from "./testing/network.ts";

let bench: Bench;
let registry: Deployed<RegistryActor>;
let folder: string;
let from: Follower;

beforeAll(async () => {
  bench = await startBench();
  registry = await bench.untouchedRegistry();
  folder = await mkdtemp(path.join(tmpdir(), "sanad-mirror-"));
  from = await follower(folder, {
    host: bench.network.url,
    rootKey: hex(bench.network.rootKey),
    subnetId: bench.network.subnetId,
    canisters: { licence_registry: registry.id.toText() },
  });
});

afterAll(async () => {
  await bench?.stop();
  await rm(folder, { recursive: true });
});

it("a registry just installed has an empty log, and that is proven", async () => {
  expect((await mirrorLog(from)).json).toMatchObject({ blocks: 0 });
  expect((await checkState(from, true)).rebuilt.records.size).toBe(0);
});

it("whatever was done, the log alone gives back every licence as it is certified, the status lists, and the heads of the audit", async () => {
  const { issuer, controller } = registry;
  await controller.grantRole(registry.issuerPrincipal, { issuer: null });
  await setCaps(controller);
  const council = await foundedAs(registry);
  for (const call of batch("batch-1", [entries(0, 120), entries(120, 40, { sector: "startups" })]))
    await issueApproved(council, call);
  const change = (n: number, operation: string) => ({
    operation,
    number: nthNumber(n),
    reason: "termsBreach",
    decision: "d-1",
  });
  const commitment = sha256("a holder");
  await council.acts.suspend(change(1, "a"));
  await council.acts.suspend(change(2, "b"));
  await council.acts.reinstate(change(2, "c"));
  await council.acts.revoke(change(3, "d"));
  await issuer.bindHolder({ ...change(4, "e"), commitment });
  await issuer.rebindHolder({ ...change(4, "f"), commitment: sha256("another") });
  await issuer.bindHolder({ ...change(5, "g"), commitment });
  await issuer.unbindHolder(change(5, "h"));
  const renewals = [6, 7].map((n) => ({ number: nthNumber(n), validUntil: 4_000_000_000_000_000_000n + BigInt(n) }));
  expect(
    await council.acts.renewBatch({ operation: "n", reason: "termsKept", decision: "d-1", renewals }),
  ).toHaveProperty("ok");
  for (const sequence of [7n, 12n])
    await issuer.noteAuditHead({ operation: `audit-${sequence}`, sequence, hash: sha256("head") });
  const file = { name: "figures-2026-11-21.csv", hash: sha256("a file"), size: 6n };
  await issuer.noteDigest({ operation: "file", ...file });
  // What is refused leaves nothing in the log.
  await council.acts.reinstate(change(3, "i"));
  await issuer.noteAuditHead({ operation: "audit-9", sequence: 9n, hash: sha256("head") });

  await issuer.noteDigest({ operation: "file again", ...file });

  const { rebuilt, certified } = await checkState(from, true);
  expect(certified?.tip.length).toBe(29);
  expect(rebuilt).toMatchObject({ unknown: [], breaches: [], issued: { total: 160, education: 120, startups: 40 } });
  expect(rebuilt.caps).toEqual(await registry.anonymous.caps());
  expect(rebuilt.issued).toEqual(await registry.anonymous.issued());
  expect(rebuilt.audit.all).toHaveLength(2);
  expect(rebuilt.digests.values()).toMatchObject([file]);
  expect(rebuilt.council.roles.get(registry.issuerPrincipal.toText())).toBe("issuer");
});

/** A follower of another registry's log, and where it keeps that. */
async function followerOf({ id }: Deployed<RegistryActor>): Promise<{ place: string; followed: Follower }> {
  const place = await mkdtemp(path.join(tmpdir(), "sanad-mirror-"));
  const followed = await follower(place, {
    host: bench.network.url,
    rootKey: hex(bench.network.rootKey),
    subnetId: bench.network.subnetId,
    canisters: { licence_registry: id.toText() },
  });
  return { place, followed };
}

it("the log tells what an approver approved of holders from what counts towards the day, as the registry does", async () => {
  const own = await founded(bench);
  const { place, followed } = await followerOf(own);
  await issueApproved(own, single("batch-1", entries(0, 2)));
  const args = (n: number, operation: string) => ({ operation, number: nthNumber(n), reason: "left", decision: "d-1" });
  const commitment = sha256("a holder");
  for (const n of [0, 1]) await own.issuer.bindHolder({ ...args(n, `bound-${n}`), commitment });
  const alone = Array.from({ length: 100 }, (_, n) => ({ ...args(0, `alone-${n}`), commitment }));
  for (const answer of await Promise.all(alone.map((one) => own.issuer.rebindHolder(one))))
    expect(answer).toHaveProperty("ok");
  const [moved, taken] = [{ ...args(0, "moved"), commitment: sha256("another") }, args(1, "taken")];
  expect(await own.issuer.unbindHolder(taken)).toHaveProperty("err.notApproved");
  const { actor } = nth(own.approvers, 2);
  for (const said of [approvalOfRebinding(moved), approvalOfChange("unbind", taken)]) await actor.approveBatch(said);
  expect(await own.issuer.rebindHolder(moved)).toHaveProperty("ok");
  expect(await own.issuer.unbindHolder(taken)).toHaveProperty("ok");
  const { rebuilt } = await checkState(followed, true);
  expect(rebuilt).toMatchObject({ unknown: [], breaches: [] });
  await rm(place, { recursive: true });
});

it("the log gives back who decides and what was approved, as they are certified", async () => {
  const own = await founded(bench, { delay: 1n });
  const { place, followed } = await followerOf(own);
  await decided(own, { caps: programmeCaps });
  const [chunk, dropped] = [single("batch-1", entries(0, 3)), single("batch-2", entries(10, 3))];
  await approved(own, chunk);
  expect(await own.issuer.issueBatch(chunk)).toHaveProperty("ok");
  await approved(own, dropped, 1);
  await own.issuer.dropBatch({ operation: "drop-2", batchId: "batch-2", reason: "withdrawn", decision: "d-1" });
  await nth(own.approvers, 0).actor.dropBatch({
    operation: "drop-3",
    batchId: "batch-3",
    reason: "withdrawn",
    decision: "d-1",
  });
  const fourth = await official(own);
  await decided(own, { grant: { principal: fourth.principal, role: { approver: null } } });
  const first = nth(own.approvers, 0).principal;
  await decided(own, { withdraw: { principal: first, role: { approver: null } } });
  await decided(own, { policy: { approvals: 3, governors: 2, delay: 7n } });
  const open = await moved(own, { caps: { ...programmeCaps, education: 600 } });
  const agreed = await moved(own, { policy: { approvals: 2, governors: 3, delay: 0n } });
  await nth(own.governors, 1).actor.agree({ motion: agreed });
  await nth(own.governors, 2).actor.cancel({
    motion: await moved(own, { caps: programmeCaps }),
    reason: "no",
    decision: "d-1",
  });

  const { rebuilt } = await checkState(followed, true);
  expect(rebuilt).toMatchObject({ unknown: [], breaches: [], issued: { total: 3 } });
  const { roles, policy, motions } = await own.anonymous.governance();
  expect([...rebuilt.council.roles]).toEqual(roles.map(([of, role]) => [of.toText(), Object.keys(role)[0]]));
  expect(rebuilt.council.policy).toMatchObject({ approvals: 3n, delay: policy.delay });
  expect([...rebuilt.council.motions.keys()]).toEqual([open, agreed]);
  expect(motions).toHaveLength(7);

  const governors = own.governors.map(({ principal }) => principal);
  await own.controller.breakGlass({ governors, reason: "a drill", decision: "d-1" });
  const head = await forged(own.issuer);
  await disowned(own, head);
  await own.issuer.noteAuditHead({ operation: "true", sequence: 4n, hash: sha256("4") });
  const after = (await checkState(followed, true)).rebuilt;
  expect(after).toMatchObject({ unknown: [], breaches: [] });
  expect(after.council.broken).toMatchObject([{ reason: "a drill" }]);
  expect(after.audit.all.map(({ sequence, disowned }) => [sequence, disowned !== null])).toEqual([
    [2n ** 64n - 1n, true],
    [4n, false],
  ]);
  await rm(place, { recursive: true });
});
