import { beforeAll, describe, expect, test } from "vitest";
import { GET } from "../../app/api/v1/figures/[file]/route.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import { configureTest, success, world } from "../licences/testing/fixtures.ts";
import { limits } from "../platform/limits/limits.ts";
import { person } from "../platform/testing/persons.ts";
import { addEntry, hideEntry, removeEntry } from "./commands.ts";
import { findParticipant, participants, programmeOutcomes, publishedEntries } from "./figures.ts";
import { figureRows } from "./files.ts";

const { db } = await testDatabase();
configureTest();
const { institution, licensed } = world(db);
const everything = { text: "", offset: 0, most: 100 };

const project = { kind: "PROJECT", name: "Crop prices", sentence: "Prices of the day.", field: "agriculture" } as const;
const days = { startsOn: "2026-03-01" };

/** One institution with an entry in each state, one that reported nothing, and one without a licence. */
const made = { reporting: "", silent: "", without: "" };
beforeAll(async () => {
  const { institution: of, programme } = await licensed(3);
  await db.institution.update({
    where: { id: of.id },
    data: { name: "=Delta University", nameUr: "ڈیلٹا", searchName: "delta university" },
  });
  const add = async (words: Record<string, unknown>) =>
    success(
      await addEntry(of.owner, { institutionId: of.id, programmeId: programme.id, key: crypto.randomUUID(), ...words }),
    ).entryId;
  await add({ ...project, ...days, publish: "yes", link: "https://prices.example/" });
  await add({ ...project, ...days, endsOn: "2026-04-01", name: "Ended", publish: "yes" });
  await add({ kind: "TRAINING", name: "Course", people: 40, ...days, endsOn: "2026-03-05", publish: "yes" });
  await add({ kind: "TRAINING", name: "Own course", people: 500, ...days, endsOn: "2026-03-05" });
  await add({ ...project, ...days, name: "Secret" });
  const hidden = await add({ ...project, ...days, name: "Hidden", publish: "yes" });
  const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
  success(await hideEntry(administrator, { entryId: hidden, version: 0, reason: "unlawful" }));
  const gone = await add({ ...project, ...days, name: "Gone", publish: "yes" });
  success(await removeEntry(of.owner, { entryId: gone, version: 0 }));
  const other = await licensed(1);
  made.reporting = of.id;
  made.silent = other.institution.id;
  made.without = (await institution()).id;
});

describe("the public", () => {
  test("sees who takes part, with seats along the ladder and what was published", async () => {
    const { rows, total } = await participants(everything);
    expect(total).toBe(2);
    const one = rows.find(({ id }) => id === made.reporting);
    expect(one).toMatchObject({ awarded: 3, claimed: 0, active: 0, projects: 2, people: 40, sector: "EDUCATION" });
    expect(rows.find(({ id }) => id === made.silent)).toMatchObject({ awarded: 1, projects: 0, people: 0 });
    expect((await participants({ ...everything, text: "delta" })).total).toBe(1);
    expect((await participants({ ...everything, sector: "PRIVATE" })).rows).toEqual([]);
    expect(await participants({ ...everything, most: 1, offset: 1 })).toMatchObject({ rows: [rows[1]], total: 2 });
  });

  test("reads what an institution allowed, and nothing that is hidden, removed or its own", async () => {
    const page = await findParticipant(made.reporting);
    expect(page?.outcomes.map(({ name }) => name).sort()).toEqual(["Course", "Crop prices", "Ended"]);
    expect(page?.ladder).toEqual({ awarded: 3, claimed: 0, active: 0 });
    expect((await findParticipant(made.silent))?.outcomes).toEqual([]);
    for (const id of [made.without, crypto.randomUUID(), "x"]) expect(await findParticipant(id)).toBeNull();
    expect((await publishedEntries(10, "PROJECT")).map(({ name }) => name).sort()).toEqual(["Crop prices", "Ended"]);
    const { programmes, hidden } = await programmeOutcomes();
    expect(hidden).toBe(1);
    expect(programmes.map(({ id: _, nameEn: __, nameUr: ___, ...counts }) => counts)).toEqual(
      expect.arrayContaining([
        { institutions: 1, reporting: 1, projects: 2, running: 1, people: 40 },
        { institutions: 1, reporting: 0, projects: 0, running: 0, people: 0 },
      ]),
    );
  });

  test("finds nobody there while their licences are inside the undo window, or once they were merged away", async () => {
    await db.licence.updateMany({ where: { institutionId: made.silent }, data: { state: "PENDING" } });
    expect((await participants(everything)).total).toBe(1);
    expect(await findParticipant(made.silent)).toBeNull();
    await db.licence.updateMany({ where: { institutionId: made.silent }, data: { state: "ACTIVE" } });
    await db.institution.update({
      where: { id: made.silent },
      data: { state: "MERGED", mergedIntoId: made.reporting },
    });
    expect((await participants(everything)).total).toBe(1);
    expect(await findParticipant(made.silent)).toBeNull();
    await db.institution.update({ where: { id: made.silent }, data: { state: "VERIFIED", mergedIntoId: null } });
  });
});

describe("the files of the figures", () => {
  const take = (file: string, headers: Record<string, string> = {}) =>
    GET(new Request("http://portal.test", { headers }), { params: Promise.resolve({ file }) });

  test("say of every figure who answers for it", async () => {
    const rows = await figureRows();
    const find = (section: string, measure: string) =>
      rows.filter((row) => row.section === section && row.measure === measure);
    expect(find("ladder", "awarded")).toMatchObject([{ row: "all", value: 4, source: "portal" }]);
    expect(find("outcomes", "people").map(({ value, source }) => ({ value, source }))).toContainEqual({
      ...{ value: 40, source: "institution" },
    });
    expect(find("licencesBySector", "inForce").every(({ source }) => source === "certified")).toBe(true);
  });

  test("are JSON and CSV, with nothing that a spreadsheet would run and nothing that is not public", async () => {
    const json = await take("figures.json");
    expect(await json.json()).toMatchObject({ demonstration: true, asOf: expect.any(String), outcomes: { length: 3 } });
    const institutions = await (await take("institutions.csv")).text();
    expect(institutions).toContain("'=Delta University,ڈیلٹا,EDUCATION");
    const outcomes = await take("outcomes.csv");
    expect(outcomes.headers.get("content-disposition")).toBe('attachment; filename="demonstration-outcomes.csv"');
    const text = await outcomes.text();
    expect(text).toContain("https://prices.example/");
    for (const name of ["Secret", "Hidden", "Gone", "Own course"]) expect(text).not.toContain(name);
    expect(await (await take("figures.csv")).text()).toContain(",ladder,all,promised,");
    expect((await take("secrets.csv")).status).toBe(404);
  });

  test("are not made more often than an address may ask", async () => {
    const visitor = { "x-sanad-visitor": "192.0.2.77" };
    const asked = [];
    for (let time = 0; time <= limits.figures.most; time++) asked.push((await take("outcomes.csv", visitor)).status);
    expect(asked.filter((status) => status === 429)).toHaveLength(1);
  });
});
