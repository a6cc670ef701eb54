import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Person } from "../platform/auth/actor.ts";
import { personOfSession } from "../platform/auth/person.ts";
import type { Role } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import {
  cancelRoleChange,
  confirmRoleChange,
  inviteOfficial,
  nameDeputy,
  proposeRoleChange,
  requestCode,
  signInWithCode,
  suspendRole,
} from "./commands.ts";
import { settleRoles } from "./effect.ts";
import { changesWaiting, openChanges, pastChanges } from "./queries.ts";

const { db } = await testDatabase();
process.env.NEXTAUTH_SECRET = "a secret of this test";

const hour = 3_600_000;
const dayLater = (hours = 0) => new Date(Date.now() + (24 + hours) * hour);
const day = (fromNow: number) =>
  new Date(Date.now() + 5 * hour + fromNow * 24 * hour).toISOString().slice(0, "2026-11-21".length);
const reason = "As the ministry decided.";
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

let first: Person;
let second: Person;
let third: Person;

beforeAll(async () => {
  first = await person(db, { roles: ["ADMINISTRATOR"], locale: "ur" });
  second = await person(db, { roles: ["ADMINISTRATOR"] });
  third = await person(db, { roles: ["ADMINISTRATOR"] });
});

const official = (...roles: Role[]) => person(db, { roles });
const held = async (who: Person) =>
  (await db.roleGrant.findMany({ where: { userId: who.userId, endedAt: null } })).map(({ role }) => role);
const stateOf = async (id: string) => (await db.roleChange.findUniqueOrThrow({ where: { id } })).state;
const failureOf = async (id: string) => (await db.roleChange.findUniqueOrThrow({ where: { id } })).failure;

async function proposed(who: Person, role: Role, kind: "GRANT" | "REVOKE" = "GRANT", by = first): Promise<string> {
  const result = await proposeRoleChange(by, { userId: who.userId, role, kind, reason });
  if (!result.ok) throw new Error(result.error.code);
  return result.value.changeId;
}

async function confirmed(who: Person, role: Role, kind: "GRANT" | "REVOKE" = "GRANT"): Promise<string> {
  const changeId = await proposed(who, role, kind);
  expect(code(await confirmRoleChange(second, { changeId, version: 0 }))).toBe("ok");
  return changeId;
}

const lettersTo = (who: Person) =>
  db.mail.findMany({
    where: { to: who.email ?? "" },
    orderBy: { createdAt: "asc" },
    select: { subject: true, text: true },
  });

