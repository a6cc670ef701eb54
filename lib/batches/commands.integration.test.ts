import { describe, expect, test } from "vitest";
import { applicationOf, programmeOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Person } from "../platform/auth/actor.ts";
import { person } from "../platform/testing/persons.ts";
import { firstDays } from "../programmes/stepDays.ts";
import { draftBatch, proposeBatch, rejectBatch, removeItem, setItem } from "./commands.ts";
import { batches, candidates, findBatch, findDecision, findDecisionByLink, findDecisionOn } from "./queries.ts";
import { assertMayDecide, lockProposedBatch } from "./steps.ts";

const { db } = await testDatabase();
const { id: programmeId } = await programmeOf(db);
const approver = await person(db, { roles: ["APPROVER"] });
const second = await person(db, { roles: ["APPROVER"] });

const reviewed = (given: Parameters<typeof applicationOf>[1] = {}) =>
  applicationOf(db, { state: "REVIEWED", ...given });
const versionOf = async (id: string) => (await db.batch.findUniqueOrThrow({ where: { id } })).version;
const stateOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).state;

async function draft(): Promise<string> {
  const result = await draftBatch(approver, { programmeId });
  if (!result.ok) throw new Error(result.error.code);
  return result.value.batchId;
}

/** Puts an award of all seats into the batch. */
async function award(batchId: string, applicationId: string, who: Person = approver) {
  return setItem(who, { batchId, version: await versionOf(batchId), applicationId, outcome: "AWARD" });
}

