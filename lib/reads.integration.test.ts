import fs from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../scripts/testing/database.ts";
import { sealAudit } from "./audit/steps.ts";
import { configureTest } from "./licences/testing/fixtures.ts";
import { type Readable, readable } from "./licences/testing/readable.ts";
import { reads, type Sees, untold } from "./licences/testing/reads.ts";
import type { Person } from "./platform/auth/actor.ts";
import { may } from "./platform/auth/permissions.ts";
import { ChainError } from "./platform/chain/errors.ts";

const { db } = await testDatabase();
configureTest();

/** Every exported function of the rooms that takes an actor first and is no command, by name, with its file. */
function readsOfSource(): Map<string, string> {
  const found = new Map<string, string>();
  const exported = /^export (?:async function\*? (\w+)\(\s*_?actor: Actor\b|const (\w+) = reading\()/gm;
  for (const file of fs.globSync("*/**/*.ts", { cwd: import.meta.dirname })) {
    if (/\.test\.ts$|\/testing\/|\/generated\/|\/commands(\/|\.ts$)|^platform\/reading\.ts$/.test(file)) continue;
    const source = fs.readFileSync(path.join(import.meta.dirname, file), "utf8");
    for (const [, name, made] of source.matchAll(exported)) found.set(name ?? made ?? "", file);
  }
  return found;
}

const source = readsOfSource();
let world: Readable;

beforeAll(async () => {
  world = await readable(db);
  // An event is sealed once everything older has ended, of other databases on the server too.
  for (let left = 600; left > 0 && (await sealAudit()) === 0; left--)
    await new Promise((resolve) => setTimeout(resolve, 50));
});

/** Is there anything in it: a row, a number but nought, a word? */
function holdsSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === "") return false;
  if (value instanceof Date || value instanceof Uint8Array || typeof value !== "object") return true;
  if (value instanceof Map || value instanceof Set) return value.size > 0;
  return Object.values(value).some(holdsSomething);
}

async function seenBy(name: string, actor: Person | null, args: unknown[]): Promise<boolean> {
  const answer = (await readOf(name))(actor, ...args);
  if (typeof answer === "object" && answer !== null && Symbol.asyncIterator in answer)
    return !(await (answer as AsyncGenerator).next()).done;
  try {
    return holdsSomething(await answer);
  } catch (error) {
    // Let in, it goes on to ask the registry, which is not there.
    if (error instanceof ChainError) return true;
    throw error;
  }
}

type Read = ((actor: Person | null, ...args: unknown[]) => unknown) & { reads?: { action: string } };

async function readOf(name: string): Promise<Read> {
  const module: Record<string, unknown> = await import(path.join(import.meta.dirname, source.get(name) ?? ""));
  return module[name] as Read;
}

/** Of whom the audit tells that they read the thing that was asked for, and that they were refused it. */
async function toldOf(action: string, asked: unknown): Promise<{ read: string[]; refused: string[] }> {
  const subjectId = typeof asked === "string" ? asked : Object(asked).seatId;
  const events = await db.auditEvent.findMany({ where: { action, subjectId } });
  const namesWith = (outcome: string) =>
    [...world.people].flatMap(([who, actor]) =>
      events.some((event) => event.actorId === actor?.userId && event.outcome === outcome) ? [who] : [],
    );
  return { read: namesWith("DONE"), refused: namesWith("REFUSED") };
}

function isToSee(sees: Sees, who: string, actor: Person | null): boolean {
  const { institutionId = "", userId = "" } = world.things;
  if (sees === "everybody") return true;
  if (sees === "signedIn") return actor !== null;
  if (typeof sees === "object" && !("asked" in sees)) return sees.includes(who);
  const mayRead = may(actor, typeof sees === "string" ? sees : sees.asked, { institutionId, userId });
  return mayRead && !(typeof sees === "object" && who === "REVIEWER");
}

describe("whoever may read it sees something, and nobody else", () => {
  test.each(Object.entries(reads))("%s", async (name, [sees, args]) => {
    const seen: string[] = [];
    const asked = args?.(world.things) ?? [];
    for (const [who, actor] of world.people) if (await seenBy(name, actor, asked)) seen.push(who);
    const expected = [...world.people].filter(([who, actor]) => isToSee(sees, who, actor)).map(([who]) => who);
    expect(seen).toEqual(expected);

    const { reads: told } = await readOf(name);
    if (!told) return;
    const { read, refused } = await toldOf(told.action, asked[0]);
    const officials = [...world.people].flatMap(([who, actor]) => (actor?.roles.length ? [who] : []));
    expect(read).toEqual(seen.filter((who) => officials.includes(who)));
    expect(refused).toEqual([...world.people.keys()].filter((who) => who !== "nobody" && !seen.includes(who)));
  });
});

test("every read that takes an actor is among them", () => {
  expect([...source.keys()].filter((name) => !(name in reads))).toEqual([]);
  expect(Object.keys(reads).filter((name) => !source.has(name))).toEqual([]);
});

test("every read of one thing is told of, or said to be none of those", async () => {
  const silent: string[] = [];
  for (const name of source.keys()) if (/^find/.test(name) && !(await readOf(name)).reads) silent.push(name);
  expect(silent.sort()).toEqual([...untold].sort());
});