describe("a role given", () => {
  test("takes two administrators and the delay, and counts from the next request on", async () => {
    const who = await official();
    const changeId = await proposed(who, "AUDITOR");
    expect(await changesWaiting(second)).toBe(1);
    expect(await changesWaiting(first)).toBe(0);
    expect(code(await confirmRoleChange(second, { changeId, version: 0 }))).toBe("ok");
    expect(await settleRoles(dayLater(-1))).toBe(0);
    expect(await held(who)).toEqual([]);
    expect(await settleRoles(dayLater(1))).toBe(1);
    expect(await held(who)).toEqual(["AUDITOR"]);
    expect(await stateOf(changeId)).toBe("APPLIED");
    expect(await settleRoles(dayLater(1))).toBe(0);
    const actions = await db.auditEvent.findMany({ where: { subjectId: who.userId }, orderBy: { id: "asc" } });
    expect(actions.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      "people.proposeChange DONE",
      "people.confirmChange DONE",
      "people.applyChange DONE",
    ]);
  });

  test("is told to the person and the administrators, each in their language, and not to whoever did it", async () => {
    const who = await official();
    await db.mail.deleteMany();
    await confirmed(who, "AUDITOR");
    expect(await lettersTo(who)).toHaveLength(1);
    expect((await lettersTo(who))[0]?.subject).toBe("Your role at Sanad is about to change");
    expect((await lettersTo(first))[0]?.text).toContain("کا عہدہ مل جائے گا");
    expect((await lettersTo(second)).map(({ subject }) => subject)).toEqual([
      "A change of roles waits for a second administrator: Somebody",
    ]);
    await settleRoles(dayLater(1));
    expect((await lettersTo(who)).at(-1)?.text).toContain("You hold the role of Auditor now");
    for (const { text } of await db.mail.findMany()) expect(text).not.toMatch(/select|[{}]/);
  });

  test("to somebody who never was here, who then signs in by code", async () => {
    const email = "newcomer@ministry.example";
    const invitation = { email, name: "Example Newcomer", locale: "ur", role: "REVIEWER", reason };
    const result = await inviteOfficial(first, invitation);
    expect(code(result)).toBe("ok");
    expect(code(await inviteOfficial(third, invitation))).toBe("roleChangeOpen");
    await confirmRoleChange(second, { changeId: result.ok ? result.value.changeId : "", version: 0 });
    await settleRoles(dayLater(1));
    await requestCode({ email, locale: "ur" });
    const letter = await db.mail.findFirstOrThrow({ where: { to: email }, orderBy: { id: "desc" } });
    const opened = await signInWithCode({ email, code: /\d{6}/.exec(letter.subject)?.[0] });
    const newcomer = opened.ok ? await personOfSession(opened.value.sessionId) : null;
    expect(newcomer).toMatchObject({ name: "Example Newcomer", roles: ["REVIEWER"], locale: "ur" });
  });

  test("is never for oneself, and never by whoever proposed it", async () => {
    expect(code(await proposeRoleChange(first, { userId: first.userId, role: "AUDITOR", kind: "GRANT", reason }))).toBe(
      "sameOfficer",
    );
    const invitation = { email: first.email, name: "Somebody", locale: "en", role: "AUDITOR", reason };
    expect(code(await inviteOfficial(first, invitation))).toBe("sameOfficer");
    const changeId = await proposed(third, "AUDITOR");
    const decision = { changeId, version: 0 };
    expect(code(await confirmRoleChange(first, decision))).toBe("sameOfficer");
    expect(code(await confirmRoleChange(third, decision))).toBe("sameOfficer");
    expect(code(await cancelRoleChange(third, decision))).toBe("sameOfficer");
    const four = { actorId: third.userId, outcome: "REFUSED" as const, code: "sameOfficer" };
    expect(await db.auditEvent.count({ where: four })).toBe(2);
    await expect(
      db.roleChange.update({ where: { id: changeId }, data: { confirmedById: first.userId } }),
    ).rejects.toThrow();
    await expect(db.roleChange.update({ where: { id: changeId }, data: { role: "OPERATOR" } })).rejects.toThrow();
    expect(code(await cancelRoleChange(first, decision))).toBe("ok");
  });

  test("is for administrators to decide, and for nobody else", async () => {
    const who = await official();
    const ask = { userId: who.userId, role: "AUDITOR", kind: "GRANT", reason };
    for (const role of ["REVIEWER", "APPROVER", "AUDITOR", "OPERATOR"] as const) {
      const other = await official(role);
      expect(code(await proposeRoleChange(other, ask))).toBe("notAllowed");
      expect(code(await suspendRole(other, { ...ask, kind: undefined }))).toBe("notAllowed");
    }
    const changeId = await proposed(who, "AUDITOR");
    const approver = await official("APPROVER");
    expect(code(await confirmRoleChange(approver, { changeId, version: 0 }))).toBe("notAllowed");
    expect(code(await cancelRoleChange(approver, { changeId, version: 0 }))).toBe("notFound");
    expect(code(await cancelRoleChange(await official("AUDITOR"), { changeId, version: 0 }))).toBe("notAllowed");
    expect(code(await confirmRoleChange(null, { changeId, version: 0 }))).toBe("signInFirst");
    expect(await openChanges(approver)).toEqual([]);
    expect(await openChanges(await official())).toEqual([]);
    await cancelRoleChange(second, { changeId, version: 0 });
  });

  test("bad input has a code a field", async () => {
    const who = await official();
    const wrong = await proposeRoleChange(first, { userId: who.userId, role: "KING", kind: "SUSPEND", reason: " " });
    expect(wrong).toMatchObject({
      error: {
        code: "invalidInput",
        fields: { role: "invalidInput", kind: "invalidInput", reason: "reasonRequired" },
      },
    });
    const missing = await proposeRoleChange(first, { userId: who.userId, role: "AUDITOR", kind: "GRANT" });
    expect(missing).toMatchObject({ error: { fields: { reason: "reasonRequired" } } });
    const nobody = { userId: crypto.randomUUID(), role: "AUDITOR", kind: "GRANT", reason };
    expect(code(await proposeRoleChange(first, nobody))).toBe("notFound");
    expect(code(await confirmRoleChange(first, { changeId: crypto.randomUUID(), version: 0 }))).toBe("notFound");
  });

  test("stopped within the delay by any administrator, it never takes effect", async () => {
    const who = await official();
    const changeId = await confirmed(who, "AUDITOR");
    expect(code(await cancelRoleChange(third, { changeId, version: 0 }))).toBe("changedMeanwhile");
    expect(code(await cancelRoleChange(third, { changeId, version: 1 }))).toBe("ok");
    expect(code(await cancelRoleChange(third, { changeId, version: 2 }))).toBe("wrongState");
    expect(await settleRoles(dayLater(1))).toBe(0);
    expect(await held(who)).toEqual([]);
    expect((await pastChanges(second, who.userId)).map(({ state }) => state)).toEqual(["CANCELLED"]);
  });

  test("two who confirm at once: one does, and the other hears of it", async () => {
    const changeId = await proposed(await official(), "AUDITOR");
    const results = await Promise.all([second, third].map((by) => confirmRoleChange(by, { changeId, version: 0 })));
    expect(results.map(code).sort()).toEqual(["ok", "wrongState"]);
    const events = { action: "people.confirmChange", outcome: "DONE" as const };
    const audited = await db.auditEvent.findMany({ where: events });
    expect(audited.filter(({ data }) => JSON.stringify(data).includes(changeId))).toHaveLength(1);
  });

  test("two workers at once carry it out once", async () => {
    await settleRoles(dayLater(1));
    const who = await official();
    await confirmed(who, "AUDITOR");
    const done = await Promise.all([settleRoles(dayLater(1)), settleRoles(dayLater(1))]);
    expect(done[0] + done[1]).toBe(1);
    expect(await held(who)).toEqual(["AUDITOR"]);
  });

  test("nobody becomes administrator and approver, by any order of things", async () => {
    const approver = await official("APPROVER");
    const ask = { userId: approver.userId, role: "ADMINISTRATOR", kind: "GRANT", reason };
    expect(code(await proposeRoleChange(first, ask))).toBe("roleConflict");
    const who = await official();
    const results = await Promise.all(
      (["ADMINISTRATOR", "APPROVER"] as const).map((role) =>
        proposeRoleChange(first, { userId: who.userId, role, kind: "GRANT", reason }),
      ),
    );
    expect(results.map(code).sort()).toEqual(["ok", "roleConflict"]);
    await expect(db.roleGrant.create({ data: { userId: approver.userId, role: "ADMINISTRATOR" } })).rejects.toThrow();
  });

  test("checked again when it takes effect: a role that clashes by then fails it, and so does an officer who is none", async () => {
    const who = await official();
    const clash = await confirmed(who, "ADMINISTRATOR");
    await db.roleGrant.create({ data: { userId: who.userId, role: "APPROVER" } });
    const fleeting = await official("ADMINISTRATOR");
    const other = await official();
    const orphan = await proposed(other, "AUDITOR", "GRANT", fleeting);
    await confirmRoleChange(second, { changeId: orphan, version: 0 });
    await db.roleGrant.updateMany({ where: { userId: fleeting.userId }, data: { endedAt: new Date() } });
    expect(await settleRoles(dayLater(1))).toBe(2);
    expect([await stateOf(clash), await failureOf(clash)]).toEqual(["FAILED", "roleConflict"]);
    expect([await stateOf(orphan), await failureOf(orphan)]).toEqual(["FAILED", "officerLeft"]);
    expect([await held(who), await held(other)]).toEqual([["APPROVER"], []]);
    const refusals = { action: "people.applyChange", outcome: "REFUSED" as const };
    const codes = (await db.auditEvent.findMany({ where: refusals })).map((event) => event.code);
    expect(codes.sort()).toEqual(["officerLeft", "roleConflict"]);
  });

  test("checked again on confirming: whoever proposed it must still be an administrator", async () => {
    const fleeting = await official("ADMINISTRATOR");
    const changeId = await proposed(await official(), "AUDITOR", "GRANT", fleeting);
    await db.roleGrant.updateMany({ where: { userId: fleeting.userId }, data: { endedAt: new Date() } });
    expect(code(await confirmRoleChange(second, { changeId, version: 0 }))).toBe("officerLeft");
  });

  test("a proposal that nobody confirms lapses after two weeks", async () => {
    const changeId = await proposed(await official(), "AUDITOR");
    await settleRoles(new Date(Date.now() + 13 * 24 * hour));
    expect(await stateOf(changeId)).toBe("PROPOSED");
    await settleRoles(new Date(Date.now() + 15 * 24 * hour));
    expect(await stateOf(changeId)).toBe("LAPSED");
    expect(code(await confirmRoleChange(second, { changeId, version: 1 }))).toBe("wrongState");
  });
});

