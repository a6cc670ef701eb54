import { beforeAll, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Person } from "../platform/auth/actor.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import { confirmRoleChange, declineRole, inviteOfficial, proposeRoleChange, suspendRole } from "./commands.ts";
import { settleRoles } from "./effect.ts";
import { offersTo } from "./queries.ts";

const { db } = await testDatabase();
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);
const later = () => new Date(Date.now() + 48 * 3_600_000);
const reason = "As the ministry decided.";

let [first, second]: (Person | undefined)[] = [];
beforeAll(async () => {
  first = await person(db, { roles: ["ADMINISTRATOR"] });
  second = await person(db, { roles: ["ADMINISTRATOR"] });
});

async function offered(who: Person): Promise<string> {
  const asked = { userId: who.userId, role: "AUDITOR", kind: "GRANT", reason };
  const result = await proposeRoleChange(first ?? null, asked);
  if (!result.ok) throw new Error(result.error.code);
  return result.value.changeId;
}

test("somebody who was invited declines before and after the second word, and never holds the role", async () => {
  for (const isConfirmed of [false, true]) {
    const who = await person(db);
    const changeId = await offered(who);
    if (isConfirmed) await confirmRoleChange(second ?? null, { changeId, version: 0 });
    const version = isConfirmed ? 1 : 0;
    expect(await offersTo(who)).toMatchObject([{ id: changeId, role: "AUDITOR", version }]);
    expect(code(await declineRole(who, { changeId, version: version + 1 }))).toBe("changedMeanwhile");
    expect(code(await declineRole(who, { changeId, version }))).toBe("ok");
    expect(await offersTo(who)).toEqual([]);
    expect(code(await declineRole(who, { changeId, version: version + 1 }))).toBe("wrongState");
    await settleRoles(later());
    expect(await db.roleGrant.count({ where: { userId: who.userId } })).toBe(0);
    expect(await db.roleChange.findUnique({ where: { id: changeId } })).toMatchObject({
      state: "CANCELLED",
      closedById: who.userId,
    });
  }
  const told = await db.mail.count({ where: { to: first?.email ?? "", subject: { contains: "declines" } } });
  expect(told).toBe(2);
});

test("by whom it does not concern there is nothing to decline, and nothing but an offer is declined", async () => {
  const who = await person(db);
  const changeId = await offered(who);
  const decision = { changeId, version: 0 };
  for (const other of [first ?? null, await person(db, { roles: ["AUDITOR"] }), await person(db)])
    expect(code(await declineRole(other, decision))).toBe("notFound");
  expect(code(await declineRole(null, decision))).toBe("signInFirst");
  expect(code(await declineRole(who, { changeId }))).toBe("invalidInput");

  const official = await person(db, { roles: ["OPERATOR"] });
  await suspendRole(first ?? null, { userId: official.userId, role: "OPERATOR", reason });
  const [suspension] = await db.roleChange.findMany({ where: { userId: official.userId } });
  expect(await offersTo(official)).toEqual([]);
  expect(code(await declineRole(official, { changeId: suspension?.id, version: 0 }))).toBe("wrongState");
});

test("two at once: either the second administrator confirms, or the person has declined", async () => {
  const invited = await inviteOfficial(first ?? null, {
    ...{ email: "newcomer@ministry.example", name: "Newcomer", locale: "en", role: "AUDITOR", reason },
  });
  if (!invited.ok) throw new Error(invited.error.code);
  const user = await db.user.findUniqueOrThrow({ where: { email: "newcomer@ministry.example" } });
  const [change] = await db.roleChange.findMany({ where: { userId: user.id } });
  const who = { ...(await person(db)), userId: user.id };
  const decision = { changeId: change?.id ?? "", version: 0 };
  const codes = await Promise.all([declineRole(who, decision), confirmRoleChange(second ?? null, decision)]);
  expect(codes.map(code).toSorted()[1]).toBe("ok");
  expect(codes.filter(({ ok }) => ok)).toHaveLength(1);
});
