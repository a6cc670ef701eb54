import { expect, test } from "vitest";
import { applicationOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import { publicFigures } from "../licences/figures/public.ts";
import { configureTest, world } from "../licences/testing/fixtures.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import { endSchedule, exportReport, scheduleReport } from "./commands.ts";
import { reportCsv } from "./csv.ts";
import { reportFigures } from "./figures.ts";
import { findReportFile, report, reportSchedules } from "./queries.ts";
import { lastWhole, schedulesAtMost } from "./rules.ts";
import { writeReports } from "./write.ts";

const { db } = await testDatabase();
configureTest();
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);
const spring = { from: "2026-04-01", to: "2026-04-30" };
const at = (day: string) => new Date(`${day}T07:00:00Z`);

test("the figures of a small world", async () => {
  await db.district.create({
    data: {
      ...{ code: "TST01", provinceIso: "PK-PB", provinceEn: "Punjab", provinceUr: "پنجاب" },
      ...{ nameEn: "Lahore", nameUr: "لاہور", latitude: 31.5, longitude: 74.3 },
    },
  });
  // Eight institutions and applications of April, one in each state that counts otherwise.
  const states = ["AWARDED", "AWARDED", "DECLINED", "SUBMITTED", "IN_REVIEW", "REVIEWED", "WITHDRAWN"] as const;
  for (const [index, state] of states.entries()) {
    const { id, institutionId } = await applicationOf(db, {
      state,
      seats: 10,
      sector: index < 2 ? "GOVERNMENT" : "EDUCATION",
    });
    const decided = state === "AWARDED" || state === "DECLINED";
    // Monday the 6th to Friday the 10th, or to the Friday of the week after: 4 and 9 working days.
    const decidedAt = decided ? at(index === 1 ? "2026-04-17" : "2026-04-10") : null;
    await db.application.update({ where: { id }, data: { submittedAt: at("2026-04-06"), decidedAt } });
    // Asked on Tuesday, answered on Thursday: two working days that are not counted.
    if (index === 2)
      await db.informationRequest.create({
        data: {
          ...{ applicationId: id, askedById: crypto.randomUUID(), question: "?" },
          ...{ askedAt: at("2026-04-07"), repliedAt: at("2026-04-09") },
        },
      });
    await db.institution.update({
      where: { id: institutionId },
      data: {
        ...{ createdAt: at("2026-04-01"), submittedAt: at("2026-04-01"), verifiedAt: at("2026-04-03") },
        ...(index < 3 && { districtCode: "TST01" }),
      },
    });
  }
  // One that registered in April and came no further, and one application of May.
  await db.institution.create({
    data: { kind: "STARTUP", sector: "STARTUPS", name: "S", searchName: "s", createdAt: at("2026-04-30") },
  });
  const late = await applicationOf(db, { state: "SUBMITTED" });
  await db.application.update({ where: { id: late.id }, data: { submittedAt: new Date("2026-04-30T19:00:00Z") } });

  const figures = await reportFigures(spring);
  expect(figures.funnel).toEqual({
    ...{ registered: 8, verified: 7, applied: 7, reviewed: 4, awarded: 2, claimed: 0, active: 0 },
  });
  expect(figures.times.verification).toEqual({ count: 7, median: 2, p90: 2 });
  expect(figures.times.decision).toEqual({ count: 3, median: 4, p90: 9 });
  expect(figures.times.sectors.find(({ sector }) => sector === "EDUCATION")?.decision).toEqual({
    ...{ count: 1, median: 2, p90: 2 },
  });
  const spread = (key: string) => figures.bySector.find((row) => row.key === key);
  expect(spread("GOVERNMENT")).toMatchObject({ awarded: 2, declined: 0, open: 0, withdrawn: 0 });
  expect(spread("EDUCATION")).toMatchObject({ awarded: 0, declined: 1, open: 3, withdrawn: 1 });
  expect(figures.byProvince).toMatchObject([
    { key: "", open: 3, withdrawn: 1 },
    { key: "PK-PB", nameEn: "Punjab", awarded: 2, declined: 1 },
  ]);
  expect(figures.byKind.find(({ key }) => key === "UNIVERSITY")).toMatchObject({ awarded: 2, declined: 1, open: 3 });
  expect(figures.seats).toEqual({ asked: 60, awarded: 0, offered: 0, claimed: 0, active: 0 });

  const csv = reportCsv(figures);
  expect(csv.split("\r\n")[1]).toBe("2026-04-01,2026-04-30,funnel,registered,institutions,8");
  expect(csv).toContain("decision,all,p90WorkingDays,9\r\n");
  expect(csv).toContain("byProvince,unknown,open,3\r\n");
});

