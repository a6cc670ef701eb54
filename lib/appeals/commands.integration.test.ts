import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { applicationOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import { startApplication, submitApplication } from "../applications/commands.ts";
import { prospects } from "../applications/prospects.ts";
import { findApplication, messagesOf } from "../applications/queries.ts";
import { newReceipt } from "../applications/receipt.ts";
import { draftBatch, proposeBatch, setItem } from "../batches/commands.ts";
import { assertMayDecide, obstacleToTakingPart } from "../batches/steps.ts";
import type { Person } from "../platform/auth/actor.ts";
import { type Action, may } from "../platform/auth/permissions.ts";
import { MemberRole, Role } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { listingQuery, parseListing } from "../platform/listing.ts";
import { endOffices, person } from "../platform/testing/persons.ts";
import { workingDaysAfter } from "../platform/workingDays.ts";
import { firstDays } from "../programmes/stepDays.ts";
import {
  confirmAppeal,
  fileAppeal,
  markAppealRead,
  proposeAppeal,
  sendAppealMessage,
  sendBackAppeal,
} from "./commands.ts";
import {
  appealDues,
  appealMessages,
  appealOn,
  appealQueue,
  appealSorts,
  appealsWaiting,
  findAppeal,
} from "./queries.ts";
import { appealStates } from "./rules.ts";

const { db } = await testDatabase();

const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);
const words = "The approval of the service's owner was attached, and the reasons say that there was none.";
const note = "The file was there, and no review mentions it.";

let applicationId: string;
let institutionId: string;
let version: number;
let owner: Person;
let proposer: Person;
let approver: Person;
let scorer: Person;
let panel: [Person, Person];
beforeEach(async () => {
  await endOffices(db);
  const application = await applicationOf(db, { state: "DECLINED" });
  [applicationId, institutionId, version] = [application.id, application.institutionId, application.version];
  await db.application.update({ where: { id: applicationId }, data: { decidedAt: new Date() } });
  owner = await person(db, { member: { [institutionId]: "OWNER" } });
  [proposer, approver] = [await person(db, { roles: ["APPROVER"] }), await person(db, { roles: ["APPROVER"] })];
  scorer = await person(db, { roles: ["APPROVER", "REVIEWER"] });
  panel = [await person(db, { roles: ["ADMINISTRATOR"] }), await person(db, { roles: ["APPROVER"] })];
  await db.review.create({ data: { applicationId, reviewerId: scorer.userId, state: "SUBMITTED" } });
  const { programmeId } = await db.application.findUniqueOrThrow({ where: { id: applicationId } });
  await db.batch.create({
    data: {
      ...{ code: `B-${randomUUID()}`, programmeId, state: "COMPLETED" },
      ...{ proposedById: proposer.userId, approvedById: approver.userId },
      items: { create: { applicationId, outcome: "DECLINE", seats: 0, reason: "readinessLacking" } },
    },
  });
});

const claim = (more: object = {}) => ({ applicationId, version, ground: "evidenceNotConsidered", words, ...more });
const rowOf = (id: string) => db.appeal.findUniqueOrThrow({ where: { id } });
const letters = async (to: Person) =>
  (await db.mail.findMany({ where: { to: to.email ?? "" } })).map((mail) => mail.subject);

async function filed(): Promise<{ appealId: string; version: number }> {
  const result = await fileAppeal(owner, claim());
  if (!result.ok) throw new Error(result.error.code);
  return { appealId: result.value.appealId, version: 0 };
}

async function proposed(outcome: "UPHELD" | "DISMISSED" = "UPHELD") {
  const appeal = await filed();
  const reason = outcome === "DISMISSED" ? { reason: "evidenceWasConsidered" } : {};
  expect(code(await proposeAppeal(panel[0], { ...appeal, outcome, note, ...reason }))).toBe("ok");
  return { ...appeal, version: 1 };
}