describe("a role taken", () => {
  test("waits out the delay as one given does", async () => {
    const who = await official("AUDITOR");
    await confirmed(who, "AUDITOR", "REVOKE");
    await settleRoles(dayLater(-1));
    expect(await held(who)).toEqual(["AUDITOR"]);
    await settleRoles(dayLater(1));
    expect(await held(who)).toEqual([]);
    const again = { userId: who.userId, role: "AUDITOR", kind: "REVOKE", reason };
    expect(code(await proposeRoleChange(first, again))).toBe("alreadyDone");
  });

  test("of one of the last two approvers is refused, and of two of three only the first goes through", async () => {
    await db.roleGrant.updateMany({ where: { role: "APPROVER", endedAt: null }, data: { endedAt: new Date() } });
    const [a, b, c] = [await official("APPROVER"), await official("APPROVER"), await official("APPROVER")];
    const one = await confirmed(a, "APPROVER", "REVOKE");
    const two = await confirmed(b, "APPROVER", "REVOKE");
    await settleRoles(dayLater(1));
    expect([await stateOf(one), await stateOf(two)].sort()).toEqual(["APPLIED", "FAILED"]);
    expect(await db.roleGrant.count({ where: { role: "APPROVER", endedAt: null } })).toBe(2);
    const ask = { userId: c.userId, role: "APPROVER", kind: "REVOKE", reason };
    expect(code(await proposeRoleChange(first, ask))).toBe("quorumNeeded");
  });
});

