import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { codeOf as code, configureTest, success, world } from "../licences/testing/fixtures.ts";
import type { Person } from "../platform/auth/actor.ts";
import { Role } from "../platform/db/generated/enums.ts";
import { person } from "../platform/testing/persons.ts";
import { addEntry, confirmReport, correctEntry, hideEntry, removeEntry, restoreEntry } from "./commands.ts";
import { entryQueue, findEntry, findReport, isReportAsked, reportsAsked } from "./queries.ts";
import { askForReports } from "./reminding.ts";
import { reportDays } from "./rules.ts";

const { db } = await testDatabase();
configureTest();
const { institution, licensed } = world(db);
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });

const project = {
  ...{ kind: "PROJECT", name: "Crop prices", sentence: "منڈی کے بھاؤ ہر گاؤں تک", field: "agriculture" },
  ...{ link: "prices.example/today", startsOn: "2026-03-01" },
};
const training = {
  kind: "TRAINING",
  name: "Motoko for officers",
  people: "۴۰",
  startsOn: "2026-01-10",
  endsOn: "2026-01-20",
};

async function reporting() {
  const { institution: of, programme } = await licensed(2);
  const as = (role: "EDITOR" | "VIEWER") => person(db, { member: { [of.id]: role } });
  const add = (by: Person | null, words: Record<string, unknown>, key = crypto.randomUUID()) =>
    addEntry(by, { institutionId: of.id, programmeId: programme.id, key, ...words });
  return { of, programme, owner: of.owner, editor: await as("EDITOR"), viewer: await as("VIEWER"), add };
}

const entryOf = (id: string) => db.outcomeEntry.findUniqueOrThrow({ where: { id } });

