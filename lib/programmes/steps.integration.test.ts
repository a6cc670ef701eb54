import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Sector } from "../platform/db/generated/enums.ts";
import { person } from "../platform/testing/persons.ts";
import { openProgrammes, quotaOverview, quotas } from "./queries.ts";
import { currentRubric, reservePlaces, returnPlaces } from "./steps.ts";

const { db } = await testDatabase();

let made = 0;
async function programme(places: number, split: Partial<Record<Sector, [places: number, taken: number]>>) {
  made += 1;
  return db.programme.create({
    data: {
      code: `T${made}`,
      nameEn: "Test",
      nameUr: "آزمائش",
      places,
      validDays: 365,
      quotas: {
        create: Object.entries(split).map(([sector, [of, taken]]) => ({
          sector: sector as Sector,
          places: of,
          taken,
        })),
      },
    },
  });
}

const reserve = (id: string, sector: Sector, seats: number) =>
  db.$transaction((tx) => reservePlaces(tx, id, sector, seats));

async function taken(programmeId: string): Promise<number> {
  const sum = await db.quota.aggregate({ where: { programmeId }, _sum: { taken: true } });
  return sum._sum.taken ?? 0;
}

describe("reservePlaces", () => {
  test("fifty reservations racing for the last ten places give exactly ten", async () => {
    const { id } = await programme(1500, { EDUCATION: [600, 590] });
    const results = await Promise.all(Array.from({ length: 50 }, () => reserve(id, "EDUCATION", 1)));
    expect(results.filter((result) => result.ok)).toHaveLength(10);
    expect(results.filter((result) => !result.ok && result.error.code === "quotaExceeded")).toHaveLength(40);
    expect(await taken(id)).toBe(600);
  });

  test("sectors racing for the last places of the programme never pass its total", async () => {
    const { id } = await programme(100, { EDUCATION: [80, 45], STARTUPS: [80, 45] });
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) => reserve(id, index % 2 ? "EDUCATION" : "STARTUPS", 1)),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(10);
    expect(await taken(id)).toBe(100);
  });

  test("takes all the seats of an award or none", async () => {
    const { id } = await programme(20, { PRIVATE: [20, 18] });
    expect(await reserve(id, "PRIVATE", 3)).toMatchObject({ ok: false, error: { code: "quotaExceeded" } });
    expect(await taken(id)).toBe(18);
    expect(await reserve(id, "PRIVATE", 2)).toEqual({ ok: true, value: { taken: 20 } });
  });

  test("a sector without a quota has no places", async () => {
    const { id } = await programme(20, { PRIVATE: [20, 0] });
    expect((await reserve(id, "STARTUPS", 1)).ok).toBe(false);
  });

  test("comes back with the transaction", async () => {
    const { id } = await programme(20, { PRIVATE: [20, 0] });
    await expect(
      db.$transaction(async (tx) => {
        await reservePlaces(tx, id, "PRIVATE", 5);
        throw new Error("later trouble");
      }),
    ).rejects.toThrow("later trouble");
    expect(await taken(id)).toBe(0);
  });

  test.each([0, -1, 1.5, Number.NaN])("refuses %s seats as a bug", async (seats) => {
    const { id } = await programme(20, { PRIVATE: [20, 0] });
    await expect(reserve(id, "PRIVATE", seats)).rejects.toThrow(RangeError);
  });
});

describe("returnPlaces", () => {
  test("gives back what was taken, and never more", async () => {
    const { id } = await programme(20, { PRIVATE: [20, 8] });
    await db.$transaction((tx) => returnPlaces(tx, id, "PRIVATE", 3));
    expect(await taken(id)).toBe(5);
    await expect(db.$transaction((tx) => returnPlaces(tx, id, "PRIVATE", 6))).rejects.toThrow();
    expect(await taken(id)).toBe(5);
  });
});

describe("queries", () => {
  test("a sector sees the phases that are open to it now, and strangers see none", async () => {
    const { id } = await programme(20, {});
    const phase = (code: string, sectors: Sector[], from: string, to: string) =>
      db.phase.create({
        data: {
          programmeId: id,
          code,
          nameEn: code,
          nameUr: code,
          sectors,
          opensAt: new Date(from),
          closesAt: new Date(to),
        },
      });
    await phase("now", ["EDUCATION", "PRIVATE"], "2026-01-01", "2026-06-01");
    await phase("later", ["EDUCATION"], "2026-06-01", "2026-09-01");
    await phase("other", ["STARTUPS"], "2026-01-01", "2026-09-01");
    const somebody = await person(db);
    const at = (now: string) => openProgrammes(somebody, "EDUCATION", new Date(now));
    expect((await at("2026-03-01")).map(({ phase: { code } }) => code)).toEqual(["now"]);
    expect((await at("2026-06-01")).map(({ phase: { code } }) => code)).toEqual(["later"]);
    expect(await at("2025-12-31T23:59:59.999Z")).toEqual([]);
    expect(await openProgrammes(null, "EDUCATION", new Date("2026-03-01"))).toEqual([]);
  });

  test("quotas are read by those whom the table names; the overview by anybody", async () => {
    const { id } = await programme(50, { PRIVATE: [20, 8], EDUCATION: [30, 1] });
    expect(await quotas(await person(db, { roles: ["APPROVER"] }), id)).toEqual([
      { sector: "EDUCATION", places: 30, taken: 1, issued: 0, ended: 0, reserved: 1, everIssued: 0, returned: 0 },
      { sector: "PRIVATE", places: 20, taken: 8, issued: 0, ended: 0, reserved: 8, everIssued: 0, returned: 0 },
    ]);
    expect(await quotas(await person(db), id)).toEqual([]);
    const overview = (await quotaOverview()).find((one) => one.programmeId === id);
    expect(overview).toMatchObject({ places: 50, taken: 9, issued: 0, everIssued: 0 });
  });

  test("a rubric that does not add up to a hundred is not used", async () => {
    const { id } = await programme(50, {});
    const criterion = { code: "purpose", en: "Purpose", ur: "مقصد", max: 5 };
    await db.rubric.create({
      data: { programmeId: id, version: 1, state: "PUBLISHED", criteria: [{ ...criterion, weight: 99 }] },
    });
    await expect(currentRubric(db, id)).rejects.toThrow();
    const two = { proposedById: crypto.randomUUID(), publishedById: crypto.randomUUID(), state: "PUBLISHED" as const };
    await db.rubric.create({
      data: { programmeId: id, version: 2, ...two, criteria: [{ ...criterion, weight: 100 }] },
    });
    await db.rubric.create({ data: { programmeId: id, version: 3, criteria: [{ ...criterion, weight: 90 }] } });
    expect(await currentRubric(db, id)).toMatchObject({ version: 2 });
  });
});
