import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { person } from "../../platform/testing/persons.ts";
import { confirmProgrammeChange, proposeProgrammeChange } from "../commands.ts";
import { findProgramme, isPhaseBlind, openProgrammes } from "../queries.ts";
import { registryCaps } from "./effect.ts";

const { db } = await testDatabase();
const one = await person(db, { roles: ["ADMINISTRATOR"] });
const other = await person(db, { roles: ["ADMINISTRATOR"] });
const member = await person(db);
const reason = "More institutions want to apply.";
const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const criteria = [{ code: "purpose", en: "Purpose", ur: "مقصد", weight: 100, max: 5 }];

let made = 0;
async function programme() {
  made += 1;
  const split: [Sector, number, number][] = [
    ["GOVERNMENT", 20, 5],
    ["STARTUPS", 70, 30],
  ];
  const { id, phases } = await db.programme.create({
    data: {
      ...{ code: `N${made}`, nameEn: "Programme", nameUr: "پروگرام", places: 100, validDays: 365 },
      quotas: { create: split.map(([sector, places, taken]) => ({ sector, places, taken })) },
      rubrics: { create: { version: 1, state: "PUBLISHED", criteria, blind: true } },
      phases: {
        create: {
          ...{ code: "P1", nameEn: "Phase", nameUr: "مرحلہ", sectors: ["STARTUPS"] },
          ...{ opensAt: new Date("2020-01-01"), closesAt: new Date("2100-01-01") },
        },
      },
    },
    include: { phases: true },
  });
  return { id, phaseId: phases[0]?.id ?? "" };
}

const propose = (programmeId: string, input: object) => proposeProgrammeChange(one, { programmeId, reason, ...input });

/** Proposed by one and confirmed by the other; what stood in the way of either. */
async function changed(programmeId: string, input: object) {
  const result = await propose(programmeId, input);
  if (!result.ok) return result.error.code;
  const { proposalId } = result.value as { proposalId: string };
  return code(await confirmProgrammeChange(other, { proposalId, version: 0 }));
}

const phase = { kind: "NEW_PHASE", code: " p2 ", nameEn: "Provinces", nameUr: "صوبے", sectors: ["GOVERNMENT"] };
const days = { opens: "2020-01-01", closes: "2021-12-31" };
const open = { opens: "2026-11-01", closes: "2028-06-30" };
const question = {
  ...{ code: "first", en: "Has the head agreed?", ur: "کیا سربراہ راضی ہیں؟" },
  ...{ doEn: "Ask them first.", doUr: "پہلے ان سے پوچھیں۔" },
};
const asks = (phaseId: string, questions: object) => ({ kind: "ELIGIBILITY", phaseId, questions });

describe("a new phase", () => {
  test("takes applications of its sectors once a second administrator confirms it, scored by the rubric that was chosen", async () => {
    const { id } = await programme();
    expect(await changed(id, { ...phase, ...open, rubric: "1" })).toBe("ok");
    const found = (await findProgramme(one, id))?.phases.find((each) => each.code === "P2");
    expect(found).toMatchObject({ nameEn: "Provinces", sectors: ["GOVERNMENT"], submitted: 0, eligibility: [] });
    expect(await db.phase.findUniqueOrThrow({ where: { id: found?.id ?? "" } })).toMatchObject({ rubricVersion: 1 });
    const now = new Date("2027-01-01");
    const names = (await openProgrammes(member, "GOVERNMENT", now)).map((each) => each.phase.nameEn);
    expect(names).toContain("Provinces");
    expect(await isPhaseBlind(member, found?.id ?? "")).toBe(true);
  });

  test("has a code of its own, days to come, somebody who can apply, and a rubric that is published", async () => {
    const { id } = await programme();
    expect(await changed(id, { ...phase, ...open, code: "P1" })).toBe("duplicate");
    expect(await changed(id, { ...phase, ...days })).toBe("datesPassed");
    expect(await changed(id, { ...phase, opens: open.closes, closes: open.opens })).toBe("datesInvalid");
    expect(await changed(id, { ...phase, ...open, rubric: 2 })).toBe("notFound");
    for (const wrong of [{ sectors: [] }, { sectors: ["NONE"] }, { code: "4" }, { nameUr: "" }, { places: 5 }])
      expect(await changed(id, { ...phase, ...open, ...wrong })).toBe("invalidInput");
    expect(code(await propose(id, { ...phase, ...open }))).toBe("ok");
    expect(code(await propose(id, { ...phase, ...open }))).toBe("proposalOpen");
    expect(await changed(id, { ...phase, ...open, code: "P3" })).toBe("ok");
  });
});

