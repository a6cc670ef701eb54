import { describe, expect, test } from "vitest";
import { applicationOf, programmeOf } from "../../../scripts/testing/applications.ts";
import { testDatabase } from "../../../scripts/testing/database.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { person } from "../../platform/testing/persons.ts";
import { draftBatch, fillByRule, openItems, proposeBatch, rejectBatch, reproposeBatch } from "../commands.ts";
import { findBatch, seatSpread, tryRule } from "../queries.ts";

const { db } = await testDatabase();
const { id: programmeId } = await programmeOf(db);
const approver = await person(db, { roles: ["APPROVER"] });
const second = await person(db, { roles: ["APPROVER"] });
const reviewer = await person(db, { roles: ["REVIEWER"] });

async function scored(total: number, seats = 4, sector: "EDUCATION" | "PRIVATE" = "EDUCATION") {
  const application = await applicationOf(db, { state: "REVIEWED", seats, sector });
  await db.review.create({
    data: { applicationId: application.id, reviewerId: reviewer.userId, state: "SUBMITTED", total },
  });
  return application;
}

async function draft(): Promise<string> {
  const result = await draftBatch(approver, { programmeId });
  if (!result.ok) throw new Error(result.error.code);
  return result.value.batchId;
}

const versionOf = async (id: string) => (await db.batch.findUniqueOrThrow({ where: { id } })).version;
const stateOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).state;
type Asked = { least: number; seats: number; partial?: "on"; waitlist?: "on" };
const asRule = ({ least, seats, partial, waitlist }: Asked) => ({
  ...{ least: least * 100, seats, partial: partial === "on", waitlist: waitlist === "on" },
});

/** Looks at what a rule takes, and puts just that into the draft. */
async function fill(batchId: string, asked: Asked, who: Person = approver) {
  const trial = await tryRule(who, batchId, asRule(asked));
  return fillByRule(who, { batchId, version: await versionOf(batchId), ...asked, taken: trial?.hash });
}
const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);

describe("a rule", () => {
  test("fills a draft with the best that fit, the last in part, and takes exactly what was looked at", async () => {
    const [best, middle, low, worst] = [
      await scored(9_900),
      await scored(9_800),
      await scored(9_700),
      await scored(100),
    ];
    const own = await person(db, { roles: ["APPROVER"], member: { [best.institutionId]: "VIEWER" } });
    const batchId = await draft();
    const asked = { least: 90, seats: 10, partial: "on" as const };
    expect((await tryRule(own, batchId, asRule(asked)))?.picks.map((one) => one.applicationId)).not.toContain(best.id);
    const trial = await tryRule(approver, batchId, asRule(asked));
    expect(trial?.picks.map(({ applicationId, gets, why }) => [applicationId, gets, why])).toEqual([
      [best.id, 4, null],
      [middle.id, 4, null],
      [low.id, 2, null],
      [worst.id, 0, "belowScore"],
    ]);
    const stale = { batchId, version: 0, ...asked, taken: trial?.hash };
    const late = await scored(10_000);
    expect(code(await fillByRule(approver, stale))).toBe("planChanged");
    await db.application.update({ where: { id: late.id }, data: { state: "WITHDRAWN" } });
    expect(code(await fillByRule(second, { ...stale, version: 7 }))).toBe("changedMeanwhile");
    expect(code(await fillByRule(reviewer, stale))).toBe("notAllowed");
    expect(code(await fillByRule(approver, { ...stale, seats: 0 }))).toBe("invalidInput");
    expect(code(await fillByRule(approver, stale))).toBe("ok");
    const items = await db.batchItem.findMany({ where: { batchId }, orderBy: { seats: "desc" } });
    expect(items.map(({ seats, reason }) => [seats, reason])).toEqual([
      [4, null],
      [4, null],
      [2, "placesLimited"],
    ]);
    expect(code(await fill(batchId, { least: 90, seats: 10 }))).toBe("nothingChosen");
    expect((await findBatch(approver, batchId))?.items.find(({ seats }) => seats === 2)?.evidence).toContain("places");
  });

  test("never passes over a conflict: who scored it decides on none of it", async () => {
    const application = await scored(9_950);
    const judge = await person(db, { roles: ["APPROVER"] });
    await db.review.create({
      data: { applicationId: application.id, reviewerId: judge.userId, state: "SUBMITTED", total: 9_950 },
    });
    const trial = await tryRule(judge, await draft(), asRule({ least: 0, seats: 10 }));
    expect(trial?.picks.find((one) => one.applicationId === application.id)).toMatchObject({ gets: 0, why: "barred" });
    await db.application.update({ where: { id: application.id }, data: { state: "WITHDRAWN" } });
  });
});

test("seats are spread over provinces and phases before and after; institutions without a district are told apart", async () => {
  const [one, other] = [await scored(9_000), await scored(9_000)];
  await db.district.create({
    data: {
      ...{ code: "SPR01", provinceIso: "PK-SD", provinceEn: "Sindh", provinceUr: "سندھ" },
      ...{ nameEn: "Karachi", nameUr: "کراچی", latitude: 24.9, longitude: 67 },
    },
  });
  await db.institution.update({ where: { id: one.institutionId }, data: { districtCode: "SPR01" } });
  const { phaseId } = await db.application.findUniqueOrThrow({ where: { id: one.id } });
  const { nameEn, nameUr } = await db.phase.findUniqueOrThrow({ where: { id: phaseId } });
  const awards = [one, other].map(({ institutionId }, at) => ({ institutionId, phaseId, seats: 3 - at }));
  expect(await seatSpread(approver, programmeId, awards)).toEqual({
    provinces: [
      { nameEn: "Sindh", nameUr: "سندھ", held: 0, adding: 3 },
      { nameEn: "", nameUr: "", held: 0, adding: 2 },
    ],
    phases: [{ nameEn, nameUr, held: 0, adding: 5 }],
  });
  expect(await seatSpread(await person(db), programmeId, awards)).toEqual({ provinces: [], phases: [] });
});

