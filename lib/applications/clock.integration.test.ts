import { expect, test } from "vitest";
import { applicationOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import { institutionQueue } from "../institutions/queries.ts";
import { parseListing } from "../platform/listing.ts";
import { person } from "../platform/testing/persons.ts";
import { workingDaysAfter, workingDaysBefore, workingDaysBetween } from "../platform/workingDays.ts";
import { firstDays } from "../programmes/stepDays.ts";
import { replyToRequest } from "./commands.ts";
import { escalateOverdue } from "./escalate.ts";
import { applicationQueue } from "./queries.ts";
import { askForInformation, moveApplication } from "./steps.ts";

const { db } = await testDatabase();
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
const letters = (to: string | null) => db.mail.count({ where: { to: to ?? "" } });
const dueOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).dueAt;

test("the clock of an application follows its steps, and stands while the applicant has the ball", async () => {
  const { id, institutionId } = await applicationOf(db, { state: "DRAFT" });
  const submittedAt = new Date("2026-11-20T08:00:00Z");
  const step = (from: "DRAFT" | "SUBMITTED" | "IN_REVIEW", to: "SUBMITTED" | "IN_REVIEW" | "REVIEWED", data = {}) =>
    db.$transaction((tx) => moveApplication(tx, { id, from, to, data }));
  await step("DRAFT", "SUBMITTED", { submittedAt });
  expect(await dueOf(id)).toEqual(workingDaysAfter(submittedAt, firstDays.review));
  await step("SUBMITTED", "IN_REVIEW");
  const asked = await db.$transaction((tx) =>
    askForInformation(tx, {
      ...{ applicationId: id, askedById: administrator.userId, question: "How many?" },
      now: new Date("2026-11-23T08:00:00Z"),
    }),
  );
  expect(await dueOf(id)).toBeNull();
  const listing = parseListing({ due: "paused" }, { states: [], sectors: [], cases: true });
  expect((await applicationQueue(administrator, listing)).rows.map((row) => row.id)).toEqual([id]);

  const editor = await person(db, { member: { [institutionId]: "EDITOR" } });
  const { version } = await db.application.findUniqueOrThrow({ where: { id } });
  const requestId = asked.ok ? asked.value.requestId : "";
  await replyToRequest(editor, { applicationId: id, version, requestId, reply: "Forty." });
  const { repliedAt } = await db.informationRequest.findUniqueOrThrow({ where: { id: requestId } });
  const waited = workingDaysBetween(new Date("2026-11-23T08:00:00Z"), repliedAt ?? new Date());
  const kept = Math.max(0, waited);
  expect(await dueOf(id)).toEqual(workingDaysAfter(submittedAt, firstDays.review + kept));
  await step("IN_REVIEW", "REVIEWED");
  expect(await dueOf(id)).toEqual(workingDaysAfter(submittedAt, firstDays.decision + kept));
});