describe("what an institution reports", () => {
  test("is written by owner and editor, read by the viewer and the desk, and by nobody else", async () => {
    const { of, owner, editor, viewer, add } = await reporting();
    const { entryId } = success(await add(editor, { ...project, publish: "yes" }));
    expect(code(await add(owner, training))).toBe("ok");
    expect(code(await add(viewer, project))).toBe("notAllowed");
    expect(code(await add(null, project))).toBe("signInFirst");
    expect(code(await add((await institution()).owner, project))).toBe("notFound");
    for (const role of Object.values(Role))
      expect(["notAllowed", "notFound"]).toContain(code(await add(await person(db, { roles: [role] }), project)));

    const report = await findReport(viewer, of.id);
    expect(report?.entries).toMatchObject([
      { id: entryId, state: "PUBLISHED", link: "https://prices.example/today", people: null },
      { kind: "TRAINING", state: "INTERNAL", people: 40, field: null },
    ]);
    expect(report?.ladder).toEqual({ awarded: 2, claimed: 0, active: 0 });
    expect((await findEntry(administrator, entryId))?.revisions).toMatchObject([{ version: 0, by: undefined }]);
    for (const other of [null, (await institution()).owner, await person(db, { roles: ["APPROVER"] })]) {
      expect(await findReport(other, of.id)).toBeNull();
      expect(await findEntry(other, entryId)).toBeNull();
      expect(await entryQueue(other, { text: "", state: undefined, sector: undefined, page: 1 })).toEqual({
        ...{ rows: [], total: 0 },
      });
    }
  });

  test("needs a licence, days that were, a public link and what belongs to its kind", async () => {
    const { of, programme, owner, add } = await reporting();
    const fieldsOf = async (words: Record<string, unknown>) => {
      const result = await add(owner, words);
      return result.ok ? "ok" : result.error.fields;
    };
    expect(await fieldsOf({ ...project, link: "http://127.0.0.1/" })).toEqual({ link: "linkInvalid" });
    expect(await fieldsOf({ ...project, startsOn: "2999-01-01" })).toEqual({ startsOn: "daysToCome" });
    expect(await fieldsOf({ ...project, endsOn: "2026-02-01" })).toEqual({ endsOn: "daysToCome" });
    expect(await fieldsOf({ ...project, field: "fun" })).toEqual({ field: "nothingChosen" });
    expect(await fieldsOf({ ...project, people: 3 })).toEqual({ people: "unknownField" });
    expect(await fieldsOf({ ...training, people: 0 })).toEqual({ people: "tooSmall" });
    expect(await fieldsOf({ ...training, endsOn: undefined })).toEqual({ endsOn: "required" });
    const none = await institution();
    const input = { institutionId: none.id, programmeId: programme.id, key: crypto.randomUUID(), ...project };
    expect(await addEntry(none.owner, input)).toMatchObject({
      error: { code: "invalidInput", fields: { programmeId: "nothingChosen" } },
    });
    expect(code(await confirmReport(none.owner, { institutionId: none.id }))).toBe("wrongState");
    expect(await db.outcomeEntry.count({ where: { institutionId: { in: [of.id, none.id] } } })).toBe(0);
  });

  test("is added once, however often the form is sent", async () => {
    const { of, owner, add } = await reporting();
    const key = crypto.randomUUID();
    const codes = (await Promise.all([add(owner, project, key), add(owner, project, key)])).map(code);
    expect(codes.sort()).toEqual(["alreadyDone", "ok"]);
    expect(await db.outcomeEntry.count({ where: { institutionId: of.id } })).toBe(1);
  });

  test("loses nobody's words when two correct it at once, and keeps how it read", async () => {
    const { owner, editor, add } = await reporting();
    const { entryId } = success(await add(owner, project));
    const correct = (by: Person, name: string, version: number) =>
      correctEntry(by, { ...project, entryId, version, name, publish: "yes" });
    const codes = (await Promise.all([correct(owner, "By one", 0), correct(editor, "By another", 0)])).map(code);
    expect(codes.sort()).toEqual(["changedMeanwhile", "ok"]);
    expect(code(await correct(editor, "By both", 1))).toBe("ok");
    const read = await findEntry(owner, entryId);
    expect(read?.revisions.map(({ words }) => words.name)).toEqual(["By both", expect.any(String), "Crop prices"]);
    expect(read?.revisions[0]).toMatchObject({ by: editor.name, words: { published: true } });
    await expect(db.outcomeRevision.deleteMany({ where: { entryId } })).rejects.toThrow();
    expect(code(await correctEntry(owner, { ...training, entryId, version: 2 }))).toBe("invalidInput");

    expect(code(await removeEntry(editor, { entryId, version: 1 }))).toBe("changedMeanwhile");
    expect(code(await removeEntry(editor, { entryId, version: 2 }))).toBe("ok");
    expect(code(await removeEntry(editor, { entryId, version: 3 }))).toBe("notFound");
    expect(await findEntry(administrator, entryId)).toBeNull();
  });
});

