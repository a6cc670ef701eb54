import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import type { Person } from "../../platform/auth/actor.ts";
import type { Result } from "../../platform/errors/result.ts";
import { person } from "../../platform/testing/persons.ts";
import { askMobileCode, chooseTexts, proveMobile, removeMobile, resendMail } from "../commands.ts";
import { mailbox, mails } from "../queries.ts";
import { mailTries } from "../rules.ts";
import { forgetSentMail, sendMail } from "../send.ts";
import { type MailKey, notify } from "../steps.ts";
import { forgetMobileCodes } from "./forget.ts";
import { myTexts } from "./queries.ts";
import { outboxFile, smsGateway } from "./sender.ts";

const { db } = await testDatabase();
const key = "a key that nobody may read";
Object.assign(process.env, { DEMO: "0", SMS_URL: "https://gateway.example" });

/** A gateway: keeps what it is asked, and answers as told; nothing at all where there is no answer. */
const asked: { headers: http.IncomingHttpHeaders; body: Record<string, unknown> }[] = [];
let answers: (number | undefined)[] = [];
const server = http.createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => {
    asked.push({ headers: request.headers, body: JSON.parse(Buffer.concat(parts).toString()) });
    const status = answers.shift();
    if (status !== undefined) response.writeHead(status, { location: "/elsewhere" }).end("+923001234567");
  });
});
const port = await new Promise<number>((resolve) => {
  server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
  answers = [];
});

const sms = { url: `http://127.0.0.1:${port}/messages`, key, from: "Sanad" };
const settings = { demonstration: false, origin: "https://sanad.example", smtp: undefined, sms, stateDir: "." };
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

let given = 0;
const newNumber = () => `+92300${String(++given).padStart(7, "0")}`;
const textsTo = (to: string) => db.mail.findMany({ where: { channel: "SMS", to }, orderBy: { createdAt: "asc" } });
const row = (id: string) => db.mail.findUniqueOrThrow({ where: { id } });
const written = (to = newNumber(), letter = "decision") =>
  db.mail.create({ data: { channel: "SMS", to, letter, subject: "", text: "سند", locale: "ur" } });

async function digits(number: string): Promise<string> {
  const text = (await textsTo(number)).filter(({ letter }) => letter === "code").at(-1)?.text ?? "";
  return /\d{6}/.exec(text)?.[0] ?? "";
}

async function prove(who: Person, number: string): Promise<void> {
  expect(code(await askMobileCode(who, { number }))).toBe("ok");
  expect(code(await proveMobile(who, { code: await digits(number) }))).toBe("ok");
}

const tell = (who: Person, letter: MailKey) =>
  db.$transaction((tx) => notify(tx, { to: who.email ?? "", locale: "ur", letter, values: everything }));
const everything = {
  ...{ receipt: "APP-1", institution: "A", question: "?", by: "1", days: 1, asked: 2, seats: 1, name: "B" },
  ...{ title: "", criterion: "", evidence: "", facts: "", remedy: "", object: "", link: "", status: "", list: "" },
};

