import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Actor, Person } from "../platform/auth/actor.ts";
import { type Action, may } from "../platform/auth/permissions.ts";
import type { ApplicationState } from "../platform/db/generated/enums.ts";
import { MemberRole, Role } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import {
  replyToRequest,
  saveApplication,
  startApplication,
  submitApplication,
  withdrawApplication,
} from "./commands.ts";
import { basedOn, markOf } from "./merge.ts";
import { prospects } from "./prospects.ts";
import { applicationQueue, findApplication, myApplications } from "./queries.ts";
import { applicationForDecision, askForInformation, moveApplication } from "./steps.ts";

const { db } = await testDatabase();

const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);
const day = 24 * 3_600_000;

const programme = await db.programme.create({
  data: {
    code: "CLOUD",
    nameEn: "Cloud",
    nameUr: "کلاؤڈ",
    places: 100,
    validDays: 365,
    rubrics: {
      create: [1, 2].map((version) => ({
        version,
        ...{ state: "PUBLISHED" as const, proposedById: crypto.randomUUID(), publishedById: crypto.randomUUID() },
        criteria: [{ code: "purpose", en: "Purpose", ur: "مقصد", weight: 100, max: 5 }],
      })),
    },
  },
});
const phaseOf = (code: string, opensIn: number, closesIn: number) =>
  db.phase.create({
    data: {
      programmeId: programme.id,
      code,
      nameEn: code,
      nameUr: code,
      sectors: ["EDUCATION"],
      opensAt: new Date(Date.now() + opensIn * day),
      closesAt: new Date(Date.now() + closesIn * day),
    },
  });
const open = await phaseOf("open", -1, 30);
const over = await phaseOf("over", -30, -1);

const answers = {
  purpose: "We teach two hundred students to build public services.",
  builders: "Students of the final year",
  projects: "A timetable, a clinic's queue, a library catalogue.",
  readiness: "Laboratories and two instructors",
  dataSensitivity: "PUBLIC",
  supportName: "Ayesha",
  supportEmail: "ayesha@uni.example",
};

let institutionId: string;
let owner: Person;
beforeEach(async () => {
  const { id } = await db.institution.create({
    data: { kind: "UNIVERSITY", sector: "EDUCATION", name: "U", searchName: "u", state: "VERIFIED" },
  });
  institutionId = id;
  owner = await person(db, { member: { [id]: "OWNER" } });
});

const rowOf = (id: string) => db.application.findUniqueOrThrow({ where: { id } });

async function draft(): Promise<{ applicationId: string; version: number }> {
  const started = await startApplication(owner, { institutionId, phaseId: open.id });
  if (!started.ok) throw new Error(started.error.code);
  return { applicationId: started.value.applicationId, version: 0 };
}

async function complete() {
  const { applicationId } = await draft();
  expect(code(await saveApplication(owner, { applicationId, seats: "12", answers }))).toBe("ok");
  return { applicationId, version: 1 };
}

async function submitted() {
  const ready = await complete();
  expect(code(await submitApplication(owner, ready))).toBe("ok");
  return { applicationId: ready.applicationId, version: 2 };
}

async function asked() {
  const { applicationId, version } = await submitted();
  const askedById = (await person(db, { roles: ["ADMINISTRATOR"] })).userId;
  const result = await db.$transaction((tx) =>
    askForInformation(tx, { applicationId, version, askedById, question: "How many laboratories?" }),
  );
  if (!result.ok) throw new Error(result.error.code);
  return { applicationId, version: 3, requestId: result.value.requestId };
}