describe("a suspension", () => {
  test("takes the role at once on one word, is told to all, and is made final by another", async () => {
    const who = await official("AUDITOR");
    const operator = await official("OPERATOR");
    const ask = { userId: who.userId, role: "AUDITOR", reason };
    const result = await suspendRole(first, ask);
    const changeId = result.ok ? result.value.changeId : "";
    expect(await held(who)).toEqual([]);
    expect((await lettersTo(operator)).at(-1)?.subject).toContain("suspended at once");
    expect((await lettersTo(who)).at(-1)?.subject).toBe("Your role at Sanad is suspended");
    expect(code(await suspendRole(second, ask))).toBe("alreadyDone");
    const back = { userId: who.userId, role: "AUDITOR", kind: "GRANT", reason };
    expect(code(await proposeRoleChange(second, back))).toBe("roleChangeOpen");
    expect(code(await confirmRoleChange(first, { changeId, version: 0 }))).toBe("sameOfficer");
    expect(code(await confirmRoleChange(second, { changeId, version: 0 }))).toBe("ok");
    expect(await stateOf(changeId)).toBe("APPLIED");
    expect(await held(who)).toEqual([]);
  });

  test("that is lifted gives the role back as it was, and never to oneself", async () => {
    const who = await official("ADMINISTRATOR");
    const result = await suspendRole(first, { userId: who.userId, role: "ADMINISTRATOR", reason });
    const decision = { changeId: result.ok ? result.value.changeId : "", version: 0 };
    expect(code(await cancelRoleChange(who, decision))).toBe("sameOfficer");
    const clash = { userId: who.userId, role: "APPROVER", kind: "GRANT", reason };
    expect(code(await proposeRoleChange(first, clash))).toBe("roleConflict");
    expect(code(await cancelRoleChange(second, decision))).toBe("ok");
    expect(await held(who)).toEqual(["ADMINISTRATOR"]);
  });

  test("is never of oneself, asks no quorum, and ends what else was open about the role", async () => {
    expect(code(await suspendRole(first, { userId: first.userId, role: "ADMINISTRATOR", reason }))).toBe("sameOfficer");
    const who = await official("REVIEWER");
    for (let i = 0; i < 3; i++) await official("REVIEWER");
    const open = await confirmed(who, "REVIEWER", "REVOKE");
    expect(code(await suspendRole(first, { userId: who.userId, role: "REVIEWER", reason }))).toBe("ok");
    expect(await stateOf(open)).toBe("CANCELLED");
  });
});

test("one administrator alone cannot suspend everybody", async () => {
  const alone = await official("ADMINISTRATOR");
  const suspended = [];
  for (let i = 0; i < 4; i++) {
    const { userId } = await official("AUDITOR");
    suspended.push(await suspendRole(alone, { userId, role: "AUDITOR", reason }));
  }
  expect(suspended.map(code)).toEqual(["ok", "ok", "ok", "suspensionsOpen"]);
});

