import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { messagesADay } from "../desk/rules.ts";
import { may } from "../platform/auth/permissions.ts";
import { MemberRole, Role } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import { markRegistrationRead, sendRegistrationMessage } from "./commands.ts";
import { registrationMessages } from "./queries.ts";
import { institutionStates } from "./rules.ts";
import { registrations } from "./testing/registrations.ts";

const { db } = await testDatabase();
const { ready, submitted } = await registrations(db);
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
const write = (institutionId: string, key = randomUUID()) => ({ institutionId, key, text: "Which paper is missing?" });
const letters = (to: string | null) => db.mail.findMany({ where: { to: to ?? "" }, orderBy: { createdAt: "asc" } });

describe("messages about a registration", () => {
  const holders = [
    ...Object.values(Role).map((role) => ({ name: role as string, roles: [role], member: undefined })),
    ...Object.values(MemberRole).map((role) => ({ name: `member ${role}`, roles: [], member: role })),
    { name: "stranger", roles: [], member: undefined },
  ];
  test("are written and read by whom the table says", async () => {
    const { id } = await submitted();
    for (const { name, roles, member } of holders) {
      const actor = await person(db, { roles, ...(member && { member: { [id]: member } }) });
      const refusal = may(actor, "institutions.read", { institutionId: id }) ? "notAllowed" : "notFound";
      const allowed = may(actor, "institutions.sendMessage", { institutionId: id });
      expect([name, code(await sendRegistrationMessage(actor, write(id)))]).toEqual([name, allowed ? "ok" : refusal]);
      const reads = may(actor, "institutions.readMessages", { institutionId: id });
      expect([name, (await registrationMessages(actor, id)) !== null]).toEqual([name, reads]);
    }
    expect(await registrationMessages(null, id)).toBeNull();
  });

  test("reach the other side with a letter that leads to them, and are new until they are read", async () => {
    const { id, owner } = await submitted();
    expect(code(await sendRegistrationMessage(owner, write(id)))).toBe("ok");
    const asked = (await letters(administrator.email)).at(-1)?.text;
    expect(asked).toContain("Which paper is missing?");
    expect(asked).toContain(`/desk/institutions/${id}#messages`);
    expect(await registrationMessages(administrator, id)).toMatchObject([{ side: "INSTITUTION", isNew: true }]);
    expect(code(await sendRegistrationMessage(administrator, write(id)))).toBe("ok");
    expect((await letters(owner.email)).at(-1)?.text).toContain(`/institutions/${id}#messages`);
    const seen = await registrationMessages(owner, id);
    expect(seen).toMatchObject([{ isNew: false }, { side: "DESK", from: null, isNew: true }]);
    const last = { registrationMessageId: seen?.at(-1)?.id };
    expect(code(await markRegistrationRead(await person(db), last))).toBe("notFound");
    expect(code(await markRegistrationRead(owner, last))).toBe("ok");
    expect((await registrationMessages(owner, id))?.some(({ isNew }) => isNew)).toBe(false);
  });

  test("are written while it is checked or was sent back, by nobody who belongs to both sides, and once for a key", async () => {
    const { id, owner } = await submitted();
    const former = await person(db, { roles: ["ADMINISTRATOR"] });
    await db.membership.create({
      data: { institutionId: id, userId: former.userId, role: "EDITOR", endedAt: new Date("2026-01-01") },
    });
    expect(code(await sendRegistrationMessage(former, write(id)))).toBe("conflictOfInterest");
    for (const state of institutionStates.filter((one) => one !== "MERGED")) {
      await db.institution.update({ where: { id }, data: { state } });
      const isOpen = state === "SUBMITTED" || state === "RETURNED";
      expect([state, code(await sendRegistrationMessage(owner, write(id)))]).toEqual([
        state,
        isOpen ? "ok" : "wrongState",
      ]);
    }
    await db.institution.update({ where: { id }, data: { state: "SUBMITTED" } });
    const once = write(id);
    await Promise.all([1, 2, 3].map(() => sendRegistrationMessage(owner, once)));
    expect(await db.caseMessage.count({ where: { institutionId: id } })).toBe(3);
    expect(await registrationMessages(owner, (await ready(await person(db))).id)).toBeNull();
  });

  test("are so many a day from one side, and no more", async () => {
    const { id, owner } = await submitted();
    await db.caseMessage.createMany({
      data: Array.from({ length: messagesADay }, () => ({
        ...{
          institutionId: id,
          side: "INSTITUTION" as const,
          authorId: owner.userId,
          text: "Again",
          key: randomUUID(),
        },
      })),
    });
    expect(code(await sendRegistrationMessage(owner, write(id)))).toBe("tooManyMessages");
    expect(code(await sendRegistrationMessage(administrator, write(id)))).toBe("ok");
  });
});