describe("sending a written text", () => {
  test("hands it to the gateway once, with the key and under an id of its own", async () => {
    answers = [202];
    const { id, to } = await written();
    await sendMail(id, settings);
    await sendMail(id, settings);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.headers).toMatchObject({ authorization: `Bearer ${key}`, "idempotency-key": id });
    expect(asked[0]?.body).toEqual({ from: "Sanad", to, text: "سند", unicode: true });
    expect(await row(id)).toMatchObject({ sentAt: expect.any(Date), attempts: 1, lastError: null });
  });

  test("comes again when the gateway fails, under the same id, and tells nobody the number or the key", async () => {
    answers = [500, 302, 200];
    const { id } = await written();
    const failure = await sendMail(id, settings).catch(String);
    expect(failure).toBe("Error: The text was not sent: HTTP 500");
    expect(await row(id)).toMatchObject({ sentAt: null, failedAt: null, attempts: 1, lastError: "HTTP 500" });
    await expect(sendMail(id, settings)).rejects.toThrow("HTTP 302");
    await sendMail(id, settings);
    expect(asked.map(({ headers }) => headers["idempotency-key"])).toEqual([id, id, id]);
    expect(await row(id)).toMatchObject({ sentAt: expect.any(Date), lastError: null });
  });

  test("does not wait for a gateway that does not answer, nor for one that is not there", async () => {
    const text = { id: crypto.randomUUID(), to: newNumber(), text: "a" };
    await expect(smsGateway(sms, 50).send(text)).rejects.toMatchObject({ code: "TIMEOUT", isFinal: false });
    const away = { ...sms, url: "http://127.0.0.1:1/" };
    await expect(smsGateway(away).send(text)).rejects.toMatchObject({ code: "UNREACHABLE", isFinal: false });
    const { id } = await written();
    await expect(sendMail(id, { ...settings, sms: undefined })).rejects.toThrow("NOGATEWAY");
  });

  test("does not try a number again that is refused; an operator looks after it, sees no number, and sends again", async () => {
    answers = [422, 200];
    const operator = await person(db, { roles: ["OPERATOR"] });
    const { id, to } = await written();
    await sendMail(id, settings);
    expect(await row(id)).toMatchObject({ attempts: 1, lastError: "HTTP 422", ownerId: operator.userId });
    const [seen] = await mails(operator, { state: "failed", page: 1 });
    expect(seen).toMatchObject({ id, channel: "SMS", to: `+92•••••••${to.slice(-3)}` });
    expect(code(await resendMail(operator, { mailId: id }))).toBe("ok");
    await sendMail(id, settings);
    expect((await row(id)).sentAt).toBeInstanceOf(Date);
  });

  test("ends after as many tries as a mail, and a code when it has run out", async () => {
    answers = [503];
    const { id } = await written();
    await db.mail.update({ where: { id }, data: { attempts: mailTries - 1 } });
    await sendMail(id, settings);
    expect((await row(id)).failedAt).toBeInstanceOf(Date);
    const old = await written(newNumber(), "code");
    await sendMail(old.id, settings, new Date(Date.now() + 601_000));
    expect(await row(old.id)).toMatchObject({ lastError: "EXPIRED", failedAt: expect.any(Date) });
    expect(asked).toHaveLength(1);
  });

  test("ends in a file of the demonstration, whatever gateway is set, for the portal's eyes alone", async () => {
    const stateDir = fs.mkdtempSync(path.join(os.tmpdir(), "sanad-texts-"));
    const { id, to } = await written();
    await sendMail(id, { ...settings, demonstration: true, stateDir });
    const file = path.join(stateDir, outboxFile);
    expect(JSON.parse(fs.readFileSync(file, "utf8"))).toEqual({ id, to, text: "سند" });
    expect(fs.statSync(file).mode & 0o077).toBe(0);
    fs.rmSync(stateDir, { recursive: true });
    expect(asked).toHaveLength(0);
    expect((await mailbox(true, to.replace("+92", "0"))).map((letter) => letter.id)).toEqual([id]);
  });
});