describe("a deputy", () => {
  const dates = { from: day(2), until: day(5) };
  let approver: Person;
  beforeEach(async () => {
    approver = await official("APPROVER");
  });
  const ask = (email: string) => ({ role: "APPROVER", email, name: "Example Deputy", locale: "en", reason, ...dates });

  test("is named by the official, confirmed by an administrator, and comes and goes with the days", async () => {
    const result = await nameDeputy(approver, { userId: approver.userId, ...ask("deputy@ministry.example") });
    expect(code(result)).toBe("ok");
    const decision = { changeId: result.ok ? result.value.changeId : "", version: 0 };
    expect((await openChanges(approver)).map(({ kind, mayConfirm }) => [kind, mayConfirm])).toEqual([
      ["DEPUTY", false],
    ]);
    expect(code(await confirmRoleChange(approver, decision))).toBe("notAllowed");
    expect(code(await confirmRoleChange(first, decision))).toBe("ok");
    const deputy = await db.user.findUniqueOrThrow({ where: { email: "deputy@ministry.example" } });
    const roles = () => db.roleGrant.count({ where: { userId: deputy.id, role: "APPROVER", endedAt: null } });
    await settleRoles(dayLater(0.5));
    expect(await roles()).toBe(0);
    const begins = new Date(Date.parse(`${dates.from}T00:00:00Z`) - 5 * hour);
    await settleRoles(new Date(begins.getTime() - 1));
    expect(await roles()).toBe(0);
    await settleRoles(begins);
    expect(await roles()).toBe(1);
    const session = await db.session.create({
      data: { userId: deputy.id, method: "EMAIL", expiresAt: new Date("2100-01-01") },
    });
    const ends = new Date(Date.parse(`${dates.until}T00:00:00Z`) + 19 * hour);
    const rolesAt = async (at: Date) => (await personOfSession(session.id, at))?.roles;
    expect(await rolesAt(new Date(ends.getTime() - 1))).toEqual(["APPROVER"]);
    // Not the worker ends it: the time does.
    expect(await rolesAt(ends)).toEqual([]);
    expect(await settleRoles(ends)).toBe(1);
    expect(await roles()).toBe(0);
    expect(await settleRoles(ends)).toBe(0);
    const letters = await db.mail.findMany({ where: { to: deputy.email ?? "" }, orderBy: { id: "asc" } });
    expect(letters.at(-1)?.subject).toBe("Your time as a deputy is over");
  });

  test("is for one's own office only, held in one's own right, for days that are sound, and somebody else", async () => {
    const other = await official("APPROVER");
    expect(code(await nameDeputy(approver, { userId: other.userId, ...ask("a@ministry.example") }))).toBe("notAllowed");
    expect(code(await nameDeputy(approver, { userId: approver.userId, ...ask(approver.email ?? "") }))).toBe(
      "invalidInput",
    );
    const reviewer = { ...ask("a@ministry.example"), userId: approver.userId, role: "REVIEWER" };
    expect(code(await nameDeputy(approver, reviewer))).toBe("roleNotHeld");
    for (const wrong of [
      { from: day(5), until: day(2) },
      { from: day(-9), until: day(-8) },
      { from: day(1), until: day(200) },
      { from: "soon", until: day(2) },
    ])
      expect(
        code(await nameDeputy(approver, { userId: approver.userId, ...ask("a@ministry.example"), ...wrong })),
      ).toBe("invalidInput");
    const byAdministrator = await nameDeputy(first, { userId: other.userId, ...ask("b@ministry.example") });
    expect(code(byAdministrator)).toBe("ok");
    const administrator = await nameDeputy(first, { userId: other.userId, ...ask(second.email ?? "") });
    expect(code(administrator)).toBe("roleConflict");
    expect(await db.user.count({ where: { email: "a@ministry.example" } })).toBe(0);
  });

  test("whose official lost the role before the days begin does not get it", async () => {
    const result = await nameDeputy(approver, { userId: approver.userId, ...ask("late@ministry.example") });
    const changeId = result.ok ? result.value.changeId : "";
    await confirmRoleChange(first, { changeId, version: 0 });
    await db.roleGrant.updateMany({ where: { userId: approver.userId }, data: { endedAt: new Date() } });
    await settleRoles(new Date(Date.now() + 4 * 24 * hour));
    expect([await stateOf(changeId), await failureOf(changeId)]).toEqual(["FAILED", "roleNotHeld"]);
  });

  test("can be taken back by whoever named them, until it takes effect", async () => {
    const result = await nameDeputy(approver, { userId: approver.userId, ...ask("back@ministry.example") });
    const changeId = result.ok ? result.value.changeId : "";
    await confirmRoleChange(first, { changeId, version: 0 });
    expect(code(await cancelRoleChange(approver, { changeId, version: 1 }))).toBe("ok");
  });

  test("for days that are over before the delay is, is not confirmed", async () => {
    const today = { from: day(0), until: day(0) };
    const asked = { userId: approver.userId, ...ask("short@ministry.example"), ...today };
    const result = await nameDeputy(approver, asked);
    const decision = { changeId: result.ok ? result.value.changeId : "", version: 0 };
    expect(code(await confirmRoleChange(first, decision))).toBe("datesPassed");
  });
});