describe("taking out and proposing anew", () => {
  const reason = "One applicant was entered twice.";

  async function proposed(): Promise<{ batchId: string; planHash: string; applications: string[] }> {
    await db.application.updateMany({ where: { state: "REVIEWED" }, data: { state: "WITHDRAWN" } });
    const applications = [await scored(9_000, 1), await scored(8_000, 2), await scored(7_000, 3)].map(({ id }) => id);
    const batchId = await draft();
    expect(code(await fill(batchId, { least: 50, seats: 50 }))).toBe("ok");
    const result = await proposeBatch(approver, { batchId, version: await versionOf(batchId) });
    if (!result.ok) throw new Error(result.error.code);
    return { ...result.value, applications };
  }
  const itemsOf = async (batchId: string) =>
    (await db.batchItem.findMany({ where: { batchId }, orderBy: { seats: "asc" } })).map(({ id }) => id);

  test("makes a new plan of the rest in one act; what is out waits, and what was read stays read", async () => {
    const { batchId, planHash, applications } = await proposed();
    const itemIds = await itemsOf(batchId);
    expect(code(await openItems(second, { batchId, planHash, itemIds: itemIds.slice(0, 2) }))).toBe("ok");
    const out = { batchId, version: await versionOf(batchId), itemIds: itemIds.slice(2), reason };
    const result = await reproposeBatch(approver, out);
    if (!result.ok) throw new Error(result.error.code);
    const anew = result.value as { batchId: string; planHash: string };
    expect(anew.planHash).not.toBe(planHash);
    expect(await Promise.all(applications.map(stateOf))).toEqual(["PROPOSED", "PROPOSED", "REVIEWED"]);
    expect(await findBatch(second, anew.batchId)).toMatchObject({ state: "PROPOSED", unopened: [], items: [{}, {}] });
    expect(await findBatch(second, batchId)).toMatchObject({ state: "REJECTED", rejectReason: reason });
    expect(await db.batch.findUniqueOrThrow({ where: { id: anew.batchId } })).toMatchObject({
      proposedById: approver.userId,
      quorum: 1,
    });
    expect(code(await reproposeBatch(approver, out))).toBe("changedMeanwhile");
  });

  test("of a rejected batch works as long as the rest waits, and once", async () => {
    const { batchId, applications } = await proposed();
    const [first = "", ...others] = await itemsOf(batchId);
    expect(code(await rejectBatch(second, { batchId, version: await versionOf(batchId), reason }))).toBe("ok");
    const out = { batchId, version: await versionOf(batchId), itemIds: [first], reason };
    const results = await Promise.all([0, 1].map(() => reproposeBatch(second, out)));
    expect(results.map(code).sort()).toEqual(["changedMeanwhile", "ok"]);
    expect(await Promise.all(applications.map(stateOf))).toEqual(["REVIEWED", "PROPOSED", "PROPOSED"]);
    const again = { batchId, version: await versionOf(batchId), itemIds: others, reason };
    expect(code(await reproposeBatch(second, again))).toBe("ok");
    expect(code(await reproposeBatch(second, { ...again, version: await versionOf(batchId) }))).toBe(
      "changedMeanwhile",
    );
  });

  test("leaves something, says why, and is not for whoever stands close to an applicant, even of what goes out", async () => {
    const { batchId } = await proposed();
    const itemIds = await itemsOf(batchId);
    const [first = ""] = itemIds;
    const version = await versionOf(batchId);
    const ask = async (given: object, who: Person = second) =>
      code(await reproposeBatch(who, { batchId, version, itemIds: [first], reason, ...given }));
    expect(await ask({ itemIds })).toBe("batchEmpty");
    expect(await ask({ itemIds: [crypto.randomUUID()] })).toBe("planChanged");
    expect(await ask({ reason: "short" })).toBe("invalidInput");
    expect(await ask({ version: version + 1 })).toBe("changedMeanwhile");
    const { applicationId } = await db.batchItem.findUniqueOrThrow({ where: { id: first } });
    const { institutionId } = await db.application.findUniqueOrThrow({ where: { id: applicationId } });
    const member = await person(db, { roles: ["APPROVER"], member: { [institutionId]: "VIEWER" } });
    expect(await ask({}, member)).toBe("conflictOfInterest");
    for (const role of ["ADMINISTRATOR", "AUDITOR", "REVIEWER"] as const)
      expect(await ask({}, await person(db, { roles: [role] }))).toBe("notAllowed");
    expect(await ask({})).toBe("ok");
    expect(await ask({})).toBe("changedMeanwhile");
    expect(code(await reproposeBatch(second, { batchId: await draft(), version: 0, itemIds: [first], reason }))).toBe(
      "wrongState",
    );
  });
});
