import { beforeEach, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { endSession } from "../../people/commands.ts";
import { person } from "../testing/persons.ts";
import type { Person } from "./actor.ts";
import { findKeptWords, keepWords } from "./kept.ts";

const { db } = await testDatabase();

const path = "/applications/1/plan";
const values = { "answers.purpose": "A registry of soil samples." };
const now = new Date("2026-11-21T06:00:00Z");
const later = (minutes: number) => new Date(+now + minutes * 60_000);

let writer: Person;
let sessionId: string;
beforeEach(async () => {
  writer = await person(db);
  const session = await db.session.create({
    data: { userId: writer.userId, method: "EMAIL", createdAt: later(-720), expiresAt: later(-1) },
  });
  sessionId = session.id;
});

test("words that come after their session's end wait an hour, for whoever typed them alone, on their page", async () => {
  await keepWords(sessionId, { path, values }, now);
  expect(await findKeptWords(writer, path, later(59))).toEqual(values);
  expect(await findKeptWords(writer, "/applications/1/people", later(1))).toBeNull();
  expect(await findKeptWords(await person(db), path, later(1))).toBeNull();
  expect(await findKeptWords(null, path, later(1))).toBeNull();
  expect(await findKeptWords(writer, path, later(60))).toBeNull();
});

test("the last form counts, and what is over goes", async () => {
  await keepWords(sessionId, { path, values: { note: "first" } }, now);
  await keepWords(sessionId, { path, values }, later(1));
  expect(await findKeptWords(writer, path, later(2))).toEqual(values);
  const other = await person(db);
  const session = await db.session.create({ data: { userId: other.userId, method: "EMAIL", expiresAt: later(100) } });
  await keepWords(session.id, { path, values }, later(120));
  expect(await db.keptWords.count({ where: { userId: writer.userId } })).toBe(0);
});

test("nothing is kept of whoever signed out, nor of a session that was over for a day, nor more than a form holds", async () => {
  await keepWords(sessionId, { path, values: { note: "x".repeat(200_000) } }, now);
  await keepWords(crypto.randomUUID(), { path, values }, now);
  await keepWords(sessionId, { path, values }, later(25 * 60));
  await db.session.update({ where: { id: sessionId }, data: { endedAt: now } });
  await keepWords(sessionId, { path, values }, now);
  expect(await findKeptWords(writer, path, now)).toBeNull();
});

test("signing out takes them away", async () => {
  await keepWords(sessionId, { path, values }, now);
  expect((await endSession(writer, {})).ok).toBe(true);
  expect(await findKeptWords(writer, path, now)).toBeNull();
});
