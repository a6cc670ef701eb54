import { expect, test } from "vitest";
import { programmeOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import { reviewers } from "../reviews/assignment.ts";
import { appointAdministrators } from "./bootstrap.ts";
import { endAbsence, markAbsence } from "./commands.ts";
import { findPerson, ownOffice, quorumsMissed } from "./queries.ts";
import { quorumsAt, raiseQuorumAlarm, rolesLeftShort } from "./quorum.ts";
import { obstacleNow } from "./standing.ts";

const { db } = await testDatabase();
const hour = 3_600_000;
const day = (fromNow: number) =>
  new Date(Date.now() + 5 * hour + fromNow * 24 * hour).toISOString().slice(0, "2026-11-21".length);
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

test("the operator appoints the first administrators, and none where two are in office", async () => {
  const appointed = await appointAdministrators(["One@ministry.example", "nonsense", "one@ministry.example"]);
  expect(appointed?.map(({ outcome }) => outcome)).toEqual(["appointed", "emailInvalid", "administratorAlready"]);
  const approver = await person(db, { roles: ["APPROVER"] });
  const repaired = await appointAdministrators([approver.email ?? "", "two@ministry.example"]);
  expect(repaired?.map(({ outcome }) => outcome)).toEqual(["roleConflict", "appointed"]);
  expect(await appointAdministrators(["three@ministry.example"])).toBeUndefined();
  expect(await db.user.count({ where: { email: "three@ministry.example" } })).toBe(0);
  expect(await db.auditEvent.count({ where: { action: "people.appoint", actorKind: "operator" } })).toBe(2);
});

test("leave is marked by oneself or an administrator, for days that are sound, once", async () => {
  const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
  const reviewer = await person(db, { roles: ["REVIEWER"] });
  const days = { userId: reviewer.userId, from: day(0), until: day(3), despite: "yes" };
  expect(code(await markAbsence(await person(db, { roles: ["REVIEWER"] }), days))).toBe("notAllowed");
  expect(code(await markAbsence(null, days))).toBe("signInFirst");
  expect(code(await markAbsence(reviewer, { ...days, from: day(4) }))).toBe("invalidInput");
  const nobody = await person(db);
  expect(code(await markAbsence(nobody, { ...days, userId: nobody.userId }))).toBe("wrongState");
  const both = await Promise.all([markAbsence(reviewer, days), markAbsence(administrator, days)]);
  expect(both.map(code).sort()).toEqual(["duplicate", "ok"]);

  const away = (await reviewers(administrator)).map(({ userId }) => userId);
  expect(away).not.toContain(reviewer.userId);
  const [absence] = (await ownOffice(reviewer))?.absences ?? [];
  expect((await findPerson(administrator, reviewer.userId))?.absences).toEqual([absence]);
  const ask = { absenceId: absence?.id };
  expect(code(await endAbsence(await person(db, { roles: ["REVIEWER"] }), ask))).toBe("notFound");
  expect(code(await endAbsence(await person(db, { roles: ["AUDITOR"] }), ask))).toBe("notAllowed");
  expect(code(await endAbsence(reviewer, ask))).toBe("ok");
  expect(code(await endAbsence(reviewer, ask))).toBe("alreadyDone");
  expect((await reviewers(administrator)).map(({ userId }) => userId)).toContain(reviewer.userId);
});

test("too few who can act: shown to administrators and operators, and written about once a day until mended", async () => {
  await db.roleGrant.updateMany({ where: { endedAt: null }, data: { endedAt: new Date() } });
  const [administrator] = [
    await person(db, { roles: ["ADMINISTRATOR"] }),
    await person(db, { roles: ["ADMINISTRATOR"] }),
  ];
  const operator = await person(db, { roles: ["OPERATOR"], locale: "ur" });
  const [approver] = [await person(db, { roles: ["APPROVER"] }), await person(db, { roles: ["APPROVER"] })];
  for (let i = 0; i < 2; i++) await person(db, { roles: ["REVIEWER"] });
  expect(await raiseQuorumAlarm()).toEqual([]);
  const absence = await markAbsence(approver, {
    userId: approver.userId,
    from: day(0),
    until: day(9),
    despite: "yes",
  });
  expect(await quorumsMissed(administrator)).toEqual([{ role: "APPROVER", present: 1, needed: 2 }]);
  expect(await quorumsMissed(operator)).toHaveLength(1);
  expect(await quorumsMissed(approver)).toEqual([]);

  const letters = () => db.mail.count({ where: { to: { in: [administrator.email ?? "", operator.email ?? ""] } } });
  const now = new Date();
  const at = (hours: number) => new Date(now.getTime() + hours * hour);
  const both = await Promise.all([raiseQuorumAlarm(now), raiseQuorumAlarm(now)]);
  expect(both.flat()).toEqual(["APPROVER"]);
  expect(await letters()).toBe(2);
  expect(await raiseQuorumAlarm(at(23))).toEqual([]);
  expect(await raiseQuorumAlarm(at(25))).toEqual(["APPROVER"]);
  expect(await letters()).toBe(4);
  await endAbsence(approver, { absenceId: absence.ok ? absence.value.absenceId : "" });
  expect(await raiseQuorumAlarm(at(26))).toEqual([]);
  expect(await db.quorumAlarm.count()).toBe(0);
});

test("as many approvers are needed as the largest batch takes with its proposer, and as the registry asks to sign", async () => {
  await db.roleGrant.updateMany({ where: { endedAt: null }, data: { endedAt: new Date() } });
  for (const role of ["ADMINISTRATOR", "ADMINISTRATOR", "REVIEWER", "REVIEWER", "APPROVER"] as const)
    await person(db, { roles: [role] });
  const [, approver] = [await person(db, { roles: ["APPROVER"] }), await person(db, { roles: ["APPROVER"] })];
  const needed = async () => (await quorumsAt(db, new Date())).find(({ role }) => role === "APPROVER");
  const { id: programmeId } = await programmeOf(db);
  expect(await needed()).toMatchObject({ present: 3, needed: 2 });
  await db.quorumRule.createMany({
    data: [
      { programmeId, above: 100, approvals: 2 },
      { programmeId, above: 1_000, approvals: 3 },
    ],
  });
  expect(await needed()).toMatchObject({ present: 3, needed: 4 });
  expect(await raiseQuorumAlarm()).toEqual(["APPROVER"]);
  await db.quorumRule.deleteMany({ where: { programmeId, approvals: 3 } });
  expect(await raiseQuorumAlarm()).toEqual([]);

  const dates = { startsAt: new Date(), endsAt: new Date(Date.now() + hour) };
  expect(await rolesLeftShort(db, approver.userId, dates)).toEqual(["APPROVER"]);
  const ask = { kind: "REVOKE", userId: approver.userId, role: "APPROVER", deputyForId: null } as const;
  expect(await obstacleNow(db, ask, new Date())).toBe("quorumNeeded");
  await db.quorumRule.deleteMany({ where: { programmeId } });
  expect(await rolesLeftShort(db, approver.userId, dates)).toEqual([]);
  expect(await obstacleNow(db, ask, new Date())).toBeNull();

  // What the registry asks counts, as it was last read.
  expect(await needed()).toMatchObject({ needed: 2 });
  const policy = { registry: "aaaaa-aa", approvals: 5, caps: {}, readAt: new Date() };
  await db.registryPolicy.create({ data: policy });
  expect(await needed()).toMatchObject({ needed: 5 });
  await db.registryPolicy.deleteMany();
});

test("leave that would leave too few to decide is warned of first, and marked when the warning was read", async () => {
  await db.roleGrant.updateMany({ where: { endedAt: null }, data: { endedAt: new Date() } });
  const [first, second, third] = [
    await person(db, { roles: ["APPROVER"] }),
    await person(db, { roles: ["APPROVER"] }),
    await person(db, { roles: ["APPROVER"] }),
  ];
  const leave = (who: typeof first, from: number, until: number, more: object = {}) =>
    markAbsence(who, { userId: who.userId, from: day(from), until: day(until), ...more });
  expect(code(await leave(first, 3, 5))).toBe("ok");
  expect(code(await leave(second, 5, 8))).toBe("leaveBreaksQuorum");
  expect(code(await leave(second, 6, 8))).toBe("ok");
  expect(code(await leave(third, 1, 3))).toBe("leaveBreaksQuorum");
  expect(code(await leave(third, 1, 3, { despite: "no" }))).toBe("invalidInput");
  expect(code(await leave(third, 1, 3, { despite: "yes" }))).toBe("ok");
  const auditor = await person(db, { roles: ["AUDITOR"] });
  expect(code(await leave(auditor, 1, 3))).toBe("ok");
});