describe("who may", () => {
  const commands = {
    "applications.save": saveApplication,
    "applications.submit": submitApplication,
    "applications.withdraw": withdrawApplication,
    "applications.reply": replyToRequest,
  } as const satisfies Partial<Record<Action, unknown>>;
  const holders = [
    ...Object.values(Role).map((role) => ({ name: role, roles: [role], member: undefined })),
    ...Object.values(MemberRole).map((role) => ({ name: `member ${role}`, roles: [], member: role })),
    { name: "stranger", roles: [], member: undefined },
  ];
  const cases = Object.entries(commands).flatMap(([action, run]) =>
    holders.map((holder) => ({ action: action as Action, run, ...holder })),
  );

  test.each(cases)("$action: $name as the table says, and a refusal changes nothing", async (given) => {
    const { applicationId, version } = await submitted();
    const actor = await person(db, {
      roles: given.roles,
      ...(given.member && { member: { [institutionId]: given.member } }),
    });
    const allowed = may(actor, given.action, { institutionId });
    const result = await given.run(actor, { applicationId, answers: 1 });
    const refusal = may(actor, "applications.read", { institutionId }) ? "notAllowed" : "notFound";
    expect(code(result)).toBe(allowed ? "invalidInput" : refusal);
    expect(await rowOf(applicationId)).toMatchObject({ version, state: "SUBMITTED" });
  });

  test.each(holders)("applications.start: $name as the table says", async ({ roles, member }) => {
    const actor = await person(db, { roles, ...(member && { member: { [institutionId]: member } }) });
    const result = await startApplication(actor, { institutionId, phaseId: open.id });
    expect(result.ok).toBe(may(actor, "applications.start", { institutionId }));
  });

  test("an application of others and one that is not there look the same", async () => {
    const { applicationId } = await draft();
    const stranger = await person(db);
    expect(await saveApplication(stranger, { applicationId })).toEqual(
      await saveApplication(stranger, { applicationId: randomUUID() }),
    );
    expect(code(await saveApplication(null, { applicationId }))).toBe("signInFirst");
  });
});

describe("startApplication", () => {
  test("refuses institutions that are not verified, phases that are closed or for others, and phases that are not there", async () => {
    const start = (phaseId: string) => startApplication(owner, { institutionId, phaseId });
    expect(code(await start(over.id))).toBe("phaseClosed");
    expect(code(await start(randomUUID()))).toBe("notFound");
    expect(code(await start("now"))).toBe("invalidInput");
    await db.institution.update({ where: { id: institutionId }, data: { sector: "PRIVATE" } });
    expect(code(await start(open.id))).toBe("phaseClosed");
    await db.institution.update({ where: { id: institutionId }, data: { state: "SUBMITTED" } });
    expect(code(await start(open.id))).toBe("institutionNotVerified");
  });

  test("started five times at once, there is one", async () => {
    const results = await Promise.all(
      Array.from({ length: 5 }, () => startApplication(owner, { institutionId, phaseId: open.id })),
    );
    expect(results.map(code).sort()).toEqual(["duplicate", "duplicate", "duplicate", "duplicate", "ok"]);
  });

  test("begins with the answers of an earlier application of the institution, and of no other", async () => {
    const { applicationId, version } = await submitted();
    const start = (from: string) => startApplication(owner, { institutionId, phaseId: open.id, from });
    expect(code(await start(applicationId))).toBe("duplicate");
    await withdrawApplication(owner, { applicationId, version });
    await db.application.update({ where: { id: applicationId }, data: { answers: { ...answers, asked: "once" } } });
    const stranger = await person(db);
    expect(code(await startApplication(stranger, { institutionId, phaseId: open.id, from: applicationId }))).toBe(
      "notFound",
    );
    const elsewhere = await db.application.create({
      data: {
        ...{ institutionId, programmeId: programme.id, phaseId: over.id, createdById: owner.userId, state: "DRAFT" },
      },
    });
    for (const other of [randomUUID(), elsewhere.id]) expect(code(await start(other))).toBe("notFound");
    const started = await start(applicationId);
    expect(started.ok && (await rowOf(started.value.applicationId))).toMatchObject({
      ...{ state: "DRAFT", seats: 12, answers, receipt: null, version: 0 },
    });
  });

  test("begins with the words of a draft that was discarded", async () => {
    const { applicationId } = await draft();
    const saved = await saveApplication(owner, { applicationId, seats: 7, answers: { purpose: "Kept" } });
    expect(code(saved)).toBe("ok");
    const version = saved.ok ? saved.value.version : 0;
    expect(code(await withdrawApplication(owner, { applicationId, version }))).toBe("ok");
    expect((await prospects(owner)).find(({ institution }) => institution.id === institutionId)?.from).toMatchObject([
      { id: applicationId, receipt: null },
    ]);
    const started = await startApplication(owner, { institutionId, phaseId: open.id, from: applicationId });
    expect(started.ok && (await rowOf(started.value.applicationId))).toMatchObject({
      ...{ state: "DRAFT", seats: 7, answers: { purpose: "Kept" } },
    });
  });

  test("after a withdrawal another may be started", async () => {
    expect(code(await withdrawApplication(owner, await draft()))).toBe("ok");
    expect((await draft()).version).toBe(0);
  });
});

