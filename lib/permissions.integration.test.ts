import { describe, expect, test } from "vitest";
import { testDatabase } from "../scripts/testing/database.ts";
import * as appeals from "./appeals/commands.ts";
import * as applications from "./applications/commands.ts";
import * as audit from "./audit/commands.ts";
import * as batches from "./batches/commands.ts";
import * as chain from "./chain/commands.ts";
import * as desk from "./desk/commands.ts";
import * as documents from "./documents/commands.ts";
import * as institutions from "./institutions/commands.ts";
import * as licences from "./licences/commands.ts";
import { everything } from "./licences/testing/everything.ts";
import { configureTest } from "./licences/testing/fixtures.ts";
import * as messenger from "./messenger/commands.ts";
import * as notifications from "./notifications/commands.ts";
import * as outcomes from "./outcomes/commands.ts";
import * as people from "./people/commands.ts";
import type { Person } from "./platform/auth/actor.ts";
import { type Action, may, permissions } from "./platform/auth/permissions.ts";
import type { Command } from "./platform/command.ts";
import { Role } from "./platform/db/generated/enums.ts";
import * as programmes from "./programmes/commands.ts";
import * as reports from "./reports/commands.ts";
import * as reviews from "./reviews/commands.ts";

const { db } = await testDatabase();
configureTest();

const rooms = {
  reports,
  outcomes,
  notifications,
  desk,
  people,
  programmes,
  institutions,
  documents,
  applications,
  appeals,
  reviews,
  batches,
  licences,
  messenger,
  chain,
  audit,
};

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

const ownActions: readonly Action[] = ["people.endSession", "people.extendSession", "people.setLocale"];

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

describe("whoever may not touch a thing cannot tell it from one that is not there", async () => {
  const there = await everything(db);
  const nowhere = Object.fromEntries(Object.keys(there).map((key) => [key, crypto.randomUUID()]));
  const cases = commands.flatMap(([name, run]) => strangers.map(([who, actor]) => ({ name, who, run, actor })));

  test.each(cases)("$name by $who", async ({ run, actor }) => {
    const [foreign, missing] = [await run(actor, there), await run(actor, nowhere)];
    const code = (result: typeof foreign) => (result.ok ? "ok" : result.error.code);
    // An office may read the thing, and is then told that it may not do this to it; a person without one hears nothing.
    const isOfficial = actor !== null && actor.roles.length > 0;
    if (!isOfficial) expect(code(foreign)).toBe(code(missing));
    else expect(["notAllowed", "notFound", "invalidInput", code(missing)]).toContain(code(foreign));
  });

  const { institutionId = "", userId = "" } = there;
  const own = (["VIEWER", "EDITOR", "OWNER"] as const).map((role): [string, Person] => [
    `its ${role.toLowerCase()}`,
    person([], [{ institutionId, role }]),
  ]);
  const ofMembers = commands.flatMap(([name, run]) => own.map(([who, actor]) => ({ name, who, run, actor })));

  test.each(ofMembers)("$name by $who: as the table says", async ({ run, actor }) => {
    const self = ownActions.includes(run.action) ? actor.userId : userId;
    const result = await run(actor, there);
    const isTurnedAway = !result.ok && ["notAllowed", "notFound"].includes(result.error.code);
    expect(isTurnedAway).toBe(!may(actor, run.action, { institutionId, userId: self }));
  });

  test("and what is tried on it is in the audit, by its id", async () => {
    const stranger = person([]);
    for (const [, run] of commands) await run(stranger, there);
    const audited = { actorId: stranger.userId, outcome: "REFUSED" as const };
    const aimed = await db.auditEvent.findMany({ where: audited });
    expect(aimed.map((event) => event.action)).toEqual(
      expect.arrayContaining(["licences.withdrawOffer", "messenger.remove", "documents.remove", "applications.save"]),
    );
    expect(aimed.every((event) => Object.values(there).includes(event.subjectId ?? ""))).toBe(true);
  });

  test("each field that a command reads an id from is among the things", async () => {
    const asked = new Set<string>();
    const watching = new Proxy(
      {},
      {
        get: (_, key) => {
          if (/Id$/.test(String(key))) asked.add(String(key));
          return crypto.randomUUID();
        },
        ownKeys: () => [],
      },
    );
    for (const [, run] of commands) await run(person([...Object.values(Role)]), watching);
    expect([...asked].filter((key) => !(key in there))).toEqual([]);
  });
});

test("every action of the table that writes has its command, and every command its action", () => {
  const named = new Set<Action>(commands.map(([, command]) => command.action));
  const reads = (action: string) => /\.(read|open)/.test(action);
  expect([...named].filter((action) => !(action in permissions))).toEqual([]);
  expect((Object.keys(permissions) as Action[]).filter((action) => !reads(action) && !named.has(action))).toEqual([]);
});
