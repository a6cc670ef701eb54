import { expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Result } from "../platform/errors/result.ts";
import { formatDate } from "../platform/i18n/format.ts";
import { person } from "../platform/testing/persons.ts";
import { chooseDelivery, markNotice, markNotices, resendMail } from "./commands.ts";
import { writeDigests } from "./digest.ts";
import { linkTo } from "./link.ts";
import { mailCounts, mails, myDelivery, myNotices, unreadNotices } from "./queries.ts";
import { mailTries } from "./rules.ts";
import { sendMail } from "./send.ts";
import { type MailKey, notify } from "./steps.ts";

const { db } = await testDatabase();
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

const values = { receipt: "APP-00000-0", institution: "Institution", link: linkTo("/applications/1", "en") };
const tell = (to: string | null, letter: MailKey = "applicationWithdrawn") =>
  db.$transaction((tx) => notify(tx, { to: to ?? "", locale: "en", letter, values: { ...values, code: "123456" } }));
const mailTo = (to: string | null) => db.mail.findMany({ where: { to: to ?? "" }, orderBy: { createdAt: "asc" } });

test("whoever has an account finds in the portal what was mailed, and marks it as read", async () => {
  const [reader, other] = [await person(db), await person(db)];
  await tell(reader.email);
  await tell(reader.email);
  await tell(reader.email, "signInCode");
  await tell("stranger@people.example");
  expect(await mailTo(reader.email)).toHaveLength(3);
  const { rows, count, unread } = await myNotices(reader, 1);
  expect([rows.length, count, unread]).toEqual([2, 2, 2]);
  expect(rows[0]).toMatchObject({ path: "/applications/1", readAt: null });
  const noticeId = rows[0]?.id;
  expect(code(await markNotice(other, { noticeId }))).toBe("notFound");
  expect(code(await markNotice(null, { noticeId }))).toBe("signInFirst");
  const twice = await Promise.all([markNotice(reader, { noticeId }), markNotice(reader, { noticeId })]);
  expect(twice.map(code).sort()).toEqual(["alreadyDone", "ok"]);
  expect(await unreadNotices(reader)).toBe(1);
  expect(await markNotices(reader, {})).toMatchObject({ ok: true, value: { count: 1 } });
  expect(await unreadNotices(reader)).toBe(0);
  expect(await unreadNotices(null)).toBe(0);
});

test("a notice is written in both languages, each with its own dates", async () => {
  const reader = await person(db);
  const [from, to] = [new Date("2026-11-16T00:00:00Z"), new Date("2026-11-22T00:00:00Z")];
  await db.$transaction((tx) =>
    notify(tx, {
      to: reader.email ?? "",
      locale: "en",
      letter: "reportWritten",
      values: (locale) => ({
        from: formatDate(from, locale),
        to: formatDate(to, locale),
        link: linkTo("/desk/reports/files/1", locale),
      }),
    }),
  );
  const { rows } = await myNotices(reader, 1);
  expect(rows[0]?.subjectEn).toContain("16 November 2026");
  expect(rows[0]?.subjectUr).toContain("نومبر");
  expect(rows[0]?.subjectUr).not.toMatch(/[A-Za-z]/);
  expect(rows[0]?.path).toBe("/desk/reports/files/1");
});

test("of a topic that somebody chose they hear once a day; of what cannot wait, at once", async () => {
  const reader = await person(db, { locale: "ur" });
  expect(code(await chooseDelivery(reader, { daily: ["nonsense"] }))).toBe("invalidInput");
  expect(code(await chooseDelivery(null, {}))).toBe("signInFirst");
  await chooseDelivery(reader, { daily: ["licences", "work"] });
  expect(code(await chooseDelivery(reader, { daily: ["applications"] }))).toBe("ok");
  expect(await myDelivery(reader)).toEqual(["applications"]);
  for (let i = 0; i < 3; i++) await tell(reader.email);
  await tell(reader.email, "signInCode");
  expect(await mailTo(reader.email)).toHaveLength(1);
  expect(await unreadNotices(reader)).toBe(3);

  const tomorrow = new Date(Date.now() + 86_400_000);
  expect(await writeDigests(new Date(Date.now() - 86_400_000))).toBe(0);
  const runs = await Promise.all([writeDigests(tomorrow), writeDigests(tomorrow)]);
  expect(runs[0] + runs[1]).toBe(1);
  expect(await writeDigests(tomorrow)).toBe(0);
  const [, digest] = await mailTo(reader.email);
  expect(digest).toMatchObject({ letter: "digest", locale: "ur" });
  expect(digest?.text.match(/\/ur\/applications\/1/g)).toHaveLength(3);

  await chooseDelivery(reader, {});
  await tell(reader.email);
  expect(await mailTo(reader.email)).toHaveLength(3);
});

test("a mail is tried to an end; then an operator at work looks after it, and can send it again", async () => {
  const away = {
    demonstration: false,
    origin: "https://sanad.example",
    smtp: { url: "smtp://127.0.0.1:1", from: "a@b.pk" },
    ...{ sms: undefined, stateDir: "." },
  };
  const [busy, operator] = [await person(db, { roles: ["OPERATOR"] }), await person(db, { roles: ["OPERATOR"] })];
  const mail = { to: "reader@people.example", subject: "s", text: "t", locale: "en" };
  await db.mail.create({ data: { ...mail, failedAt: new Date(), ownerId: busy.userId } });
  const { id } = await db.mail.create({ data: { ...mail, attempts: mailTries - 2 } });
  await expect(sendMail(id, away)).rejects.toThrow("ESOCKET");
  await sendMail(id, away);
  const failed = await db.mail.findUniqueOrThrow({ where: { id } });
  expect(failed).toMatchObject({ attempts: mailTries, lastError: "ESOCKET", ownerId: operator.userId, sentAt: null });
  expect(failed.failedAt).toBeInstanceOf(Date);
  await sendMail(id, away);
  expect((await db.mail.findUniqueOrThrow({ where: { id } })).attempts).toBe(mailTries);
  expect(await unreadNotices(operator)).toBe(1);

  const auditor = await person(db, { roles: ["AUDITOR"] });
  expect((await mailCounts(auditor))?.failed).toBe(2);
  expect(await mailCounts(await person(db, { roles: ["REVIEWER"] }))).toBeNull();
  expect(await mails(await person(db), { state: "failed", page: 1 })).toEqual([]);
  const [row] = await mails(operator, { state: "failed", page: 1 });
  expect(row).not.toHaveProperty("text");
  expect(row).not.toHaveProperty("subject");

  expect(code(await resendMail(auditor, { mailId: id }))).toBe("notAllowed");
  const twice = await Promise.all([resendMail(operator, { mailId: id }), resendMail(operator, { mailId: id })]);
  expect(twice.map(code).sort()).toEqual(["ok", "wrongState"]);
  expect(await db.mail.findUniqueOrThrow({ where: { id } })).toMatchObject({ attempts: 0, failedAt: null });
  expect(code(await resendMail(operator, { mailId: crypto.randomUUID() }))).toBe("notFound");
});