describe("saveApplication", () => {
  test("keeps an unfinished draft as typed and gives the next version", async () => {
    const { applicationId } = await draft();
    const typed = { purpose: "  half a sen", supportEmail: "not yet" };
    const first = await saveApplication(owner, { applicationId, answers: typed });
    expect(first).toMatchObject({ ok: true, value: { version: 1, disputes: {} } });
    expect((await findApplication(owner, applicationId))?.answers).toEqual(typed);
    const based = basedOn({ answers: typed });
    expect(code(await saveApplication(owner, { applicationId, seats: "۲۵", answers: {}, based }))).toBe("ok");
    expect(await rowOf(applicationId)).toMatchObject({ seats: 25, answers: {}, version: 2 });
  });

  test("two who write different answers at once both find their words", async () => {
    const { applicationId } = await draft();
    const colleague = await person(db, { member: { [institutionId]: "EDITOR" } });
    const results = await Promise.all([
      saveApplication(owner, { applicationId, answers: { purpose: "one" } }),
      saveApplication(colleague, { applicationId, answers: { builders: "two" } }),
      saveApplication(owner, { applicationId, seats: 7 }),
    ]);
    expect(results.map(code)).toEqual(["ok", "ok", "ok"]);
    expect(await rowOf(applicationId)).toMatchObject({ seats: 7, answers: { purpose: "one", builders: "two" } });
  });

  test("of two who write the same answer at once the first one's stays, the other gets both back and chooses", async () => {
    const { applicationId } = await draft();
    const colleague = await person(db, { member: { [institutionId]: "EDITOR" } });
    const words = ["one", "two"] as const;
    const save = (who: Person, purpose: string) =>
      saveApplication(who, { applicationId, seats: 3, answers: { purpose, builders: "the same" } });
    const results = await Promise.all([save(owner, words[0]), save(colleague, words[1])]);
    const saved = results.map((result) => (result.ok ? result.value.disputes["answers.purpose"] : undefined));
    const loser = saved.findIndex((dispute) => dispute !== undefined);
    const [mine, theirs] = [words[loser], words[1 - loser]];
    expect(saved[1 - loser]).toBeUndefined();
    expect(saved[loser]).toMatchObject({ mine, theirs, joinable: true });
    expect((await rowOf(applicationId)).answers).toEqual({ purpose: theirs, builders: "the same" });

    const answer = async (take: string, mark = saved[loser]?.mark) => {
      const choice = { answers: { purpose: take } };
      const seen = { answers: { purpose: mark } };
      const input = { applicationId, seats: 3, answers: { purpose: mine }, choice, seen };
      const result = await saveApplication([owner, colleague][loser] ?? null, input);
      return result.ok && { disputes: result.value.disputes, purpose: result.value.draft["answers.purpose"] };
    };
    expect(await answer("mine", markOf("not what was seen"))).toMatchObject({ purpose: theirs });
    expect(await answer("theirs")).toEqual({ disputes: {}, purpose: theirs });
    expect(await answer("both")).toEqual({ disputes: {}, purpose: `${theirs}\n\n${mine}` });
  });

  test.each([
    [{ seats: "0" }, "seats", "tooSmall"],
    [{ seats: "501" }, "seats", "tooLarge"],
    [{ seats: "many" }, "seats", "invalidInput"],
    [{ seats: 1.5 }, "seats", "invalidInput"],
    [{ answers: { purpose: "x".repeat(2001) } }, "answers.purpose", "tooLong"],
    [{ answers: { dataSensitivity: "SECRET" } }, "answers.dataSensitivity", "invalidInput"],
    [{ answers: { bribe: "1" } }, "answers.bribe", "unknownField"],
    [{ state: "AWARDED" }, "state", "unknownField"],
  ])("refuses %j by the field's name", async (more, field, expected) => {
    const { applicationId } = await draft();
    const result = await saveApplication(owner, { applicationId, ...more });
    expect(result).toMatchObject({ ok: false, error: { code: "invalidInput", fields: { [field]: expected } } });
    expect((await rowOf(applicationId)).version).toBe(0);
  });

  test("characters that no database text holds are dropped", async () => {
    const { applicationId } = await draft();
    await saveApplication(owner, { applicationId, answers: { purpose: "a\u0000b\r\nc" } });
    expect((await rowOf(applicationId)).answers).toEqual({ purpose: "ab\nc" });
  });

  test("what was submitted is not edited", async () => {
    const { applicationId } = await submitted();
    expect(code(await saveApplication(owner, { applicationId }))).toBe("wrongState");
  });
});