describe("who may", () => {
  const holders = [
    ...Object.values(Role).map((role) => ({ name: role as string, roles: [role], member: undefined })),
    ...Object.values(MemberRole).map((role) => ({ name: `member ${role}`, roles: [], member: role })),
    { name: "stranger", roles: [], member: undefined },
  ];

  test.each(holders)("file: $name as the table says", async ({ roles, member }) => {
    const actor = await person(db, { roles, ...(member && { member: { [institutionId]: member } }) });
    const refusal = may(actor, "applications.read", { institutionId }) ? "notAllowed" : "notFound";
    expect(code(await fileAppeal(actor, claim()))).toBe(may(actor, "appeals.file", { institutionId }) ? "ok" : refusal);
  });

  const decisions = {
    "appeals.propose": proposeAppeal,
    "appeals.confirm": confirmAppeal,
    "appeals.sendBack": sendBackAppeal,
  };
  const cases = Object.entries(decisions).flatMap(([action, run]) =>
    holders.map((holder) => ({ action: action as Action, run, ...holder })),
  );
  test.each(cases)("$action: $name as the table says", async ({ action, run, roles, member }) => {
    const { appealId } = await filed();
    const actor = await person(db, { roles, ...(member && { member: { [institutionId]: member } }) });
    expect(code(await run(actor, { appealId }))).toBe(may(actor, action) ? "invalidInput" : "notAllowed");
  });
});

describe("messages about an appeal", () => {
  const write = (appealId: string, key = randomUUID()) => ({ appealId, key, text: "Which file is meant?" });

  test("go between the institution and whoever could judge it, with a letter, and are new until they are read", async () => {
    const { appealId } = await filed();
    expect(code(await sendAppealMessage(panel[1], write(appealId)))).toBe("ok");
    expect((await letters(owner)).at(-1)).toContain("appeal");
    const seen = await appealMessages(owner, appealId);
    expect(seen).toMatchObject([{ side: "DESK", from: null, isNew: true }]);
    const last = { appealMessageId: seen?.[0]?.id };
    expect(code(await markAppealRead(await person(db), last))).toBe("notFound");
    expect(code(await markAppealRead(owner, last))).toBe("ok");
    expect((await appealMessages(owner, appealId))?.[0]?.isNew).toBe(false);
    const once = write(appealId);
    for (const _ of [1, 2]) expect(code(await sendAppealMessage(owner, once))).toBe("ok");
    for (const one of panel) expect(await letters(one)).toHaveLength(2);
    for (const one of [proposer, approver]) expect(await letters(one)).toEqual([]);
    expect(await appealMessages(panel[0], appealId)).toMatchObject([{ side: "DESK" }, { isNew: true }]);
    // The thread of the application is another one.
    expect(await messagesOf(owner, applicationId)).toEqual([]);
  });

  test("are written for the desk by nobody who took part in what was decided, and by nobody once it is decided", async () => {
    const { appealId, version } = await proposed();
    expect(code(await sendAppealMessage(scorer, write(appealId)))).toBe("scorerMayNotDecide");
    for (const one of [proposer, approver])
      expect(code(await sendAppealMessage(one, write(appealId)))).toBe("decidedBefore");
    const viewer = await person(db, { member: { [institutionId]: "VIEWER" } });
    expect(code(await sendAppealMessage(viewer, write(appealId)))).toBe("notAllowed");
    expect(code(await sendAppealMessage(await person(db), write(appealId)))).toBe("notFound");
    expect(code(await sendAppealMessage(owner, { ...write(appealId), text: " " }))).toBe("invalidInput");
    expect(code(await confirmAppeal(panel[1], { appealId, version }))).toBe("ok");
    expect(code(await sendAppealMessage(owner, write(appealId)))).toBe("wrongState");
    const others = [await person(db, { roles: ["REVIEWER"] }), await person(db), null];
    expect(await Promise.all(others.map((one) => appealMessages(one, appealId)))).toEqual([null, null, null]);
  });
});

describe("fileAppeal", () => {
  test("tells the institution and everybody who could judge, and nobody who took part", async () => {
    const waiting = await appealsWaiting(panel[0]);
    await filed();
    expect(await letters(owner)).toHaveLength(1);
    for (const one of panel) expect(await letters(one)).toHaveLength(1);
    for (const one of [proposer, approver]) expect(await letters(one)).toEqual([]);
    const seen = await findApplication(owner, applicationId);
    expect(seen?.events.map(({ kind }) => kind)).toEqual(["appealed"]);
    expect(await appealOn(owner, applicationId)).toMatchObject({ until: null, appeal: { outcome: null } });
    expect(await appealsWaiting(panel[0])).toBe(waiting + 1);
  });

  test("once: of five at the same time one is filed", async () => {
    const results = await Promise.all(Array.from({ length: 5 }, () => fileAppeal(owner, claim())));
    expect(results.map(code).sort()).toEqual(["alreadyDone", "alreadyDone", "alreadyDone", "alreadyDone", "ok"]);
  });

  test("in time, against a decline, as it was shown", async () => {
    expect(code(await fileAppeal(owner, claim({ version: version + 1 })))).toBe("changedMeanwhile");
    await db.application.update({ where: { id: applicationId }, data: { decidedAt: new Date("2026-01-01") } });
    expect(await appealOn(owner, applicationId)).toMatchObject({ until: null, mayFile: false });
    expect(code(await fileAppeal(owner, claim()))).toBe("appealTooLate");
    for (const state of ["AWARDED", "REVIEWED", "WITHDRAWN"] as const) {
      await db.application.update({ where: { id: applicationId }, data: { state } });
      expect(code(await fileAppeal(owner, claim()))).toBe("wrongState");
    }
  });

  test.each([
    [{ ground: "tooFewPoints" }, "ground"],
    [{ words: "Unfair." }, "words"],
    [{ outcome: "UPHELD" }, "outcome"],
  ])("refuses %j by the field's name", async (more, field) => {
    const result = await fileAppeal(owner, claim(more));
    expect(result).toMatchObject({ error: { code: "invalidInput", fields: { [field]: expect.any(String) } } });
  });
});

