import { expect, test } from "vitest";
import { applicationOf, programmeOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Person } from "../platform/auth/actor.ts";
import { person } from "../platform/testing/persons.ts";
import { awardItems, draftBatch } from "./commands.ts";
import { candidates } from "./queries.ts";

const { db } = await testDatabase();
const { id: programmeId } = await programmeOf(db);
const approver = await person(db, { roles: ["APPROVER"] });

const reviewed = (seats = 10) => applicationOf(db, { state: "REVIEWED", seats });
const itemsOf = (batchId: string) => db.batchItem.findMany({ where: { batchId }, orderBy: { seats: "asc" } });

async function draft(): Promise<string> {
  const result = await draftBatch(approver, { programmeId });
  if (!result.ok) throw new Error(result.error.code);
  return result.value.batchId;
}

async function award(batchId: string, applicationIds: readonly string[], who: Person = approver) {
  const { version } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
  return awardItems(who, { batchId, version, applicationIds });
}

test("several applications go into a draft at once, each with all that it asked for, in one event of the audit", async () => {
  const batchId = await draft();
  const [one, two] = [await reviewed(3), await reviewed(7)];
  expect(await award(batchId, [one.id, two.id, one.id])).toMatchObject({ ok: true });
  expect(await itemsOf(batchId)).toMatchObject([
    { applicationId: one.id, outcome: "AWARD", seats: 3, reason: null },
    { applicationId: two.id, outcome: "AWARD", seats: 7, reason: null },
  ]);
  const events = await db.auditEvent.findMany({ where: { subjectId: batchId, action: "batches.setItem" } });
  expect(events).toMatchObject([{ outcome: "DONE", data: { seats: 10 } }]);
});

test("all of them or none: one that is taken, not reviewed or unknown keeps the others out", async () => {
  const [free, taken] = [await reviewed(), await reviewed()];
  expect(await award(await draft(), [taken.id])).toMatchObject({ ok: true });
  const batchId = await draft();
  expect(await award(batchId, [free.id, taken.id])).toMatchObject({ error: { code: "inAnotherBatch" } });
  const early = await applicationOf(db, { state: "IN_REVIEW" });
  expect(await award(batchId, [free.id, early.id])).toMatchObject({ error: { code: "changedMeanwhile" } });
  expect(await award(batchId, [free.id, crypto.randomUUID()])).toMatchObject({ error: { code: "changedMeanwhile" } });
  expect(await award(batchId, [])).toMatchObject({ error: { code: "invalidInput" } });
  expect(await itemsOf(batchId)).toEqual([]);
});

test("nobody awards what they scored, or what their own institution asked for; the list says which", async () => {
  const application = await reviewed();
  const scorer = await person(db, { roles: ["APPROVER"] });
  await db.review.create({
    data: { applicationId: application.id, reviewerId: scorer.userId, state: "SUBMITTED", total: 5000 },
  });
  const member = await person(db, { roles: ["APPROVER"], member: { [application.institutionId]: "EDITOR" } });
  const batchId = await draft();
  expect(await award(batchId, [application.id], scorer)).toMatchObject({ error: { code: "scorerMayNotDecide" } });
  expect(await award(batchId, [application.id], member)).toMatchObject({ error: { code: "conflictOfInterest" } });
  const wasScorer = async (who: Person) =>
    (await candidates(who, programmeId)).rows.find((row) => row.applicationId === application.id)?.wasScorer;
  expect([await wasScorer(scorer), await wasScorer(approver)]).toEqual([true, false]);
});

test("of two drafts that reach for the same application, and two who hold the same draft, one is heard", async () => {
  const application = await reviewed();
  const drafts = await Promise.all([draft(), draft(), draft()]);
  const reached = await Promise.all(drafts.map((batchId) => award(batchId, [application.id])));
  expect(reached.map((result) => (result.ok ? "ok" : result.error.code)).sort()).toEqual([
    "inAnotherBatch",
    "inAnotherBatch",
    "ok",
  ]);
  const batchId = await draft();
  const { version } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
  const applicationIds = [(await reviewed()).id];
  const both = await Promise.all([0, 1].map(() => awardItems(approver, { batchId, version, applicationIds })));
  expect(both.map((result) => (result.ok ? "ok" : result.error.code)).sort()).toEqual(["changedMeanwhile", "ok"]);
});
