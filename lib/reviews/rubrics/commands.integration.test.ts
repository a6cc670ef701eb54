import { describe, expect, test } from "vitest";
import { applicationOf, programmeOf } from "../../../scripts/testing/applications.ts";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { person } from "../../platform/testing/persons.ts";
import { rubricInForce } from "../../programmes/queries.ts";
import { currentRubric, rubricOfPhase } from "../../programmes/steps.ts";
import { draftRubric, proposeRubric, publishRubric, returnRubric, saveRubric } from "./commands.ts";
import { findRubricVersion, rubrics } from "./queries.ts";

const { db } = await testDatabase();
const { id: programmeId } = await programmeOf(db);
const [one, two] = [await person(db, { roles: ["ADMINISTRATOR"] }), await person(db, { roles: ["ADMINISTRATOR"] })];

const criterion = { code: "purpose", en: "Purpose", ur: "مقصد", weight: "100", max: "5" };
const at = async (rubricId: string) => ({
  rubricId,
  revision: (await db.rubric.findUniqueOrThrow({ where: { id: rubricId } })).revision,
});

/** The draft that is open, or a new one. */
async function draft(): Promise<string> {
  const open = await db.rubric.findFirst({ where: { programmeId, state: { not: "PUBLISHED" } } });
  if (open?.state === "PROPOSED") await returnRubric(one, await at(open.id));
  if (open) return open.id;
  const result = await draftRubric(one, { programmeId });
  if (!result.ok) throw new Error(result.error.code);
  return result.value.rubricId;
}

const save = async (rubricId: string, criteria: object, who = one) =>
  saveRubric(who, { ...(await at(rubricId)), criteria });

async function proposed(): Promise<string> {
  const id = await draft();
  expect(await save(id, { 0: criterion })).toMatchObject({ ok: true });
  expect(await proposeRubric(one, await at(id))).toMatchObject({ ok: true });
  return id;
}

async function published(): Promise<number> {
  const id = await proposed();
  expect(await publishRubric(two, await at(id))).toMatchObject({ ok: true });
  return (await db.rubric.findUniqueOrThrow({ where: { id } })).version;
}

describe("a draft", () => {
  test("begins as the version in use, and is one at a time", async () => {
    const results = await Promise.all([0, 1, 2].map(() => draftRubric(one, { programmeId })));
    expect(results.map((result) => (result.ok ? "ok" : result.error.code)).sort()).toEqual([
      "ok",
      "rubricOpen",
      "rubricOpen",
    ]);
    const found = await findRubricVersion(one, await draft());
    expect(found?.criteria.map(({ code }) => code)).toEqual(["purpose", "readiness", "reach", "care"]);
    expect((await currentRubric(db, programmeId)).version).toBe(1);
  });

  test("may be unfinished, leaves out what is ticked to go, and says which field is wrong", async () => {
    const id = await draft();
    const reach = { code: "reach", en: "Reach", ur: "رسائی", weight: "۴۰", max: "10", helpEn: "How many" };
    expect(await save(id, { 0: criterion, 1: { ...criterion, remove: "on" }, 2: reach })).toMatchObject({ ok: true });
    expect((await findRubricVersion(one, id))?.criteria).toMatchObject([{ weight: 100 }, { weight: 40, max: 10 }]);
    expect(await proposeRubric(one, await at(id))).toMatchObject({ error: { code: "rubricUnsound" } });
    expect(await save(id, { 0: { ...criterion, ur: undefined, weight: "0" } })).toMatchObject({
      error: { code: "invalidInput", fields: { "criteria.0.ur": "required", "criteria.0.weight": "tooSmall" } },
    });
    expect(await save(id, { 0: criterion, 4: criterion })).toMatchObject({
      error: { code: "duplicate", fields: { "criteria.4.code": "duplicate" } },
    });
    const many = Object.fromEntries(Array.from({ length: 13 }, (_, index) => [index, criterion]));
    expect(await save(id, many)).toMatchObject({ error: { code: "invalidInput" } });
  });

  test("of somebody else is not written over", async () => {
    const id = await draft();
    const seen = await at(id);
    const results = await Promise.all(
      [one, two].map((who) => saveRubric(who, { ...seen, criteria: { 0: criterion } })),
    );
    expect(results.map((result) => (result.ok ? "ok" : result.error.code)).sort()).toEqual(["changedMeanwhile", "ok"]);
  });
});

test("a draft says whether its reviews are blind, and a published one has it for good", async () => {
  const id = await draft();
  const blind = async () => (await findRubricVersion(one, id))?.blind;
  expect(await saveRubric(one, { ...(await at(id)), criteria: { 0: criterion }, applicant: "hidden" })).toMatchObject({
    ok: true,
  });
  expect(await blind()).toBe(true);
  expect(await save(id, { 0: criterion })).toMatchObject({ ok: true });
  expect(await blind()).toBe(true);
  expect(await proposeRubric(one, await at(id))).toMatchObject({ ok: true });
  await expect(db.rubric.update({ where: { id }, data: { blind: false } })).rejects.toThrow("does not change");
  await returnRubric(one, await at(id));
  expect(await saveRubric(one, { ...(await at(id)), criteria: { 0: criterion }, applicant: "shown" })).toMatchObject({
    ok: true,
  });
  expect(await blind()).toBe(false);
});