describe("judging", () => {
  test("whoever scored, proposed, approved or belongs to the applicant, or did, has no part in it", async () => {
    const { appealId } = await filed();
    const member = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    const former = await person(db, { roles: ["ADMINISTRATOR"] });
    await db.membership.create({
      data: { institutionId, userId: former.userId, role: "EDITOR", endedAt: new Date("2026-01-01") },
    });
    const expected: [Person, string][] = [
      [scorer, "scorerMayNotDecide"],
      [proposer, "decidedBefore"],
      [approver, "decidedBefore"],
      [member, "conflictOfInterest"],
      [former, "conflictOfInterest"],
    ];
    for (const [who, refusal] of expected) {
      expect(code(await proposeAppeal(who, { appealId, version: 0, outcome: "UPHELD", note }))).toBe(refusal);
      expect((await findAppeal(who, appealId))?.obstacle).toBe(refusal);
    }
    expect(code(await proposeAppeal(panel[0], { appealId, version: 0, outcome: "UPHELD", note }))).toBe("ok");
    for (const [who, refusal] of expected) {
      expect(code(await confirmAppeal(who, { appealId, version: 1 }))).toBe(refusal);
      expect(code(await sendBackAppeal(who, { appealId, version: 1 }))).toBe(refusal);
    }
  });

  test("upheld, the application is decided on anew and may be proposed again; the institution hears only then", async () => {
    const appeal = await proposed();
    expect(await appealOn(owner, applicationId)).toMatchObject({ appeal: { outcome: null, note: null } });
    expect(code(await confirmAppeal(panel[0], appeal))).toBe("sameOfficer");
    expect(code(await confirmAppeal(panel[1], appeal))).toBe("ok");
    expect(await db.application.findUniqueOrThrow({ where: { id: applicationId } })).toMatchObject({
      state: "REVIEWED",
      decidedAt: null,
    });
    expect(await db.batchItem.count({ where: { applicationId, live: true } })).toBe(0);
    expect(await rowOf(appeal.appealId)).toMatchObject({ state: "UPHELD", confirmedById: panel[1].userId });
    expect(await appealOn(owner, applicationId)).toMatchObject({ appeal: { outcome: "UPHELD", note } });
    expect(await letters(owner)).toHaveLength(2);
    const seen = await findApplication(owner, applicationId);
    expect(seen?.events.map(({ kind }) => kind)).toEqual(["appealed", "appealUpheld"]);
  });

  test("upheld, the case is due anew from that day, and those who decided it first decide no more", async () => {
    const long = new Date("2026-01-05T06:00:00Z");
    await db.application.update({ where: { id: applicationId }, data: { submittedAt: long } });
    const judge = (who: Person) => db.$transaction((tx) => obstacleToTakingPart(tx, who, [applicationId]));
    expect([await judge(proposer), await judge(approver)]).toEqual([null, null]);
    expect(code(await confirmAppeal(panel[1], await proposed()))).toBe("ok");
    const { dueAt } = await db.application.findUniqueOrThrow({ where: { id: applicationId } });
    expect(dueAt).toEqual(workingDaysAfter(new Date(), firstDays.decision));
    expect([await judge(proposer), await judge(approver)]).toEqual(["decidedBefore", "decidedBefore"]);
    expect([await judge(panel[0]), await judge(panel[1])]).toEqual([null, null]);
    const { programmeId } = await db.application.findUniqueOrThrow({ where: { id: applicationId } });
    const drafted = await draftBatch(proposer, { programmeId });
    const batchId = drafted.ok ? drafted.value.batchId : "";
    const item = { batchId, version: 0, applicationId, outcome: "AWARD" };
    expect(code(await setItem(proposer, item))).toBe("decidedBefore");
    expect(code(await setItem(panel[1], item))).toBe("ok");
    expect(code(await proposeBatch(panel[1], { batchId, version: 1 }))).toBe("ok");
    const decide = (who: Person) => db.$transaction((tx) => assertMayDecide(tx, who, batchId));
    expect(code(await decide(approver))).toBe("decidedBefore");
    expect(code(await decide(await person(db, { roles: ["APPROVER"] })))).toBe("ok");
  });

  test("while it is open no other application goes in; it is filed beside one that is in, and upheld once that is over", async () => {
    const { programmeId, phaseId } = await db.application.findUniqueOrThrow({ where: { id: applicationId } });
    const started = await startApplication(owner, { institutionId, phaseId });
    const second = started.ok ? started.value.applicationId : "";
    const stands = (state: "SUBMITTED" | "WITHDRAWN" | "DRAFT") =>
      db.application.update({
        where: { id: second },
        data: { state, receipt: state === "DRAFT" ? null : `APP-${randomUUID()}`, programmeId, rubricVersion: 1 },
      });
    await stands("SUBMITTED");
    expect(await appealOn(owner, applicationId)).toMatchObject({ mayFile: true, isBesideAnother: true });
    const { appealId } = await filed();
    await stands("DRAFT");
    expect(await appealOn(owner, applicationId)).toMatchObject({ isBesideAnother: false });
    const told = () => db.mail.findMany({ where: { to: owner.email ?? "", letter: "appealWaits" } });
    expect(code(await proposeAppeal(panel[0], { appealId, version: 0, outcome: "UPHELD", note }))).toBe("ok");
    expect(await told()).toEqual([]);
    expect(code(await sendBackAppeal(panel[0], { appealId, version: 1 }))).toBe("ok");
    await stands("SUBMITTED");
    expect(code(await proposeAppeal(panel[0], { appealId, version: 2, outcome: "UPHELD", note }))).toBe("ok");
    const { receipt } = await db.application.findUniqueOrThrow({ where: { id: second } });
    expect(await told()).toMatchObject([{ subject: expect.stringContaining(receipt ?? "none") }]);
    const appeal = { appealId, version: 3 };
    expect(await findAppeal(panel[1], appealId)).toMatchObject({ obstacleToConfirming: "appealWaits" });
    expect(code(await confirmAppeal(panel[1], appeal))).toBe("appealWaits");
    expect(await rowOf(appealId)).toMatchObject({ state: "PROPOSED", decidedAt: null });
    await stands("DRAFT");
    expect(code(await submitApplication(owner, { applicationId: second, version: 0 }))).toBe("appealOpen");
    await stands("WITHDRAWN");
    expect(code(await startApplication(owner, { institutionId, phaseId }))).toBe("appealOpen");
    expect((await prospects(owner)).map(({ obstacles }) => obstacles)).toContainEqual(["appealOpen"]);
    expect(code(await confirmAppeal(panel[1], appeal))).toBe("ok");
    // It is back, and nothing else goes in beside it.
    expect((await db.application.findUniqueOrThrow({ where: { id: applicationId } })).state).toBe("REVIEWED");
    expect(code(await startApplication(owner, { institutionId, phaseId }))).toBe("duplicate");
  });

  test("dismissed, with a reason of the catalogue, the decline stands", async () => {
    const { appealId, version: first } = await filed();
    const dismissal = { appealId, version: first, outcome: "DISMISSED", note };
    expect(code(await proposeAppeal(panel[0], dismissal))).toBe("reasonRequired");
    expect(code(await proposeAppeal(panel[0], { ...dismissal, reason: "tooFewPoints" }))).toBe("invalidInput");
    expect(code(await proposeAppeal(panel[0], { ...dismissal, reason: "evidenceWasConsidered" }))).toBe("ok");
    expect(code(await confirmAppeal(panel[1], { appealId, version: 1 }))).toBe("ok");
    expect((await db.application.findUniqueOrThrow({ where: { id: applicationId } })).state).toBe("DECLINED");
    expect(await appealOn(owner, applicationId)).toMatchObject({ appeal: { reason: "evidenceWasConsidered" } });
    expect(code(await fileAppeal(owner, claim()))).toBe("alreadyDone");
  });

  test("the same identity under two accounts is one person", async () => {
    const appeal = await proposed();
    const principal = `p-${randomUUID()}`;
    await db.user.update({ where: { id: panel[0].userId }, data: { principal } });
    expect(code(await confirmAppeal({ ...panel[1], principal }, appeal))).toBe("sameOfficer");
  });

  test("a proposal can be sent back, and another made", async () => {
    const appeal = await proposed("DISMISSED");
    expect(code(await sendBackAppeal(panel[1], appeal))).toBe("ok");
    expect(await rowOf(appeal.appealId)).toMatchObject({ state: "FILED", outcome: null, proposedById: null });
    expect(code(await confirmAppeal(panel[1], { ...appeal, version: 2 }))).toBe("wrongState");
    expect(code(await proposeAppeal(panel[1], { ...appeal, version: 2, outcome: "UPHELD", note }))).toBe("ok");
    expect(code(await confirmAppeal(panel[0], { ...appeal, version: 2 }))).toBe("changedMeanwhile");
    expect(code(await confirmAppeal(panel[0], { ...appeal, version: 3 }))).toBe("ok");
  });

  test("of two who confirm at once, and one who sends back, one is heard", async () => {
    const appeal = await proposed();
    const third = await person(db, { roles: ["ADMINISTRATOR"] });
    const results = await Promise.all([
      confirmAppeal(panel[1], appeal),
      confirmAppeal(third, appeal),
      sendBackAppeal(third, appeal),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });
});

const everything = { state: undefined, sector: undefined, page: 1 };

test("the desk's list is searched, filtered, ordered and paged as its address says", async () => {
  const { appealId } = await filed();
  const receipt = newReceipt();
  await db.application.update({ where: { id: applicationId }, data: { receipt } });
  const name = `Sunbeam ${randomUUID()}`;
  const searchName = name.toLowerCase().replaceAll("-", " ");
  const { sector } = await db.institution.update({ where: { id: institutionId }, data: { name, searchName } });
  const known = { states: appealStates, sectors: [sector], sorts: appealSorts, dues: appealDues };
  const found = async (params: Record<string, string>, now = new Date(), most = 100) => {
    const listing = parseListing(params, known);
    expect(parseListing(Object.fromEntries(new URLSearchParams(listingQuery(listing, listing.page))), known)).toEqual(
      listing,
    );
    return (await appealQueue(panel[0], listing, now, most)).rows.map(({ id }) => id);
  };
  expect(await found({ q: receipt })).toEqual([appealId]);
  expect(await found({ q: name, state: "FILED", sector })).toEqual([appealId]);
  expect(await found({ q: name, state: "UPHELD" })).toEqual([]);
  const { dueAt = null } = (await appealQueue(panel[0], parseListing({ q: name }, known))).rows[0] ?? {};
  const late = new Date((dueAt?.getTime() ?? 0) + 1);
  expect([await found({ q: name, due: "overdue" }), await found({ q: name, due: "soon" })]).toEqual([[], []]);
  expect(await found({ q: name, due: "overdue" }, late)).toEqual([appealId]);
  expect(await found({ q: name, due: "soon" }, dueAt ?? late)).toEqual([appealId]);
  for (const sort of appealSorts) expect(await found({ sort })).toContain(appealId);
  const byFiling = await found({ sort: "filed" });
  expect(await found({ sort: "-filed" })).toEqual(byFiling.toReversed());
  const pages = await Promise.all([1, 2].map((page) => found({ sort: "filed", page: String(page) }, undefined, 1)));
  expect(pages.flat()).toEqual(byFiling.slice(0, 2));
});

test("the desk reads appeals by the table; the institution its own", async () => {
  const { appealId } = await filed();
  const receipt = newReceipt();
  await db.application.update({ where: { id: applicationId }, data: { receipt } });
  for (const role of Object.values(Role)) {
    const actor = await person(db, { roles: [role] });
    const reads = may(actor, "appeals.read");
    const { rows } = await appealQueue(actor, { ...everything, text: receipt });
    expect(rows.map(({ id }) => id)).toEqual(reads ? [appealId] : []);
    expect((await findAppeal(actor, appealId)) !== null).toBe(reads);
  }
  expect(await appealOn(await person(db), applicationId)).toBeNull();
});

test("the database itself takes no appeal that one person decided", async () => {
  const { appealId } = await proposed();
  const alone = { state: "UPHELD" as const, confirmedById: panel[0].userId };
  await expect(db.appeal.update({ where: { id: appealId }, data: alone })).rejects.toThrow();
  const otherwise = { state: "DISMISSED" as const, confirmedById: panel[1].userId };
  await expect(db.appeal.update({ where: { id: appealId }, data: otherwise })).rejects.toThrow();
});
