import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { logCheck } from "../lib/chain/queries.ts";
import { noteLook } from "../lib/chain/watching.ts";
import { person } from "../lib/platform/testing/persons.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { nthNumber, serveRegistry, TestRegistry } from "../verify/testing/log.ts";
import { log } from "./log.ts";
import { watchLog } from "./watchLog.ts";

log.level = "silent";
const { db } = await testDatabase();
const registry = new TestRegistry();
registry.issue(0, 5);
registry.noteAudit(3n);
const served = await serveRegistry(registry);
const stateDir = await mkdtemp(path.join(tmpdir(), "sanad-watch-"));
const { host, rootKey, subnetId, canisters } = served.network;
const network = { name: "local", host, rootKey, subnetId, canisters };
const operator = await person(db, { roles: ["OPERATOR"] });
const auditor = await person(db, { roles: ["AUDITOR"] });

afterAll(async () => {
  served.close();
  await rm(stateDir, { recursive: true });
});

const hours = (count: number) => new Date(Date.now() + count * 3_600_000);
const look = (after: number) => watchLog(hours(after), { network, stateDir, canary: undefined, otherTips: [] });
const letters = () => db.mail.count({ where: { letter: "logAlarm" } });
const kept = () => logCheck(operator, canisters.licence_registry);

test("the log is looked at once an hour, and operators see how far it held", async () => {
  expect(await kept()).toBeNull();
  const { length } = registry.blocks;
  expect(await look(0)).toMatchObject({ answer: "HOLDS", blocks: length });
  expect(await look(0.5)).toBeNull();
  registry.suspend(1);
  expect(await look(1.1)).toMatchObject({ answer: "HOLDS", blocks: length + 2 });
  expect(await kept()).toMatchObject({ answer: "HOLDS", blocks: length + 2, code: null });
  expect(await logCheck(await person(db, { roles: ["REVIEWER"] }), canisters.licence_registry)).toBeNull();
  expect(await letters()).toBe(0);
});

test("a history that was made anew is told to operators and auditors, once a day until it holds", async () => {
  const honest = [...registry.blocks];
  registry.blocks = honest.slice(0, 3);
  expect(await look(3)).toMatchObject({ answer: "ALARM", code: "log-shortened" });
  expect(await kept()).toMatchObject({
    answer: "ALARM",
    blocks: honest.length,
    evidence: expect.stringMatching(/^alarm-.*\.json$/),
  });
  const { email } = await db.user.findUniqueOrThrow({ where: { id: auditor.userId } });
  expect(await letters()).toBe(2);
  expect(await db.mail.count({ where: { letter: "logAlarm", to: email ?? "" } })).toBe(1);
  expect(await db.auditEvent.count({ where: { action: "chain.logAlarm" } })).toBe(1);
  registry.blocks = honest;
  expect(await look(5)).toMatchObject({ answer: "HOLDS" });
  expect(await letters()).toBe(2);
});

test("the licence that is named is asked for, and one that answers to nobody is noticed", async () => {
  const canary = (number: string) => watchLog(hours(6.5), { network, stateDir, canary: number, otherTips: [] });
  expect(await canary("SND-00000-00000-0")).toMatchObject({ answer: "UNCHECKED", code: "canary-unanswered" });
});

test("a licence that is certified otherwise than the log says is told to each in their language", async () => {
  const [number, other] = [nthNumber(2), registry.fork()];
  other.suspend(2);
  const answer = (body: Uint8Array) => (Buffer.from(body).includes(number) ? other : registry).answer(body);
  served.registry = Object.assign(registry.fork(), { answer });
  const reader = await db.user.update({ where: { id: auditor.userId }, data: { locale: "ur" } });
  expect(await watchLog(hours(31), { network, stateDir, canary: number, otherTips: [] })).toMatchObject({
    answer: "ALARM",
    code: "canary-differs",
    evidence: expect.any(String),
  });
  const told = await db.mail.findMany({ where: { letter: "logAlarm", subject: { contains: "canary-differs" } } });
  expect(told).toHaveLength(2);
  expect(told.find(({ to }) => to === reader.email)).toMatchObject({
    locale: "ur",
    subject: expect.stringMatching(/^رجسٹر کے سلسلے پر خطرے کی اطلاع/),
  });
  expect(await kept()).toMatchObject({ code: "canary-differs" });
  served.registry = registry;
  expect(await look(33)).toMatchObject({ answer: "HOLDS", code: null });
});

test("others' tips are compared with, one at each look in turn, and one of another history or of nobody is told", async () => {
  // To the hour, so that the turn is known; and the same one, should an hour begin meanwhile.
  const begun = Math.ceil(Date.now() / 3_600_000);
  const hour = (count: number) => new Date((begun + 40 + count) * 3_600_000);
  const elsewhere = await mkdtemp(path.join(tmpdir(), "sanad-elsewhere-"));
  const tipIn = (folder: string) =>
    readFile(path.join(folder, "mirror", canisters.licence_registry, "tip.json"), "utf8");
  const settings = { network, stateDir, canary: undefined };
  expect(await watchLog(hour(0), { ...settings, otherTips: [] })).toMatchObject({ answer: "HOLDS" });
  const same = await tipIn(stateDir);
  served.registry = registry.fork();
  served.registry.suspend(4);
  registry.suspend(3);
  await watchLog(hour(1), { ...settings, stateDir: elsewhere, otherTips: [] });
  served.registry = registry;
  const tips: Record<string, string> = { "/same": same, "/another": await tipIn(elsewhere) };
  const others = createServer((request, response) => response.end(tips[request.url ?? ""]));
  await new Promise<void>((listening) => others.listen(0, "127.0.0.1", listening));
  const { port } = others.address() as AddressInfo;
  const otherTips = ["same", "another", "none"].map((name) => `http://127.0.0.1:${port}/${name}`);
  const found = [];
  for (const turn of [2, 3, 4]) found.push((await watchLog(hour(turn), { ...settings, otherTips }))?.code);
  expect(new Set(found)).toEqual(new Set([null, "log-rewritten", "other-unanswered"]));
  others.close();
  await rm(elsewhere, { recursive: true });
});

test("letters come again after a day, and when nothing could be learnt for a day", async () => {
  const of = "another";
  const report = { code: "rule-broken", evidence: "alarm.json", answer: "ALARM" as const };
  const told = (after: number, changes: object = {}) => noteLook(of, { ...report, ...changes }, hours(after));
  expect([await told(0), await told(1), await told(25)]).toEqual([true, false, true]);
  expect(await told(26, { answer: "HOLDS", code: null, evidence: null, blocks: 9 })).toBe(false);
  const silence = { answer: "UNCHECKED", code: "host-unreachable", evidence: null };
  expect([await told(27, silence), await told(51, silence), await told(52, silence)]).toEqual([false, true, false]);
  expect(await db.logCheck.findUnique({ where: { registry: of } })).toMatchObject({ blocks: 9, answer: "UNCHECKED" });
});
