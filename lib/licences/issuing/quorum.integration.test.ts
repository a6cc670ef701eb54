import { expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { openItems } from "../../batches/commands.ts";
import { findBatch, findReading } from "../../batches/queries.ts";
import { approveBatch } from "../commands.ts";
import { codeOf, configureTest, readAndApprove, success, world } from "../testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, programme, institution, proposed } = world(db);
const approver = () => person({ roles: ["APPROVER"] });
const stateOf = async (id: string) => (await db.batch.findUniqueOrThrow({ where: { id } })).state;

/** A batch of one award that needs so many approvals. */
async function awaiting(approvals: number, seats = 3) {
  const [proposer, of] = [await approver(), await institution()];
  const to = await programme({ EDUCATION: 10 });
  await db.quorumRule.create({ data: { programmeId: to.id, above: 0, approvals } });
  return { proposer, of, to, batch: await proposed(proposer, to, [{ of, asked: seats, seats }]) };
}

test("a batch is approved when as many have approved it as its rule asks for, and not before", async () => {
  const { batch, to } = await awaiting(2);
  const [one, other] = [await approver(), await approver()];
  expect(success(await readAndApprove(db, one, batch))).toMatchObject({ releaseAt: null });
  expect(await stateOf(batch.batchId)).toBe("PROPOSED");
  expect(await db.licence.count({ where: { batchId: batch.batchId } })).toBe(0);
  expect(await db.quota.findFirstOrThrow({ where: { programmeId: to.id } })).toMatchObject({ taken: 0 });
  expect(codeOf(await readAndApprove(db, one, batch))).toBe("alreadyDone");
  expect(await findBatch(one, batch.batchId)).toMatchObject({
    needed: 2,
    hasApproved: true,
    approvals: [{ counts: true }],
  });
  expect(success(await readAndApprove(db, other, batch)).releaseAt).toBeInstanceOf(Date);
  expect(await stateOf(batch.batchId)).toBe("APPROVED");
  expect(await db.licence.count({ where: { batchId: batch.batchId } })).toBe(3);
  const approvals = await db.batchApproval.findMany({ where: { batchId: batch.batchId } });
  expect(approvals.map(({ approverId }) => approverId).sort()).toEqual([one.userId, other.userId].sort());
});

test("two who approve at the same moment are both heard, and the batch is approved once", async () => {
  const { batch } = await awaiting(2);
  const people = [await approver(), await approver(), await approver()];
  const results = await Promise.all(people.map((who) => readAndApprove(db, who, batch)));
  expect(results.map(codeOf).sort()).toEqual(["ok", "ok", "wrongState"]);
  expect(await db.licence.count({ where: { batchId: batch.batchId } })).toBe(3);
});

test("a stricter rule counts for what was proposed before it, a laxer one does not", async () => {
  const { batch, to } = await awaiting(1);
  await db.batch.update({ where: { id: batch.batchId }, data: { quorum: 2 } });
  expect(success(await readAndApprove(db, await approver(), batch)).releaseAt).toBeNull();
  await db.quorumRule.updateMany({ where: { programmeId: to.id }, data: { approvals: 3 } });
  expect(success(await readAndApprove(db, await approver(), batch)).releaseAt).toBeNull();
  expect(success(await readAndApprove(db, await approver(), batch)).releaseAt).toBeInstanceOf(Date);
});

test("whoever joined the applicant, scored it or lost the role since they approved is not counted any more", async () => {
  const { batch, of } = await awaiting(2);
  const { applicationId } = await db.batchItem.findFirstOrThrow({ where: { batchId: batch.batchId } });
  const [joins, scores, leaves, stays] = [await approver(), await approver(), await approver(), await approver()];
  success(await readAndApprove(db, joins, batch));
  await db.membership.create({ data: { institutionId: of.id, userId: joins.userId, role: "VIEWER" } });
  expect(success(await readAndApprove(db, scores, batch)).releaseAt).toBeNull();
  await db.review.create({ data: { applicationId, reviewerId: scores.userId, state: "SUBMITTED", total: 1 } });
  expect(success(await readAndApprove(db, leaves, batch)).releaseAt).toBeNull();
  await db.roleGrant.updateMany({ where: { userId: leaves.userId }, data: { endedAt: new Date() } });
  expect(success(await readAndApprove(db, stays, batch)).releaseAt).toBeNull();
  const { approvals } = (await findBatch(stays, batch.batchId)) ?? {};
  expect(approvals?.map(({ counts }) => counts)).toEqual([false, false, false, true]);
  expect(success(await readAndApprove(db, await approver(), batch)).releaseAt).toBeInstanceOf(Date);
});

test("nobody approves what a person proposed who has joined an applicant since", async () => {
  const { batch, of, proposer } = await awaiting(1);
  await db.membership.create({ data: { institutionId: of.id, userId: proposer.userId, role: "VIEWER" } });
  expect(codeOf(await readAndApprove(db, await approver(), batch))).toBe("proposerConflicted");
});

test("nobody approves what they have not opened, decision by decision", async () => {
  const [proposer, who, to] = [await approver(), await approver(), await programme({ EDUCATION: 100 })];
  const items = await Promise.all(
    Array.from({ length: 12 }, async () => ({ of: await institution(), asked: 2, seats: 1 })),
  );
  const { batchId, planHash, version } = await proposed(proposer, to, items);
  expect(await approveBatch(who, { batchId, planHash, version })).toMatchObject({
    error: { code: "itemsUnopened", values: { count: 12 } },
  });
  const first = await findReading(who, batchId);
  expect(first).toMatchObject({ opened: 0, count: 12, planHash });
  const ids = (reading: typeof first) => reading?.items.map(({ itemId }) => itemId) ?? [];
  expect(ids(first)).toHaveLength(10);
  const open = (itemIds: string[], hash = planHash, by = who) => openItems(by, { batchId, planHash: hash, itemIds });
  expect(codeOf(await open(ids(first), "0".repeat(64)))).toBe("planChanged");
  expect(codeOf(await open([crypto.randomUUID()]))).toBe("planChanged");
  expect(codeOf(await open([]))).toBe("invalidInput");
  success(await open(ids(first)));
  success(await open(ids(first)));
  expect(codeOf(await approveBatch(who, { batchId, planHash, version }))).toBe("itemsUnopened");
  const rest = await findReading(who, batchId);
  expect(rest).toMatchObject({ opened: 10 });
  success(await open(ids(rest)));
  expect(await findBatch(who, batchId)).toMatchObject({ unopened: [] });
  expect(codeOf(await approveBatch(who, { batchId, planHash, version }))).toBe("ok");
  expect(codeOf(await open(ids(first)))).toBe("wrongState");
  expect(await findReading(who, batchId)).toBeNull();
});

test("what is opened is opened by approvers alone, and by nobody who stands close to an applicant", async () => {
  const { batch, of } = await awaiting(1);
  const { id } = await db.batchItem.findFirstOrThrow({ where: { batchId: batch.batchId } });
  const { batchId, planHash } = batch;
  const open = async (roles: Parameters<typeof person>[0]) =>
    codeOf(await openItems(await person(roles), { batchId, planHash, itemIds: [id] }));
  for (const role of ["ADMINISTRATOR", "AUDITOR", "REVIEWER", "OPERATOR"] as const)
    expect(await open({ roles: [role] })).toBe("notAllowed");
  const member = { roles: ["APPROVER" as const], member: { institutionId: of.id, role: "VIEWER" as const } };
  expect(await open(member)).toBe("conflictOfInterest");
  expect(await findReading(await person(member), batchId)).toMatchObject({
    items: [],
    mayNotDecide: "conflictOfInterest",
  });
});

test("the database itself keeps out the proposer, another plan, and an approval by too few", async () => {
  const { batch, proposer } = await awaiting(2);
  const { batchId } = batch;
  const approvedAt = new Date();
  const planHash = Uint8Array.from(Buffer.from(batch.planHash, "hex"));
  const approve = (approverId: string, hash = planHash) =>
    db.batchApproval.create({ data: { batchId, approverId, planHash: hash, approvedAt } });
  await expect(approve(proposer.userId)).rejects.toThrow();
  await expect(approve((await approver()).userId, new Uint8Array(32))).rejects.toThrow();
  const { id } = await approve((await approver()).userId);
  await expect(db.batchApproval.update({ where: { id }, data: { approvedAt } })).rejects.toThrow();
  await expect(db.batchApproval.delete({ where: { id } })).rejects.toThrow();
  await db.batch.update({ where: { id: batchId }, data: { quorum: 2 } });
  await expect(db.batch.update({ where: { id: batchId }, data: { state: "APPROVED" } })).rejects.toThrow();
  await expect(db.batch.update({ where: { id: batchId }, data: { quorum: 0 } })).rejects.toThrow();
  expect(await stateOf(batchId)).toBe("PROPOSED");
});