describe("submitApplication", () => {
  test("gives a receipt, pins the newest rubric, writes the timeline and a letter", async () => {
    const { applicationId } = await submitted();
    const row = await rowOf(applicationId);
    expect(row).toMatchObject({ state: "SUBMITTED", rubricVersion: 2, seats: 12, submittedAt: expect.any(Date) });
    expect(row.receipt).toMatch(/^APP-/);
    const seen = await findApplication(owner, applicationId);
    expect(seen?.events.map((event) => event.kind)).toEqual(["started", "submitted"]);
    const mail = await db.mail.findFirstOrThrow({ where: { to: owner.email ?? "" } });
    expect(mail.text).toContain(row.receipt);
    expect(mail.text).toContain(`/applications/${applicationId}`);
  });

  test("says which answers are missing", async () => {
    const { applicationId } = await draft();
    await saveApplication(owner, { applicationId, answers: { ...answers, purpose: "short" } });
    expect(await submitApplication(owner, { applicationId, version: 1 })).toEqual({
      ok: false,
      error: { code: "incomplete", fields: { seats: "required", "answers.purpose": "tooShort" } },
    });
  });

  test("sent twice at once, it is submitted once, with one letter", async () => {
    const ready = await complete();
    const results = await Promise.all([1, 2, 3].map(() => submitApplication(owner, ready)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await db.mail.count({ where: { to: owner.email ?? "" } })).toBe(1);
    expect(code(await submitApplication(owner, { ...ready, version: 2 }))).toBe("wrongState");
  });

  test("a stale screen does not submit what it did not show", async () => {
    const ready = await complete();
    await saveApplication(owner, {
      ...{ applicationId: ready.applicationId, seats: 500, answers },
      based: basedOn({ seats: 12, answers: {} }),
    });
    expect(code(await submitApplication(owner, ready))).toBe("changedMeanwhile");
  });

  test("not after the phase has closed", async () => {
    const ready = await complete();
    await db.application.update({ where: { id: ready.applicationId }, data: { phaseId: over.id } });
    expect(code(await submitApplication(owner, ready))).toBe("phaseClosed");
  });
});

describe("withdrawApplication", () => {
  test("ends it, once", async () => {
    const given = await submitted();
    const results = await Promise.all([1, 2].map(() => withdrawApplication(owner, given)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect((await rowOf(given.applicationId)).state).toBe("WITHDRAWN");
  });

  test.each(["PROPOSED", "AWARDED", "DECLINED", "WITHDRAWN"] as const)("not once it is %s", async (state) => {
    const given = await submitted();
    await db.application.update({ where: { id: given.applicationId }, data: { state } });
    expect(code(await withdrawApplication(owner, given))).toBe("wrongState");
  });
});

describe("a request for information", () => {
  test("pauses the application, tells the members, and a reply takes it back to where it was", async () => {
    const { applicationId, version, requestId } = await asked();
    expect((await rowOf(applicationId)).state).toBe("INFORMATION_REQUESTED");
    const mail = await db.mail.findFirstOrThrow({ where: { to: owner.email ?? "" }, orderBy: { createdAt: "desc" } });
    expect(mail.text).toContain("How many laboratories?");
    const reply = { applicationId, version, requestId, reply: "Three." };
    const results = await Promise.all([1, 2].map(() => replyToRequest(owner, reply)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await rowOf(applicationId)).toMatchObject({ state: "SUBMITTED", version: 4 });
    expect(code(await replyToRequest(owner, { ...reply, version: 4 }))).toBe("alreadyDone");
    const seen = await findApplication(owner, applicationId);
    expect(seen?.requests).toMatchObject([{ reply: "Three.", repliedAt: expect.any(Date) }]);
    expect(JSON.stringify(seen?.requests)).not.toContain("askedById");
  });

  test("asked in review, it goes back into review", async () => {
    const { applicationId } = await submitted();
    await db.$transaction((tx) => moveApplication(tx, { id: applicationId, from: "SUBMITTED", to: "IN_REVIEW" }));
    const result = await db.$transaction((tx) =>
      askForInformation(tx, { applicationId, askedById: owner.userId, question: "?" }),
    );
    const requestId = result.ok ? result.value.requestId : "";
    expect(code(await replyToRequest(owner, { applicationId, version: 4, requestId, reply: "!" }))).toBe("ok");
    expect((await rowOf(applicationId)).state).toBe("IN_REVIEW");
  });

  test("refuses an empty reply, a stale one, and one to another application's question", async () => {
    const { applicationId, version, requestId } = await asked();
    const reply = { applicationId, version, requestId, reply: "Three." };
    expect(code(await replyToRequest(owner, { ...reply, reply: "  " }))).toBe("invalidInput");
    expect(code(await replyToRequest(owner, { ...reply, requestId: randomUUID() }))).toBe("notFound");
    expect(code(await replyToRequest(owner, { ...reply, version: version - 1 }))).toBe("changedMeanwhile");
    expect(await db.informationRequest.findUnique({ where: { id: requestId } })).toMatchObject({ reply: null });
  });

  test.each(["DRAFT", "INFORMATION_REQUESTED", "REVIEWED", "PROPOSED", "AWARDED"] as const)(
    "is not made of what is %s",
    async (state: ApplicationState) => {
      const { applicationId } = await submitted();
      await db.application.update({ where: { id: applicationId }, data: { state } });
      const result = await db.$transaction((tx) =>
        askForInformation(tx, { applicationId, askedById: owner.userId, question: "?" }),
      );
      expect(code(result)).toBe("wrongState");
    },
  );
});

describe("steps", () => {
  test("a move that the table does not know is a bug, one that comes too late is told", async () => {
    const { applicationId: id } = await submitted();
    await expect(db.$transaction((tx) => moveApplication(tx, { id, from: "DRAFT", to: "AWARDED" }))).rejects.toThrow();
    const late = await db.$transaction((tx) => moveApplication(tx, { id, from: "REVIEWED", to: "PROPOSED" }));
    expect(code(late)).toBe("changedMeanwhile");
  });

  test("what reviewers and approvers need, and nothing of a draft", async () => {
    const first = await draft();
    expect(await applicationForDecision(db, first.applicationId)).toBeNull();
    await saveApplication(owner, { applicationId: first.applicationId, seats: 3, answers });
    await submitApplication(owner, { ...first, version: 1 });
    expect(await applicationForDecision(db, first.applicationId)).toMatchObject({
      seats: 3,
      sector: "EDUCATION",
      rubricVersion: 2,
    });
  });
});

describe("reading", () => {
  test("a draft is its members' alone, and what was submitted is the desk's too", async () => {
    const given = await complete();
    const reviewer = await person(db, { roles: ["REVIEWER"] });
    const others: Actor[] = [reviewer, await person(db), null];
    for (const actor of others) expect(await findApplication(actor, given.applicationId)).toBeNull();
    await submitApplication(owner, given);
    const approver = await person(db, { roles: ["APPROVER"] });
    expect(await findApplication(approver, given.applicationId)).not.toBeNull();
    // A reviewer reads what they were asked to review, and nothing else.
    expect(await findApplication(reviewer, given.applicationId)).toBeNull();
    await db.review.create({ data: { applicationId: given.applicationId, reviewerId: reviewer.userId } });
    expect(await findApplication(reviewer, given.applicationId)).not.toBeNull();
    expect(await findApplication(await person(db), given.applicationId)).toBeNull();
    expect((await myApplications(owner)).map(({ id }) => id)).toEqual([given.applicationId]);
    expect(await myApplications(reviewer)).toEqual([]);
  });

  test("the queue finds a receipt number as typed, and is read by those whom the table names", async () => {
    const { applicationId } = await submitted();
    const { receipt } = await rowOf(applicationId);
    const listing = {
      text: receipt?.toLowerCase().replace("-", " ") ?? "",
      state: undefined,
      sector: undefined,
      page: 1,
    };
    for (const role of Object.values(Role)) {
      const actor = await person(db, { roles: [role] });
      const { rows, total } = await applicationQueue(actor, listing);
      expect(rows.map(({ id }) => id)).toEqual(may(actor, "applications.readQueue") ? [applicationId] : []);
      expect(total).toBe(rows.length);
    }
  });

  test("an institution that could apply is told so, and another what keeps it from it", async () => {
    const found = async (actor: Actor) =>
      (await prospects(actor)).map(({ institution, phase, obstacles }) => [institution.id, phase?.id, obstacles]);
    const viewer = await person(db, { member: { [institutionId]: "VIEWER" } });
    expect(await found(owner)).toEqual([[institutionId, open.id, []]]);
    expect(await found(viewer)).toEqual([[institutionId, open.id, ["notEditor"]]]);
    expect(await found(await person(db))).toEqual([]);
    expect(await found(null)).toEqual([]);
    await submitted();
    expect(await found(owner)).toEqual([[institutionId, open.id, ["underway"]]]);
    await db.institution.update({ where: { id: institutionId }, data: { sector: "PRIVATE", state: "RETURNED" } });
    expect(await found(owner)).toEqual([[institutionId, undefined, ["notVerified", "noPhase"]]]);
  });
});