describe("a number of one's own", () => {
  test("is proved by a code that is kept as a hash, works once, for ten minutes and five tries", async () => {
    const [who, number] = [await person(db, { locale: "ur" }), newNumber()];
    expect(code(await askMobileCode(null, { number }))).toBe("signInFirst");
    expect(code(await proveMobile(who, { code: "123456" }))).toBe("codeExpired");
    expect(await askMobileCode(who, { number: number.replace("+92", "0") })).toMatchObject({ ok: true });
    const right = await digits(number);
    const kept = await db.mobileCode.findFirstOrThrow({ where: { userId: who.userId } });
    expect(Buffer.from(kept.codeHash).toString()).not.toContain(right);
    expect(await myTexts(who)).toMatchObject({ isOffered: true, number: null, asked: number });
    const wrong = right === "000000" ? "000001" : "000000";
    for (let i = 0; i < 4; i++) expect(code(await proveMobile(who, { code: wrong }))).toBe("codeWrong");
    expect(code(await proveMobile(await person(db), { code: right }))).toBe("codeExpired");
    const twice = await Promise.all([proveMobile(who, { code: right }), proveMobile(who, { code: right })]);
    expect(twice.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await myTexts(who)).toMatchObject({ number, asked: null, kinds: [] });
    const audited = await db.auditEvent.findMany({ where: { actorId: who.userId } });
    expect(JSON.stringify(audited.map(({ data }) => data))).not.toContain(number.slice(-7));
    expect(await myTexts(null)).toBeNull();
  });

  test("is not guessed: after five tries not even the right code counts, nor one that has run out", async () => {
    const [who, number] = [await person(db), newNumber()];
    await askMobileCode(who, { number });
    const right = await digits(number);
    const wrong = right === "000000" ? "000001" : "000000";
    for (let i = 0; i < 5; i++) await proveMobile(who, { code: wrong });
    expect(code(await proveMobile(who, { code: right }))).toBe("tooManyAttempts");
    await askMobileCode(who, { number });
    await db.mobileCode.updateMany({ where: { userId: who.userId }, data: { expiresAt: new Date() } });
    expect(code(await proveMobile(who, { code: await digits(number) }))).toBe("codeExpired");
  });

  test("is one of Pakistan, or said to be another country's; a landline is none; codes are few", async () => {
    const [who, fields] = [await person(db), (result: Result<unknown>) => (result.ok ? {} : result.error.fields)];
    expect(fields(await askMobileCode(who, { number: "051 9201234" }))).toEqual({ number: "mobileInvalid" });
    expect(fields(await askMobileCode(who, { number: "+44 7911 123456" }))).toEqual({ number: "mobileAbroad" });
    expect(fields(await askMobileCode(who, { number: "0300 1234567", extra: "1" }))).toEqual({ extra: "unknownField" });
    expect(code(await askMobileCode(who, { number: "+44 7911 123456", abroad: "yes" }))).toBe("ok");
    const number = newNumber();
    const many = await Promise.all([1, 2, 3].map(() => askMobileCode(who, { number })));
    expect(many.map(code).sort()).toEqual(["ok", "ok", "tooManyAttempts"]);
    const other = await person(db);
    expect(code(await askMobileCode(other, { number }))).toBe("ok");
    expect(code(await askMobileCode(other, { number }))).toBe("tooManyAttempts");
    expect(await forgetMobileCodes(new Date(Date.now() + 86_400_000))).toBeGreaterThan(0);
  });

  test("is whose who proved it last, and gone once it is removed, with what was to be sent to it", async () => {
    const [first, second, number] = [await person(db), await person(db), newNumber()];
    await prove(first, number);
    await chooseTexts(first, { kinds: ["decision"] });
    await tell(first, "applicationDeclined");
    expect((await textsTo(number)).map(({ letter }) => letter)).toEqual(["code", "decision"]);
    await prove(second, number);
    expect(await myTexts(first)).toMatchObject({ number: null });
    expect((await textsTo(number)).filter(({ letter }) => letter === "decision")).toEqual([]);
    await chooseTexts(second, { kinds: ["decision"] });
    await tell(second, "applicationDeclined");
    const twice = await Promise.all([removeMobile(second, {}), removeMobile(second, {})]);
    expect(twice.map(code).sort()).toEqual(["alreadyDone", "ok"]);
    expect((await textsTo(number)).filter(({ letter }) => letter === "decision")).toEqual([]);
    await tell(second, "applicationDeclined");
    expect((await textsTo(number)).filter(({ letter }) => letter === "decision")).toEqual([]);
    expect(code(await chooseTexts(second, { kinds: ["decision"] }))).toBe("wrongState");
  });
});

test("of the kinds that somebody chose they hear by text, in few words, and not twice while the first is on its way", async () => {
  const [who, number] = [await person(db), newNumber()];
  await prove(who, number);
  const decisions = async () => (await textsTo(number)).filter(({ letter }) => letter !== "code");
  await tell(who, "applicationDeclined");
  expect(await decisions()).toEqual([]);
  expect(code(await chooseTexts(who, { kinds: ["nonsense"] }))).toBe("invalidInput");
  expect(code(await chooseTexts(who, { kinds: ["question", "decision", "decision"] }))).toBe("ok");
  await tell(who, "applicationDeclined");
  await tell(who, "applicationDeclined");
  await tell(who, "seatOffered");
  const [text, ...more] = await decisions();
  expect(more).toEqual([]);
  expect(text).toMatchObject({ letter: "decision", locale: "ur", subject: "" });
  expect(text?.text).toMatch(/\/ur\/notices$/);
  expect(text?.text).not.toContain("APP-1");
  await db.mail.updateMany({ where: { to: number }, data: { sentAt: new Date(0) } });
  await tell(who, "informationRequested");
  await tell(who, "applicationDeclined");
  expect((await decisions()).map(({ letter }) => letter).sort()).toEqual(["decision", "decision", "question"]);
  delete process.env.SMS_URL;
  await tell(who, "applicationDeclined");
  expect(await decisions()).toHaveLength(3);
  expect(code(await askMobileCode(who, { number }))).toBe("textsNotOffered");
  expect(await myTexts(who)).toMatchObject({ isOffered: false, number });
  process.env.SMS_URL = "https://gateway.example";
});

test("a text that was given up is forgotten after thirty days, for its number's sake", async () => {
  const { id } = await written();
  await db.mail.update({ where: { id }, data: { failedAt: new Date(Date.now() - 31 * 86_400_000) } });
  await forgetSentMail(new Date(), { demonstration: false });
  expect(await db.mail.count({ where: { id } })).toBe(0);
});
