import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { applicationOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import { messagesADay } from "../desk/rules.ts";
import { findDocument } from "../documents/queries.ts";
import { pdf } from "../documents/testing/samples.ts";
import type { Actor, Person } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { MemberRole, Role } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { parseListing } from "../platform/listing.ts";
import { person } from "../platform/testing/persons.ts";
import { markMessagesRead, removeAttachment, sendFile, sendMessage } from "./commands.ts";
import { messagesOf, unreadMessages } from "./messages.ts";
import { applicationQueue, findApplication, findStatus } from "./queries.ts";
import { applicationStates, filesInMessages } from "./rules.ts";

const { db } = await testDatabase();

const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

let applicationId: string;
let institutionId: string;
let owner: Person;
let administrator: Person;
beforeEach(async () => {
  const application = await applicationOf(db);
  [applicationId, institutionId] = [application.id, application.institutionId];
  owner = await person(db, { member: { [institutionId]: "OWNER" } });
  administrator = await person(db, { roles: ["ADMINISTRATOR"] });
});

const write = (text: string, key = randomUUID()) => ({ applicationId, key, text });
const count = () => db.caseMessage.count({ where: { applicationId } });
const letters = (to: string | null) => db.mail.findMany({ where: { to: to ?? "" }, orderBy: { createdAt: "asc" } });

describe("sendMessage", () => {
  const holders = [
    ...Object.values(Role).map((role) => ({ name: role as string, roles: [role], member: undefined })),
    ...Object.values(MemberRole).map((role) => ({ name: `member ${role}`, roles: [], member: role })),
    { name: "stranger", roles: [], member: undefined },
  ];
  test.each(holders)("$name as the table says", async ({ roles, member }) => {
    const actor = await person(db, { roles, ...(member && { member: { [institutionId]: member } }) });
    const allowed = may(actor, "applications.sendMessage", { institutionId });
    const refusal = may(actor, "applications.read", { institutionId }) ? "notAllowed" : "notFound";
    expect(code(await sendMessage(actor, write("When do we hear?")))).toBe(allowed ? "ok" : refusal);
    expect(await count()).toBe(allowed ? 1 : 0);
  });

  test("each side reads the other's words, with a letter, and what is new for whom", async () => {
    await sendMessage(owner, write("When do we hear?"));
    expect((await letters(administrator.email)).at(-1)?.text).toContain("When do we hear?");
    expect(await messagesOf(administrator, applicationId)).toMatchObject([{ side: "INSTITUTION", isNew: true }]);
    expect((await messagesOf(owner, applicationId))?.[0]?.isNew).toBe(false);

    await sendMessage(administrator, write("Within ten days."));
    expect((await letters(owner.email)).at(-1)?.text).toContain("Within ten days.");
    expect((await messagesOf(administrator, applicationId))?.map(({ isNew }) => isNew)).toEqual([false, false]);
    const seen = await messagesOf(owner, applicationId);
    // An applicant writes with the desk, not with one officer by name.
    expect(seen).toMatchObject([{ isNew: false }, { side: "DESK", from: null, isNew: true }]);
    expect(await unreadMessages(owner)).toEqual(new Set([applicationId]));
    const other = await person(db, { member: { [institutionId]: "VIEWER" } });
    expect(code(await markMessagesRead(owner, { applicationId, messageId: seen?.at(-1)?.id }))).toBe("ok");
    expect(await unreadMessages(owner)).toEqual(new Set());
    expect(await unreadMessages(other)).toEqual(new Set([applicationId]));
  });

  test("whoever belongs to the institution, or did, does not answer for the desk", async () => {
    const viewer = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    const former = await person(db, { roles: ["ADMINISTRATOR"] });
    await db.membership.create({
      data: { institutionId, userId: former.userId, role: "EDITOR", endedAt: new Date("2026-01-01") },
    });
    for (const one of [viewer, former])
      expect(code(await sendMessage(one, write("We decide well.")))).toBe("conflictOfInterest");
    const editor = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "EDITOR" } });
    expect(code(await sendMessage(editor, write("A question")))).toBe("ok");
    expect(await db.caseMessage.findMany({ where: { applicationId } })).toMatchObject([{ side: "INSTITUTION" }]);
    expect(await letters(former.email)).toEqual([]);
  });

  test("sent five times at once it is one message, with one letter", async () => {
    const key = randomUUID();
    const results = await Promise.all(Array.from({ length: 5 }, () => sendMessage(administrator, write("Once", key))));
    expect(new Set(results.map((result) => (result.ok ? result.value.messageId : "")))).toHaveLength(1);
    expect(await count()).toBe(1);
    expect(await letters(owner.email)).toHaveLength(1);
  });

  test.each(applicationStates)("about an application that is %s: whenever it was handed in", async (state) => {
    await db.application.update({ where: { id: applicationId }, data: { state } });
    expect(code(await sendMessage(owner, write("A question")))).toBe(state === "DRAFT" ? "wrongState" : "ok");
  });

  test.each([
    [{ text: "  " }, "text"],
    [{ text: "x".repeat(4001) }, "text"],
    [{ key: "1" }, "key"],
    [{ side: "DESK" }, "side"],
  ])("refuses %#", async (more, field) => {
    const result = await sendMessage(owner, { ...write("A question"), ...more });
    expect(result).toMatchObject({
      ok: false,
      error: { code: "invalidInput", fields: { [field]: expect.any(String) } },
    });
  });

  test("a side writes so many a day, and no more", async () => {
    await db.caseMessage.createMany({
      data: Array.from({ length: messagesADay }, () => ({
        ...{ applicationId, side: "INSTITUTION" as const, authorId: owner.userId, text: "Again", key: randomUUID() },
      })),
    });
    expect(code(await sendMessage(owner, write("Once more")))).toBe("tooManyMessages");
    expect(code(await sendMessage(administrator, write("We have read it.")))).toBe("ok");
  });
});

