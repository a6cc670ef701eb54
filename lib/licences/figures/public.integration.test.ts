import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { claimSeat, offerSeats } from "../commands.ts";
import { configureTest, readAndApprove, success, world } from "../testing/fixtures.ts";
import { together } from "./cells.ts";
import { publicFigures } from "./public.ts";

const { db } = await testDatabase();
configureTest();
const { person, programme, institution, proposed, licensed } = world(db);

const district = (code: string, nameEn: string) =>
  db.district.create({
    data: {
      code,
      provinceIso: "PK-PB",
      provinceEn: "Punjab",
      provinceUr: "پنجاب",
      nameEn,
      nameUr: nameEn,
      latitude: 31.5,
      longitude: 74.3,
    },
  });

/** One test's world: three licences in Lahore (one claimed), two nowhere, two still inside the undo window. */
beforeAll(async () => {
  await district("T1", "Lahore");
  await district("T2", "Quetta");
  const here = await licensed(3);
  await db.institution.update({ where: { id: here.institution.id }, data: { districtCode: "T1" } });
  await licensed(2);
  const held = [await person({ roles: ["APPROVER"] }), await person({ roles: ["APPROVER"] })] as const;
  const waiting = await institution("STARTUPS");
  const batch = await proposed(held[0], await programme({ STARTUPS: 2 }), [{ of: waiting, asked: 4, seats: 2 }]);
  success(await readAndApprove(db, held[1], batch));
  await db.application.updateMany({ data: { submittedAt: new Date() } });

  const email = "ayesha@figures.test";
  success(
    await offerSeats(here.institution.owner, {
      institutionId: here.institution.id,
      people: [{ name: "Ayesha Khan", email }],
    }),
  );
  const { text } = await db.mail.findFirstOrThrow({ where: { to: email } });
  const token = /claim\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";
  success(await claimSeat(await person({ principal: true }), { token }));
});

describe("the public figures", () => {
  test("count licences by sector, none of those inside the undo window", async () => {
    const { sectors } = await publicFigures();
    expect(sectors).toEqual([
      { sector: "EDUCATION", inForce: 5, suspended: 0, ended: 0 },
      { sector: "STARTUPS", inForce: 0, suspended: 0, ended: 0 },
      { sector: "GOVERNMENT", inForce: 0, suspended: 0, ended: 0 },
      { sector: "PRIVATE", inForce: 0, suspended: 0, ended: 0 },
    ]);
  });

  test("count them by district, every district and those without one", async () => {
    const { districts, elsewhere } = await publicFigures();
    expect(districts.map(({ code, inForce, everIssued }) => ({ code, inForce, everIssued }))).toEqual([
      { code: "T1", inForce: 3, everIssued: 3 },
      { code: "T2", inForce: 0, everIssued: 0 },
    ]);
    expect(elsewhere).toEqual({ inForce: 2, everIssued: 2 });
  });

  test("count institutions by district and step, and licences by programme, phase and sector as the registry names them", async () => {
    const { institutions, cells } = await publicFigures();
    expect(institutions.find(({ district }) => district === "T1")).toEqual({
      ...{ district: "T1", verified: 1, awarded: 1, claimed: 1, active: 0 },
    });
    // The other institution without a district has licences that are still inside the undo window.
    expect(institutions.find(({ district }) => district === null)).toMatchObject({ awarded: 1, claimed: 0 });
    expect(together(cells)).toEqual({ issued: 5, inForce: 5, suspended: 0, expired: 0, revoked: 0 });
    expect(new Set(cells.map(({ sector }) => sector))).toEqual(new Set(["education"]));
    expect(together((await publicFigures(new Date("2100-01-01"))).cells)).toMatchObject({ inForce: 0, expired: 5 });
  });

  test("count them by the day in Pakistan", async () => {
    const [some] = await db.licence.findMany({ where: { state: "ACTIVE" }, select: { id: true }, take: 1 });
    await db.licence.updateMany({ where: { state: "ACTIVE" }, data: { issuedAt: new Date("2026-11-20T12:00:00Z") } });
    // Ten to midnight in London is the next morning in Lahore.
    await db.licence.update({ where: { id: some?.id ?? "" }, data: { issuedAt: new Date("2026-11-20T23:50:00Z") } });
    const { days, today } = await publicFigures(new Date("2026-11-21T20:00:00Z"));
    expect(days).toEqual([
      { day: "2026-11-20", count: 4 },
      { day: "2026-11-21", count: 1 },
    ]);
    expect(today).toBe("2026-11-22");
  });

  test("follow seats from what was promised to what is active, each step within the one before", async () => {
    const { ladders } = await publicFigures();
    const education = { promised: 5, released: 5, awarded: 5, claimed: 1, active: 0 };
    expect(ladders.all).toEqual({ ...education, promised: 7, released: 7 });
    expect(ladders.bySector.slice(0, 2)).toEqual([
      { sector: "EDUCATION", ...education },
      { sector: "STARTUPS", promised: 2, released: 2, awarded: 0, claimed: 0, active: 0 },
    ]);
    expect(ladders.byProvince).toEqual([
      { key: "PK-PB", nameEn: "Punjab", nameUr: "پنجاب", awarded: 3, claimed: 1, active: 0 },
      { key: "", nameEn: "", nameUr: "", awarded: 2, claimed: 0, active: 0 },
    ]);
    expect(ladders.byPhase.map(({ awarded, claimed }) => ({ awarded, claimed }))).toEqual(
      expect.arrayContaining([
        { awarded: 3, claimed: 1 },
        { awarded: 2, claimed: 0 },
        { awarded: 0, claimed: 0 },
      ]),
    );
    await db.seat.updateMany({ where: { state: "CLAIMED" }, data: { state: "BOUND" } });
    expect((await publicFigures()).ladders.all).toMatchObject({ claimed: 1, active: 0 });
    await db.seat.updateMany({ where: { state: "BOUND" }, data: { activatedAt: new Date() } });
    expect((await publicFigures()).ladders.all).toMatchObject({ claimed: 1, active: 1 });
  });

  test("count a place as released once a phase of its sector has opened", async () => {
    const { ladders } = await publicFigures(new Date("2019-12-31"));
    expect(ladders.all).toMatchObject({ promised: 7, released: 0 });
    expect(ladders.byPhase).toEqual([]);
  });

  test("take a licence out of force on its last day, and keep it among those ever issued", async () => {
    const { sectors, districts, ladders } = await publicFigures(new Date("2100-01-01"));
    expect(sectors[0]).toEqual({ sector: "EDUCATION", inForce: 0, suspended: 0, ended: 5 });
    expect(districts[0]).toMatchObject({ inForce: 0, everIssued: 3 });
    expect(ladders.all.active).toBe(0);
  });

  test("say nothing about a person or an institution", async () => {
    const text = JSON.stringify(await publicFigures());
    expect(text).not.toContain("Ayesha");
    expect(text).not.toContain("University");
    expect(text).not.toContain("SND");
  });
});