describe("a version", () => {
  test("is published by two, exactly as it was read, and told to the others", async () => {
    const id = await draft();
    const told = () => db.mail.count({ where: { to: two.email ?? "", text: { contains: `/desk/rubrics/${id}` } } });
    const before = await told();
    await proposed();
    expect(await told()).toBe(before + 1);
    expect(await save(id, { 0: criterion })).toMatchObject({ error: { code: "wrongState" } });
    expect(await publishRubric(one, await at(id))).toMatchObject({ error: { code: "sameOfficer" } });
    const seen = await at(id);
    expect(await publishRubric(two, { ...seen, revision: seen.revision - 1 })).toMatchObject({
      error: { code: "changedMeanwhile" },
    });
    const results = await Promise.all([0, 1].map(() => publishRubric(two, seen)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await publishRubric(two, await at(id))).toMatchObject({ error: { code: "wrongState" } });
    expect(await returnRubric(two, await at(id))).toMatchObject({ error: { code: "wrongState" } });
  });

  test("is not published by the proposer's other account", async () => {
    const id = await proposed();
    await db.user.update({ where: { id: one.userId }, data: { principal: "2vxsx-fae" } });
    expect(await publishRubric({ ...two, principal: "2vxsx-fae" }, await at(id))).toMatchObject({
      error: { code: "sameOfficer" },
    });
    await db.user.update({ where: { id: one.userId }, data: { principal: null } });
  });

  test("given back can be changed again", async () => {
    const id = await proposed();
    expect(await returnRubric(two, await at(id))).toMatchObject({ ok: true });
    expect(await save(id, { 0: criterion })).toMatchObject({ ok: true });
  });

  test("is for administrators alone, and unknown ones are not there", async () => {
    const id = await draft();
    for (const role of ["REVIEWER", "APPROVER", "AUDITOR", "OPERATOR"] as const) {
      const other = await person(db, { roles: [role] });
      const named = await at(id);
      for (const result of [
        await draftRubric(other, { programmeId }),
        await saveRubric(other, named),
        await proposeRubric(other, named),
        await returnRubric(other, named),
        await publishRubric(other, named),
      ])
        expect(result).toMatchObject({ error: { code: "notAllowed" } });
      expect((await rubrics(other)).length > 0).toBe(role === "AUDITOR");
      expect((await findRubricVersion(other, id)) !== null).toBe(role === "AUDITOR");
    }
    const nowhere = { rubricId: crypto.randomUUID(), revision: 0 };
    for (const act of [saveRubric, proposeRubric, returnRubric, publishRubric])
      expect(await act(one, nowhere)).toMatchObject({ error: { code: "notFound" } });
  });
});

describe("a round", () => {
  const phaseOf = (code: string) =>
    db.phase.create({
      data: {
        ...{ programmeId, code, nameEn: code, nameUr: code, sectors: ["EDUCATION"] },
        ...{ opensAt: new Date(0), closesAt: new Date(1) },
      },
    });
  const pin = (phase: { id: string; programmeId: string }) => db.$transaction((tx) => rubricOfPhase(tx, phase));

  test("keeps the rubric of its first application, whatever is published later", async () => {
    const [early, late] = [await phaseOf("early"), await phaseOf("late")];
    const first = await published();
    expect(await Promise.all([pin(early), pin(early), pin(early)])).toEqual([first, first, first]);
    const second = await published();
    expect(await pin(early)).toBe(first);
    expect(await pin(late)).toBe(second);
    const applicant = await person(db);
    const next = await draft();
    expect(await save(next, { 0: { ...criterion, weight: "40" } })).toMatchObject({ ok: true });
    for (const phase of [early, late])
      expect(await rubricInForce(applicant, phase.id)).toMatchObject([{ code: "purpose", weight: 100 }]);
    const phases = (await rubrics(one)).flatMap((programme) => programme.phases);
    expect(phases.find(({ id }) => id === late.id)?.rubricVersion).toBe(second);
  });

  test("has a rubric that nobody changes any more, in the database either", async () => {
    const version = await published();
    const rubric = { programmeId_version: { programmeId, version } };
    await expect(db.rubric.update({ where: rubric, data: { criteria: [] } })).rejects.toThrow();
    await expect(db.rubric.delete({ where: rubric })).rejects.toThrow();
    const phase = await phaseOf("kept");
    await pin(phase);
    await expect(db.phase.update({ where: { id: phase.id }, data: { rubricVersion: 1 } })).rejects.toThrow();
    const { id } = await applicationOf(db);
    await expect(db.application.update({ where: { id }, data: { rubricVersion: 1 } })).rejects.toThrow();
    const proposal = await proposed();
    await expect(db.rubric.update({ where: { id: proposal }, data: { criteria: [] } })).rejects.toThrow();
    await expect(
      db.rubric.create({ data: { programmeId, version: 99, state: "PUBLISHED", criteria: [] } }),
    ).rejects.toThrow();
  });
});

test("a draft says whether its reviews are blind, and a published one has it for good", async () => {
  const id = await draft();
  const blind = async () => (await findRubricVersion(one, id))?.blind;
  expect(await saveRubric(one, { ...(await at(id)), criteria: { 0: criterion }, applicant: "hidden" })).toMatchObject({
    ok: true,
  });
  expect(await blind()).toBe(true);
  expect(await save(id, { 0: criterion })).toMatchObject({ ok: true });
  expect(await blind()).toBe(true);
  expect(await proposeRubric(one, await at(id))).toMatchObject({ ok: true });
  await expect(db.rubric.update({ where: { id }, data: { blind: false } })).rejects.toThrow("does not change");
  await returnRubric(one, await at(id));
  expect(await saveRubric(one, { ...(await at(id)), criteria: { 0: criterion }, applicant: "shown" })).toMatchObject({
    ok: true,
  });
  expect(await blind()).toBe(false);
});