describe("sendFile", () => {
  const file = (bytes = pdf(), key = randomUUID()) => ({ applicationId, key, fileName: "../Letter.PDF", bytes });
  const sentBy = async (actor: Person, input = file()) => {
    expect(code(await sendFile(actor, input))).toBe("ok");
    return (await messagesOf(actor, applicationId))?.at(-1)?.file?.id ?? "";
  };

  test("is a message called as the file is, with a letter to the other side, as often as it is sent anew", async () => {
    const input = file();
    const id = await sentBy(owner, input);
    expect(await messagesOf(administrator, applicationId)).toMatchObject([
      { side: "INSTITUTION", text: "Letter.pdf", file: { id, fileName: "Letter.pdf" }, isNew: true },
    ]);
    expect((await letters(administrator.email)).at(-1)?.text).toContain("Letter.pdf");
    expect(await sentBy(owner, input), "the same form again").toBe(id);
    expect(await count()).toBe(1);
    expect(await sentBy(administrator), "the same file in another message").not.toBe(id);
    expect(await count()).toBe(2);
  });

  test("is read by whoever reads the messages, and by no reviewer or approver", async () => {
    const id = await sentBy(administrator);
    const reviewer = await person(db, { roles: ["REVIEWER"] });
    const blind = await person(db, { roles: ["REVIEWER"] });
    await db.review.createMany({
      data: [
        { applicationId, reviewerId: reviewer.userId },
        { applicationId, reviewerId: blind.userId, blind: true },
      ],
    });
    const viewer = await person(db, { member: { [institutionId]: "VIEWER" } });
    const readers = [owner, viewer, administrator, await person(db, { roles: ["AUDITOR"] })];
    const others = [reviewer, blind, await person(db, { roles: ["APPROVER"] }), await person(db)];
    expect((await Promise.all(readers.map((one) => findDocument(one, id)))).every(Boolean)).toBe(true);
    expect(await Promise.all(others.map((one) => findDocument(one, id)))).toEqual([null, null, null, null]);
    // Nor is it among what belongs to the application.
    expect((await findApplication(reviewer, applicationId))?.documents).toEqual([]);
    expect(code(await removeAttachment(owner, { attachmentId: id }))).toBe("wrongState");
  });

  test("is checked as every upload is, and written by nobody who may not write", async () => {
    expect(code(await sendFile(owner, file(new Uint8Array())))).toBe("fileEmpty");
    expect(code(await sendFile(owner, file(new Uint8Array(Buffer.from("<html>")))))).toBe("fileTypeRefused");
    expect(code(await sendFile(owner, { ...file(), key: "1" }))).toBe("invalidInput");
    expect(code(await sendFile(await person(db, { roles: ["REVIEWER"] }), file()))).toBe("notAllowed");
    expect(code(await sendFile(await person(db), file()))).toBe("notFound");
    const both = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    expect(code(await sendFile(both, file()))).toBe("conflictOfInterest");
    expect(await count()).toBe(0);
    const input = file();
    await Promise.all([1, 2, 3].map(() => sendFile(owner, input)));
    expect([await count(), await db.document.count({ where: { applicationId } })]).toEqual([1, 1]);
  });

  test("is refused once the case has as many as it takes", async () => {
    const { id: documentId } = await db.document.findFirstOrThrow({ where: { id: await sentBy(owner) } });
    const { id: _, ...one } = await db.document.findUniqueOrThrow({ where: { id: documentId } });
    await db.document.createMany({ data: Array.from({ length: filesInMessages - 1 }, () => one) });
    expect(code(await sendFile(administrator, file()))).toBe("tooManyDocuments");
    expect(await count()).toBe(1);
  });
});