describe("an administrator", () => {
  test("hides what is published with a reason, and shows it again; the institution is told, and its words stay", async () => {
    const { owner, add } = await reporting();
    const { entryId } = success(await add(owner, { ...project, publish: "yes" }));
    const hide = (by: Person, version: number, reason = "personalData") => hideEntry(by, { entryId, version, reason });
    for (const role of Object.values(Role).filter((one) => one !== "ADMINISTRATOR"))
      expect(["notAllowed", "notFound"]).toContain(code(await hide(await person(db, { roles: [role] }), 0)));
    expect(code(await hide(owner, 0))).toBe("notAllowed");
    expect(code(await hide(administrator, 0, "ugly"))).toBe("invalidInput");
    const codes = (await Promise.all([hide(administrator, 0), hide(administrator, 0, "unlawful")])).map(code);
    expect(codes.filter((one) => one === "ok")).toHaveLength(1);
    expect(code(await hide(administrator, 1))).toBe("wrongState");

    // Corrected by its institution, it stays hidden until an administrator has seen it.
    expect(code(await correctEntry(owner, { ...project, entryId, version: 1, publish: "yes" }))).toBe("ok");
    expect(await entryOf(entryId)).toMatchObject({ state: "HIDDEN", hiddenReason: expect.any(String) });
    expect(code(await restoreEntry(owner, { entryId, version: 2 }))).toBe("notAllowed");
    expect(code(await restoreEntry(administrator, { entryId, version: 1 }))).toBe("changedMeanwhile");
    expect(code(await restoreEntry(administrator, { entryId, version: 2 }))).toBe("ok");
    expect(code(await restoreEntry(administrator, { entryId, version: 3 }))).toBe("wrongState");
    expect(await entryOf(entryId)).toMatchObject({ state: "PUBLISHED", hiddenReason: null, name: "Crop prices" });
    const letters = await db.mail.findMany({ where: { to: owner.email ?? "" } });
    const told = letters.filter(({ letter }) => letter.startsWith("entry"));
    expect(told.map(({ letter }) => letter).sort()).toEqual(["entryHidden", "entryRestored"]);
    expect(told.every(({ text }) => text.includes("Crop prices") && text.includes("/report"))).toBe(true);
  });

  test("does neither to an institution of their own", async () => {
    const { of, owner, add } = await reporting();
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [of.id]: "VIEWER" } });
    const { entryId } = success(await add(owner, { ...project, publish: "yes" }));
    expect(code(await hideEntry(insider, { entryId, version: 0, reason: "misleading" }))).toBe("conflictOfInterest");
    success(await hideEntry(administrator, { entryId, version: 0, reason: "misleading" }));
    expect(code(await restoreEntry(insider, { entryId, version: 1 }))).toBe("conflictOfInterest");
  });

  test("finds entries by their words, their institution and their state", async () => {
    const { of, owner, add } = await reporting();
    await db.institution.update({ where: { id: of.id }, data: { searchName: "university of the delta" } });
    success(await add(owner, { ...project, name: "Saline soils", publish: "yes" }));
    const listing = { state: undefined, sector: undefined, page: 1 };
    for (const text of ["saline", "delta soils", "بھاؤ saline"])
      expect((await entryQueue(administrator, { ...listing, text })).rows.map(({ name }) => name)).toEqual([
        "Saline soils",
      ]);
    expect((await entryQueue(administrator, { ...listing, text: "saline", state: "HIDDEN" })).total).toBe(0);
  });
});

test("an institution is asked half a year after its licences and its last report, once, and nobody else is", async () => {
  const { of, owner, viewer, add } = await reporting();
  const from = new Date();
  const later = (days: number) => new Date(from.getTime() + days * 86_400_000);
  const letters = () =>
    db.mail.count({ where: { letter: "reportDue", to: { in: [owner.email, viewer.email].map(String) } } });
  await db.institution.updateMany({ where: { id: { not: of.id } }, data: { reportAskedAt: later(1_000) } });
  // In force all along.
  await db.licence.updateMany({ where: { institutionId: of.id }, data: { validUntil: later(2_000) } });

  expect(await askForReports(later(reportDays - 1))).toBe(0);
  expect(await isReportAsked(owner, of.id, later(reportDays - 1))).toBe(false);
  const due = later(reportDays + 1);
  expect((await reportsAsked(owner, due)).map(({ id }) => id)).toEqual([of.id]);
  expect(await reportsAsked(viewer, due)).toEqual([]);
  expect(await isReportAsked(administrator, of.id, due)).toBe(false);
  const runs = await Promise.all([askForReports(due), askForReports(due)]);
  expect(runs[0] + runs[1]).toBe(1);
  expect(await letters()).toBe(1);
  expect(await askForReports(later(reportDays + 30))).toBe(0);
  expect(await askForReports(later(2 * reportDays + 2))).toBe(1);

  success(await confirmReport(owner, { institutionId: of.id }));
  expect((await findReport(owner, of.id, later(reportDays - 1)))?.isDue).toBe(false);
  await db.institution.update({ where: { id: of.id }, data: { reportedAt: null } });
  success(await add(owner, training));
  expect((await db.institution.findUniqueOrThrow({ where: { id: of.id } })).reportedAt).not.toBeNull();
});