describe("what a phase asks first", () => {
  test("changes by two, in the order of the form, and leaves out what is ticked to go", async () => {
    const { id, phaseId } = await programme();
    const second = { ...question, code: "second", en: "Is there one who helps?" };
    const empty = { code: "third" };
    expect(await changed(id, asks(phaseId, { 0: second, 1: question, 2: empty }))).toBe("ok");
    const now = async () => (await findProgramme(one, id))?.phases[0]?.eligibility.map((each) => each.code);
    expect(await now()).toEqual(["second", "first"]);
    expect(await changed(id, asks(phaseId, { 0: second, 1: question }))).toBe("alreadyDone");
    expect(await changed(id, asks(phaseId, { 0: { ...second, remove: "on" }, 1: question }))).toBe("ok");
    expect(await now()).toEqual(["first"]);
    expect(await changed(id, asks(phaseId, { 0: question, 1: question }))).toBe("invalidInput");
    expect(await changed(id, asks(phaseId, { 0: { ...question, ur: undefined } }))).toBe("invalidInput");
    expect(await changed(id, asks(crypto.randomUUID(), { 0: question }))).toBe("notFound");
    expect(await changed(id, asks(phaseId, { 0: { ...question, remove: "on" } }))).toBe("ok");
    expect(await now()).toEqual([]);
  });

  test("stays as it is once somebody has applied, also where it was proposed before, and whoever writes", async () => {
    const { id, phaseId } = await programme();
    const result = await propose(id, asks(phaseId, { 0: question }));
    if (!result.ok) throw new Error(result.error.code);
    const { proposalId } = result.value as { proposalId: string };
    const institution = await db.institution.create({
      data: { kind: "STARTUP", sector: "STARTUPS", name: "A", searchName: "a", state: "VERIFIED" },
    });
    const belongs = { institutionId: institution.id, programmeId: id, phaseId, createdById: member.userId };
    const draft = await db.application.create({ data: belongs });
    await db.application.update({
      where: { id: draft.id },
      data: { receipt: `APP-${made}-Q`, state: "SUBMITTED", submittedAt: new Date() },
    });
    expect(code(await confirmProgrammeChange(other, { proposalId, version: 0 }))).toBe("questionsFrozen");
    await expect(db.phase.update({ where: { id: phaseId }, data: { eligibility: [question] } })).rejects.toThrow(
      "does not change",
    );
  });
});

describe("how many places there are", () => {
  test("changes by two, never below what the sectors have", async () => {
    const { id } = await programme();
    const places = (count: unknown) => ({ kind: "PLACES", places: count });
    expect(await changed(id, places("34"))).toBe("placesTaken");
    expect(await changed(id, places(89))).toBe("splitTooLarge");
    expect(await changed(id, places(100))).toBe("alreadyDone");
    expect(await changed(id, places(0))).toBe("invalidInput");
    expect(await changed(id, places("1000001"))).toBe("invalidInput");
    expect(await changed(id, places("۹۰"))).toBe("ok");
    expect(await changed(id, places(250))).toBe("ok");
    expect((await findProgramme(one, id))?.places).toBe(250);
  });

  test("is shown beside what the register still keeps to", async () => {
    const { id } = await programme();
    const untold = async () => (await findProgramme(one, id))?.untold;
    expect(await untold()).toBeNull();
    const caps = await registryCaps(db);
    await db.registryPolicy.create({ data: { registry: "registry", approvals: 2, caps, readAt: new Date() } });
    expect(await untold()).toBeNull();
    expect(await changed(id, { kind: "PLACES", places: 120 })).toBe("ok");
    expect(await untold()).toEqual({ places: caps.total + 20, known: caps.total });
  });
});