describe("reading", () => {
  test("is for the institution and the desk; reviewers and approvers do not read along", async () => {
    await sendMessage(owner, write("A question"));
    const reads = async (actor: Actor) => (await messagesOf(actor, applicationId)) !== null;
    const reviewer = await person(db, { roles: ["REVIEWER"] });
    await db.review.create({ data: { applicationId, reviewerId: reviewer.userId } });
    const auditor = await person(db, { roles: ["AUDITOR"] });
    const others = [reviewer, await person(db, { roles: ["APPROVER"] }), await person(db), null];
    expect(await Promise.all([owner, administrator, auditor].map(reads))).toEqual([true, true, true]);
    expect(await Promise.all(others.map(reads))).toEqual([false, false, false, false]);
  });

  test("a case with a message that nobody has answered is marked in the queue of each who could, until they read it", async () => {
    const other = await person(db, { roles: ["ADMINISTRATOR"] });
    const own = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    const auditor = await person(db, { roles: ["AUDITOR"] });
    const listing = parseListing({ unread: "1" }, { states: [], sectors: [], messages: true });
    const marked = async (who: Actor) => {
      const { rows, total } = await applicationQueue(who, listing);
      expect(rows.every(({ hasUnread }) => hasUnread) && total === rows.length).toBe(true);
      return rows.some(({ id }) => id === applicationId);
    };
    const all = async () => Promise.all([administrator, other, own, auditor].map(marked));
    expect(await all()).toEqual([false, false, false, false]);
    await sendMessage(owner, write("A question"));
    expect(await all()).toEqual([true, true, false, false]);
    const [message] = (await messagesOf(other, applicationId)) ?? [];
    await markMessagesRead(other, { applicationId, messageId: message?.id });
    expect(await all()).toEqual([true, false, false, false]);
    await sendMessage(owner, write("And another"));
    expect(await all()).toEqual([true, true, false, false]);
    await sendMessage(administrator, write("An answer"));
    expect(await all()).toEqual([false, false, false, false]);
  });

  test("a link to the status tells that there are messages, and none of their words", async () => {
    await sendMessage(administrator, write("Confidential"));
    const status = await findStatus(null, applicationId);
    expect(status).toMatchObject({ _count: { messages: 1 }, messages: [{ side: "DESK" }] });
    expect(JSON.stringify(status)).not.toContain("Confidential");
  });

  test("is marked up to a message of the case, and never taken back", async () => {
    await sendMessage(administrator, write("One"));
    const [one] = (await messagesOf(owner, applicationId)) ?? [];
    await sendMessage(administrator, write("Two"));
    const [, two] = (await messagesOf(owner, applicationId)) ?? [];
    const mark = (messageId: string | undefined) => markMessagesRead(owner, { applicationId, messageId });
    expect(code(await mark(two?.id))).toBe("ok");
    expect(code(await mark(one?.id))).toBe("ok");
    expect(await unreadMessages(owner)).toEqual(new Set());
    expect(code(await mark(randomUUID()))).toBe("notFound");
  });
});

test("what was written stays as it was written: the portal's own role in the database cannot change or delete it", async () => {
  await sendMessage(owner, write("As it is"));
  await expect(db.caseMessage.updateMany({ where: { applicationId }, data: { text: "Otherwise" } })).rejects.toThrow();
  await expect(db.caseMessage.deleteMany({ where: { applicationId } })).rejects.toThrow();
});