async function proposed(...applicationIds: string[]): Promise<{ batchId: string; planHash: string }> {
  const batchId = await draft();
  for (const id of applicationIds) expect(await award(batchId, id)).toMatchObject({ ok: true });
  const result = await proposeBatch(approver, { batchId, version: await versionOf(batchId) });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

test("drafts opened at the same time get codes of their own", async () => {
  const ids = await Promise.all([draft(), draft(), draft(), draft(), draft()]);
  const codes = await db.batch.findMany({ where: { id: { in: ids } }, select: { code: true } });
  expect(new Set(codes.map(({ code }) => code)).size).toBe(5);
  for (const { code } of codes) expect(code).toMatch(/^B-\d{4}$/);
});

test("text that no database holds is bad input, not a fault", async () => {
  const actor = await person(db, { roles: ["APPROVER"] });
  const input = { batchId: crypto.randomUUID(), version: 0, reason: "a reason with \0 in it" };
  expect(await rejectBatch(actor, input)).toMatchObject({
    error: { code: "invalidInput", fields: { reason: "invalidInput" } },
  });
});

describe("an item", () => {
  test("awards fewer seats than asked for with a reason only, and never more", async () => {
    const batchId = await draft();
    const { id: applicationId } = await reviewed({ seats: 10 });
    const set = async (given: object) =>
      setItem(approver, { batchId, version: await versionOf(batchId), applicationId, outcome: "AWARD", ...given });
    expect(await set({ seats: "11", reason: "placesLimited" })).toMatchObject({ error: { code: "awardTooLarge" } });
    expect(await set({ seats: "9" })).toMatchObject({
      error: { code: "reasonRequired", fields: { reason: "reasonRequired" } },
    });
    expect(await set({ seats: "9", reason: "placesLimited" })).toMatchObject({ ok: true });
    expect(await set({ outcome: "DECLINE", reason: "placesLimited" })).toMatchObject({
      error: { code: "reasonRequired" },
    });
    expect(await set({ outcome: "DECLINE", reason: "outOfScope" })).toMatchObject({
      error: { code: "evidenceRequired", fields: { evidence: "evidenceRequired" } },
    });
    const decline = { outcome: "DECLINE", reason: "outOfScope", note: "No cloud use." };
    expect(await set({ ...decline, evidence: ["weather"] })).toMatchObject({ error: { code: "invalidInput" } });
    expect(await set({ ...decline, evidence: ["replies", "purpose"] })).toMatchObject({ ok: true });
    expect(await db.batchItem.findFirst({ where: { batchId } })).toMatchObject({
      outcome: "DECLINE",
      seats: 0,
      evidence: ["purpose", "replies"],
    });
  });

  test("holds an application in one batch only, however many reach for it", async () => {
    const { id } = await reviewed();
    const drafts = await Promise.all([draft(), draft(), draft(), draft()]);
    const results = await Promise.all(drafts.map((batchId) => award(batchId, id)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.error.code).toBe("inAnotherBatch");
    expect((await candidates(approver, programmeId)).rows.map((row) => row.applicationId)).not.toContain(id);
  });

  test("is for reviewed applications, and for a draft as it was read", async () => {
    const batchId = await draft();
    const early = await applicationOf(db, { state: "IN_REVIEW" });
    expect(await award(batchId, early.id)).toMatchObject({ error: { code: "wrongState" } });
    const { id: applicationId } = await reviewed();
    const version = await versionOf(batchId);
    const both = await Promise.all(
      [0, 1].map(() => setItem(approver, { batchId, version, applicationId, outcome: "AWARD" })),
    );
    expect(both.map((result) => (result.ok ? "ok" : result.error.code)).sort()).toEqual(["changedMeanwhile", "ok"]);
    const remove = { batchId, applicationId, version: await versionOf(batchId) };
    expect(await removeItem(approver, remove)).toMatchObject({ ok: true });
    expect(await removeItem(approver, remove)).toMatchObject({ error: { code: "changedMeanwhile" } });
  });

  test("is not for whoever scored the application, declared a conflict or belongs to the applicant", async () => {
    const { id: applicationId, institutionId } = await reviewed();
    const batchId = await draft();
    const scorer = await person(db, { roles: ["APPROVER"] });
    await db.review.create({ data: { applicationId, reviewerId: scorer.userId, state: "SUBMITTED", total: 5000 } });
    const close = await person(db, { roles: ["APPROVER"] });
    await db.review.create({ data: { applicationId, reviewerId: close.userId, state: "CONFLICTED" } });
    const member = await person(db, { roles: ["APPROVER"], member: { [institutionId]: "EDITOR" } });
    expect(await award(batchId, applicationId, scorer)).toMatchObject({ error: { code: "scorerMayNotDecide" } });
    expect(await award(batchId, applicationId, close)).toMatchObject({ error: { code: "conflictOfInterest" } });
    expect(await award(batchId, applicationId, member)).toMatchObject({ error: { code: "conflictOfInterest" } });
  });
});

describe("a proposal", () => {
  test("fixes the plan, moves its applications and tells the other approvers", async () => {
    const application = await reviewed();
    const { batchId, planHash } = await proposed(application.id);
    expect(planHash).toMatch(/^[0-9a-f]{64}$/);
    expect(await stateOf(application.id)).toBe("PROPOSED");
    const detail = await findBatch(second, batchId);
    expect(detail).toMatchObject({ state: "PROPOSED", planHash, mayNotDecide: null });
    expect(detail?.effects.find((effect) => effect.sector === "EDUCATION")).toMatchObject({ adding: 10 });
    expect(await findBatch(approver, batchId)).toMatchObject({ mayNotDecide: "sameOfficer" });
    const { code } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
    expect(await db.mail.count({ where: { to: second.email ?? "", subject: { contains: code } } })).toBe(1);
    expect(await db.mail.count({ where: { to: approver.email ?? "", subject: { contains: code } } })).toBe(0);
  });

  test("of nothing, or of more than a sector has places, is refused", async () => {
    const empty = await draft();
    expect(await proposeBatch(approver, { batchId: empty, version: 0 })).toMatchObject({
      error: { code: "batchEmpty" },
    });
    const batchId = await draft();
    const { id } = await reviewed({ sector: "PRIVATE", seats: 151 });
    await award(batchId, id);
    expect(await proposeBatch(approver, { batchId, version: await versionOf(batchId) })).toMatchObject({
      error: { code: "quotaExceeded", values: { sector: "PRIVATE", seats: 151 } },
    });
    expect(await stateOf(id)).toBe("REVIEWED");
  });

  test("is locked for approval only as it was shown", async () => {
    const application = await reviewed();
    const { batchId, planHash } = await proposed(application.id);
    const version = await versionOf(batchId);
    const lock = (hash: string, at: number) => db.$transaction((tx) => lockProposedBatch(tx, batchId, hash, at));
    expect(await lock(planHash, version)).toMatchObject({ ok: true, value: { items: [{ seats: 10 }] } });
    expect(await lock(planHash, version - 1)).toMatchObject({ error: { code: "changedMeanwhile" } });
    expect(await lock("0".repeat(64), version)).toMatchObject({ error: { code: "planChanged" } });
    await db.batchItem.updateMany({ where: { batchId }, data: { seats: 9 } });
    expect(await lock(planHash, version)).toMatchObject({ error: { code: "planChanged" } });
  });

  test("is not decided by its proposer, a scorer, or somebody close to an applicant", async () => {
    const application = await reviewed();
    const { batchId } = await proposed(application.id);
    const scorer = await person(db, { roles: ["APPROVER"] });
    await db.review.create({ data: { applicationId: application.id, reviewerId: scorer.userId, state: "SUBMITTED" } });
    const member = await person(db, { roles: ["APPROVER"], member: { [application.institutionId]: "OWNER" } });
    const decide = (who: Person) => db.$transaction((tx) => assertMayDecide(tx, who, batchId));
    expect(await decide(second)).toEqual({ ok: true, value: undefined });
    expect(await decide(approver)).toMatchObject({ error: { code: "sameOfficer" } });
    expect(await decide(scorer)).toMatchObject({ error: { code: "scorerMayNotDecide" } });
    expect(await decide(member)).toMatchObject({ error: { code: "conflictOfInterest" } });
  });
});

describe("a rejection", () => {
  const reason = "The awards of two sectors are mixed up.";

  test("gives the applications back, so that another batch may hold them", async () => {
    const application = await reviewed();
    const { batchId } = await proposed(application.id);
    const version = await versionOf(batchId);
    const results = await Promise.all([0, 1, 2].map(() => rejectBatch(second, { batchId, version, reason })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await stateOf(application.id)).toBe("REVIEWED");
    await proposed(application.id);
    expect(await db.batch.findUniqueOrThrow({ where: { id: batchId } })).toMatchObject({ state: "REJECTED" });
  });

  test("says why, and is not for a draft", async () => {
    const batchId = await draft();
    expect(await rejectBatch(second, { batchId, version: 0, reason: "" })).toMatchObject({
      error: { code: "invalidInput" },
    });
    expect(await rejectBatch(second, { batchId, version: 0, reason })).toMatchObject({ error: { code: "wrongState" } });
  });
});

test("the decision on an application is its institution's to read, from the release on", async () => {
  const { id: applicationId, institutionId } = await reviewed();
  const batchId = await draft();
  const decline = {
    batchId,
    version: 0,
    applicationId,
    outcome: "DECLINE",
    reason: "outOfScope",
    evidence: ["purpose"],
    note: "No cloud use.",
  };
  expect(await setItem(approver, decline)).toMatchObject({ ok: true });
  await proposeBatch(approver, { batchId, version: 1 });
  const applicant = await person(db, { member: { [institutionId]: "VIEWER" } });
  expect(await findDecisionOn(applicant, applicationId)).toBeNull();
  expect(await findDecisionByLink(null, applicationId)).toBeNull();
  await db.application.update({ where: { id: applicationId }, data: { state: "DECLINED" } });
  expect(await findDecisionOn(applicant, applicationId)).toMatchObject({
    outcome: "DECLINE",
    reason: "outOfScope",
    evidence: ["purpose"],
    note: "No cloud use.",
    appealDays: firstDays.appeal,
  });
  expect(await findDecisionByLink(null, applicationId)).toMatchObject({ evidence: ["purpose"], note: null });
  const stranger = await person(db, { member: { [(await reviewed()).institutionId]: "OWNER" } });
  expect(await findDecisionOn(stranger, applicationId)).toBeNull();
});

test("what is decided about an applicant is hidden from its own members at the desk, until the release", async () => {
  const [own, other] = [await reviewed({ seats: 7 }), await reviewed({ seats: 2 })];
  const member = await person(db, { roles: ["APPROVER"], member: { [own.institutionId]: "VIEWER" } });
  expect((await candidates(second, programmeId)).rows.map((row) => row.applicationId)).toContain(own.id);
  expect((await candidates(member, programmeId)).rows.map((row) => row.applicationId)).not.toContain(own.id);
  const batchId = await draft();
  await award(batchId, own.id);
  await award(batchId, other.id);
  expect(await findDecision(second, batchId, own.id)).toMatchObject({ item: { outcome: "AWARD", seats: 7 } });
  expect(await findDecision(member, batchId, own.id)).toBeNull();
  const hidden = async () => {
    const detail = await findBatch(member, batchId);
    expect(detail).toMatchObject({ concealed: 1, planHash: null });
    expect(detail?.items.map((item) => item.applicationId)).toEqual([other.id]);
    expect(detail?.effects.find((effect) => effect.sector === "EDUCATION")?.adding ?? 0).toBeLessThanOrEqual(2);
    expect((await batches(member)).rows.find((row) => row.id === batchId)?.seats).toBe(2);
    expect(await findBatch(second, batchId)).toMatchObject({ concealed: 0, items: [{}, {}] });
    expect((await batches(second)).rows.find((row) => row.id === batchId)?.seats).toBe(9);
  };
  await hidden();
  expect(await proposeBatch(approver, { batchId, version: await versionOf(batchId) })).toMatchObject({ ok: true });
  await hidden();
  expect(await findBatch(member, batchId)).toMatchObject({ mayNotDecide: "conflictOfInterest" });
  const { code } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
  expect(await db.mail.count({ where: { to: member.email ?? "", subject: { contains: code } } })).toBe(0);
  const { planHash } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
  await db.batchApproval.create({
    data: { batchId, approverId: second.userId, planHash: planHash ?? new Uint8Array(), approvedAt: new Date() },
  });
  for (const state of ["APPROVED", "REJECTED", "CANCELLED"] as const) {
    await db.batch.update({ where: { id: batchId }, data: { state } });
    await hidden();
  }
  await db.batch.update({ where: { id: batchId }, data: { state: "RELEASED" } });
  expect(await findBatch(member, batchId)).toMatchObject({ concealed: 0, items: [{}, {}] });
});