test("the ladder counts each licence once, as far as it has come", async () => {
  const { licensed } = world(db);
  const { institution } = await licensed(4);
  const licences = await db.licence.findMany({
    where: { institutionId: institution.id },
    orderBy: { position: "asc" },
  });
  await db.application.updateMany({ where: { institutionId: institution.id }, data: { submittedAt: new Date() } });
  const seat = (index: number, state: "OFFERED" | "CLAIMED" | "BOUND" | "RELEASED") =>
    db.seat.create({
      data: {
        ...{
          licenceId: licences[index]?.id ?? "",
          state,
          email: "a@b.example",
          name: "A",
          expiresAt: new Date("2100-01-01"),
        },
        ...{ claimHash: crypto.getRandomValues(new Uint8Array(32)), offeredById: institution.owner.userId },
      },
    });
  for (const state of ["RELEASED", "OFFERED"] as const) await seat(0, state);
  await seat(1, "BOUND");
  await seat(2, "CLAIMED");
  const today = { from: "2026-05-01", to: "2100-01-01" };
  const { seats, ladder, funnel } = await reportFigures(today);
  expect(seats).toMatchObject({ awarded: 4, offered: 3, claimed: 2, active: 0 });
  expect(ladder).toEqual((await publicFigures()).ladders.all);
  expect(funnel.claimed).toBe(1);
  // Whoever has a seat is said to use it by their own word alone.
  await db.seat.updateMany({ where: { licenceId: licences[1]?.id ?? "" }, data: { activatedAt: new Date() } });
  expect(await reportFigures(today)).toMatchObject({
    seats: { claimed: 2, active: 1 },
    ladder: { claimed: 2, active: 1 },
  });
  // Whoever was suspended since was verified all the same.
  const suspended = { state: "SUSPENDED", verifiedAt: new Date() } as const;
  await db.institution.update({ where: { id: institution.id }, data: suspended });
  expect((await reportFigures(today)).funnel).toMatchObject({ verified: 1, claimed: 1 });
});

test("reports are read, taken away and scheduled by those who may", async () => {
  const [administrator, auditor] = [
    await person(db, { roles: ["ADMINISTRATOR"] }),
    await person(db, { roles: ["AUDITOR"] }),
  ];
  const approver = await person(db, { roles: ["APPROVER"] });
  expect(await report(approver, spring)).toBeNull();
  expect(await report(auditor, spring)).toMatchObject({ period: spring });
  expect(code(await exportReport(approver, spring))).toBe("notAllowed");
  expect(code(await exportReport(auditor, { from: spring.to, to: spring.from }))).toBe("invalidInput");
  expect(code(await exportReport(auditor, spring))).toBe("ok");

  const plan = { cadence: "WEEKLY", readers: [administrator.userId, auditor.userId] };
  expect(code(await scheduleReport(auditor, plan))).toBe("notAllowed");
  expect(code(await scheduleReport(administrator, { ...plan, readers: [] }))).toBe("invalidInput");
  expect(code(await scheduleReport(administrator, { ...plan, readers: [approver.userId] }))).toBe("notFound");
  const made = await Promise.all(
    Array.from({ length: schedulesAtMost + 1 }, () => scheduleReport(administrator, plan)),
  );
  expect(made.map(code).filter((said) => said === "schedulesFull")).toHaveLength(1);
  const [first, ...rest] = (await reportSchedules(administrator)).map(({ id }) => id);
  for (const scheduleId of rest) await endSchedule(administrator, { scheduleId });
  expect(code(await endSchedule(administrator, { scheduleId: rest[0] }))).toBe("alreadyDone");
  expect(code(await endSchedule(administrator, { scheduleId: crypto.randomUUID() }))).toBe("notFound");
  expect(await reportSchedules(approver)).toEqual([]);

  // The auditor leaves office before it is written.
  await db.roleGrant.updateMany({ where: { userId: auditor.userId }, data: { endedAt: new Date() } });
  expect(await writeReports(new Date())).toBe(0);
  const next = new Date(Date.now() + 8 * 86_400_000);
  const runs = await Promise.all([writeReports(next), writeReports(next)]);
  expect(runs[0] + runs[1]).toBe(1);
  expect(await writeReports(next)).toBe(0);
  const { from, to } = lastWhole("WEEKLY", next);
  const [schedule] = await reportSchedules(administrator);
  expect(schedule).toMatchObject({ id: first, files: [{ fromDay: from, toDay: to }] });
  const letters = await db.mail.findMany({ where: { letter: "reportWritten" } });
  expect(letters.map((letter) => letter.to)).toEqual([administrator.email]);
  const id = schedule?.files[0]?.id ?? "";
  expect(letters[0]?.text).toContain(`/desk/reports/files/${id}`);
  expect((await findReportFile(administrator, id))?.csv).toContain(`${from},${to},funnel`);
  expect(await findReportFile(approver, id)).toBeNull();
  expect(await findReportFile(null, id)).toBeNull();
});
