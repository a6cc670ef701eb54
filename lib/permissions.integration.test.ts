import { describe, expect, test } from "vitest";
import { testDatabase } from "../scripts/testing/database.ts";
import * as applications from "./applications/commands.ts";
import * as batches from "./batches/commands.ts";
import * as chain from "./chain/commands.ts";
import * as documents from "./documents/commands.ts";
import * as institutions from "./institutions/commands.ts";
import * as licences from "./licences/commands.ts";
import * as messenger from "./messenger/commands.ts";
import * as people from "./people/commands.ts";
import type { Person } from "./platform/auth/actor.ts";
import { type Action, may, permissions } from "./platform/auth/permissions.ts";
import type { Command } from "./platform/command.ts";
import { Role } from "./platform/db/generated/enums.ts";
import * as reviews from "./reviews/commands.ts";

const { db } = await testDatabase();

const rooms = { people, institutions, documents, applications, reviews, batches, licences, messenger, chain };

const commands = Object.values(rooms)
  .flatMap((room) => Object.entries(room))
  .filter((entry): entry is [string, Command<unknown>] => typeof entry[1] === "function" && "action" in entry[1]);

function person(roles: Role[], memberships: Person["memberships"] = []): Person {
  return {
    kind: "person",
    userId: crypto.randomUUID(),
    sessionId: crypto.randomUUID(),
    name: "Demo",
    email: "somebody@demo.example",
    principal: null,
    locale: "en",
    demonstration: true,
    roles,
    memberships,
  };
}

const strangers: [string, Person | null][] = [
  ["nobody", null],
  ["a person without an office", person([])],
  ["a member of another institution", person([], [{ institutionId: crypto.randomUUID(), role: "OWNER" }])],
  ...Object.values(Role).map((role): [string, Person] => [`a mere ${role.toLowerCase()}`, person([role])]),
];

const ownActions: readonly Action[] = ["people.endSession", "people.setLocale"];

/** Every id a command could ask for, of things that do not exist. */
const raw = new Proxy<Record<string, string>>(
  {},
  { get: () => crypto.randomUUID(), has: () => true, ownKeys: () => [], getOwnPropertyDescriptor: () => undefined },
);

describe.each(commands)("%s", (_name, command) => {
  // What people do to themselves is refused to nobody but those who have not signed in.
  const own = ownActions.includes(command.action);
  const refused = strangers.filter(([, who]) => !may(who, command.action, own && who ? { userId: who.userId } : {}));
  test.each(refused)("refuses %s, and says so in the audit", async (_who, actor) => {
    const before = await db.auditEvent.count({ where: { action: command.action, outcome: "REFUSED" } });
    const result = await command(actor, raw);
    expect(result.ok).toBe(false);
    if (!result.ok) expect(["signInFirst", "notAllowed", "notFound"]).toContain(result.error.code);
    expect(await db.auditEvent.count({ where: { action: command.action, outcome: "REFUSED" } })).toBe(before + 1);
  });
});

test("every action of the table that writes has its command, and every command its action", () => {
  const named = new Set<Action>(commands.map(([, command]) => command.action));
  const reads = (action: string) => /\.(read|open)/.test(action);
  expect([...named].filter((action) => !(action in permissions))).toEqual([]);
  expect((Object.keys(permissions) as Action[]).filter((action) => !reads(action) && !named.has(action))).toEqual([]);
});