test("an overdue case is found in the queue, and told once for each step: to administrators, then to the office", async () => {
  await db.application.updateMany({ data: { dueAt: null } });
  const now = new Date();
  const [away, reviewer, approver] = [
    await person(db, { roles: ["ADMINISTRATOR"] }),
    await person(db, { roles: ["REVIEWER"], locale: "ur" }),
    await person(db, { roles: ["APPROVER"] }),
  ];
  const leave = { startsAt: new Date(+now - 1000), endsAt: new Date(+now + 86_400_000) };
  await db.absence.create({ data: { userId: away.userId, createdById: away.userId, ...leave } });
  const { id, institutionId } = await applicationOf(db, { state: "IN_REVIEW" });
  await applicationOf(db, { state: "IN_REVIEW" });
  const later = workingDaysBefore(now, 5);
  await db.application.update({ where: { id }, data: { dueAt: new Date(+now - 1), submittedAt: later } });

  const listing = parseListing(
    { due: "overdue", sort: "due" },
    { states: [], sectors: [], sorts: ["due"], cases: true },
  );
  expect((await applicationQueue(administrator, listing)).rows.map((row) => row.id)).toEqual([id]);
  expect((await institutionQueue(administrator, listing)).total).toBe(0);

  const before = await letters(administrator.email);
  expect(await escalateOverdue(now)).toBe(1);
  expect(await escalateOverdue(now)).toBe(0);
  expect([await letters(administrator.email), await letters(away.email), await letters(reviewer.email)]).toEqual([
    before + 1,
    0,
    0,
  ]);

  const { programmeId } = await db.application.findUniqueOrThrow({ where: { id } });
  await db.stepDays.create({ data: { programmeId, step: "escalation", days: 5, since: now } });
  expect(await escalateOverdue(workingDaysAfter(now, 4))).toBe(0);
  const muchLater = workingDaysAfter(now, 6);
  expect(await escalateOverdue(muchLater)).toBe(1);
  expect(await escalateOverdue(muchLater)).toBe(0);
  expect([await letters(reviewer.email), await letters(approver.email)]).toEqual([1, 0]);

  // The next step is told anew, and so is a registration that was handed in again.
  await db.application.update({ where: { id }, data: { state: "REVIEWED" } });
  await db.institution.update({
    where: { id: institutionId },
    data: { state: "SUBMITTED", submittedAt: later, dueAt: workingDaysBefore(now, 7) },
  });
  expect(await escalateOverdue(now)).toBe(3);
  await db.institution.update({ where: { id: institutionId }, data: { submittedAt: now } });
  expect(await escalateOverdue(now)).toBe(2);
  expect(await db.auditEvent.count({ where: { action: "applications.escalate" } })).toBe(6);
});

test("an appeal that nobody has decided in its days is told of as any case: to administrators, then to those who judge", async () => {
  await db.application.updateMany({ data: { dueAt: null } });
  await db.institution.updateMany({ data: { dueAt: null } });
  const approver = await person(db, { roles: ["APPROVER"] });
  const { id: applicationId, institutionId } = await applicationOf(db, { state: "DECLINED" });
  const { receipt } = await db.application.findUniqueOrThrow({ where: { id: applicationId } });
  const filedBy = await person(db, { member: { [institutionId]: "OWNER" } });
  const filedAt = new Date("2026-03-02T08:00:00Z");
  const appeal = { applicationId, ground: "wrongRule", words: "The rule was another one.", filedById: filedBy.userId };
  const { id } = await db.appeal.create({ data: { ...appeal, filedAt } });
  const dueAt = workingDaysAfter(filedAt, firstDays.appealDecision);
  expect(await escalateOverdue(dueAt)).toBe(0);
  const before = await letters(administrator.email);
  expect(await escalateOverdue(new Date(+dueAt + 1))).toBe(1);
  expect(await escalateOverdue(new Date(+dueAt + 1))).toBe(0);
  expect([await letters(administrator.email), await letters(approver.email)]).toEqual([before + 1, 0]);
  const late = workingDaysAfter(dueAt, firstDays.escalation + 1);
  expect(await escalateOverdue(late)).toBe(1);
  expect([await letters(administrator.email), await letters(approver.email)]).toEqual([before + 2, 1]);
  const told = await db.mail.findFirstOrThrow({ where: { to: approver.email ?? "" } });
  expect(told.text).toContain(receipt);
  expect(told.text).toContain("/desk/appeals");
  expect(await escalateOverdue(late)).toBe(0);
  // Decided, nobody is told of it any more.
  await db.escalation.deleteMany();
  const [one, two] = [administrator.userId, approver.userId];
  const decided = { state: "DISMISSED", outcome: "DISMISSED", reason: "processFollowed", note: "It was not." } as const;
  const by = { proposedById: one, proposedAt: dueAt, confirmedById: two, decidedAt: dueAt };
  await db.appeal.update({ where: { id }, data: { ...decided, ...by } });
  expect(await escalateOverdue(late)).toBe(0);
});
