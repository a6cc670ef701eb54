import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import { openStatusLink, readStatusLink, requestStatusLink } from "./commands.ts";
import { findStatus } from "./queries.ts";
import { newReceipt } from "./receipt.ts";
import { statusLinks } from "./rules.ts";
import { forgetStatusLinks, statusHash, statusLinkFor } from "./statusLink.ts";

const { db } = await testDatabase();
process.env.NEXTAUTH_URL = "http://portal.test";

const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);
const day = 24 * 3_600_000;
const days = (count: number) => new Date(Date.now() + count * day);

const programme = await db.programme.create({
  data: { code: "CLOUD", nameEn: "Cloud", nameUr: "کلاؤڈ", places: 100, validDays: 365 },
});
const phase = await db.phase.create({
  data: {
    programmeId: programme.id,
    code: "P1",
    nameEn: "One",
    nameUr: "ایک",
    sectors: ["EDUCATION"],
    opensAt: days(-1),
    closesAt: days(30),
  },
});

async function applied() {
  const institution = await db.institution.create({
    data: { kind: "UNIVERSITY", sector: "EDUCATION", name: "U", searchName: "u", state: "VERIFIED" },
  });
  const owner = await person(db, { member: { [institution.id]: "OWNER" } });
  const receipt = newReceipt();
  const { id } = await db.application.create({
    data: {
      institutionId: institution.id,
      programmeId: programme.id,
      phaseId: phase.id,
      receipt,
      state: "SUBMITTED",
      submittedAt: new Date(),
      createdById: owner.userId,
      answers: { purpose: "A secret of the applicant" },
      requests: { create: { askedById: owner.userId, question: "What is it for?" } },
    },
  });
  return { id, receipt, email: owner.email ?? "", userId: owner.userId };
}

const linksTo = (email: string) => db.mail.findMany({ where: { to: email }, orderBy: { createdAt: "asc" } });
const tokenIn = (text: string) => /\/status\/([\w-]{43})/.exec(text)?.[1] ?? "";

async function tokenFor({ id, email }: { id: string; email: string }, now = new Date()) {
  const { status } = await db.$transaction((tx) => statusLinkFor(tx, { applicationId: id, email, locale: "en", now }));
  return tokenIn(status);
}

/** The person leaves their institution, which keeps another owner. */
async function leaves(userId: string): Promise<void> {
  const { id, institutionId } = await db.membership.findFirstOrThrow({ where: { userId } });
  await person(db, { member: { [institutionId]: "OWNER" } });
  await db.membership.update({ where: { id }, data: { endedAt: new Date() } });
}

describe("asking for a link", () => {
  test("sends one to an address of the institution, in the reader's language, and keeps its hash only", async () => {
    const { receipt, email, id } = await applied();
    expect(code(await requestStatusLink({ receipt: receipt.toLowerCase(), email, locale: "ur" }))).toBe("ok");
    const [letter] = await linksTo(email);
    expect(letter?.text).toContain("http://portal.test/ur/status/");
    const token = tokenIn(letter?.text ?? "");
    const row = await db.statusLink.findFirstOrThrow({ where: { email } });
    expect(row).toMatchObject({ applicationId: id, openedAt: null });
    expect(Buffer.from(row.tokenHash ?? []).equals(Buffer.from(statusHash(token)))).toBe(true);
    expect(JSON.stringify(row)).not.toContain(token);
  });

  test("answers the same to a receipt of others, an unknown one and a former member, and sends nothing", async () => {
    const [mine, other] = [await applied(), await applied()];
    await leaves(other.userId);
    const asked = [
      { receipt: other.receipt, email: mine.email },
      { receipt: newReceipt(), email: mine.email },
      { receipt: other.receipt, email: other.email },
      { receipt: mine.receipt, email: "stranger@example.org" },
    ];
    for (const each of asked) {
      const before = Date.now();
      expect(await requestStatusLink({ ...each, locale: "en" })).toEqual({ ok: true, value: null });
      expect(Date.now() - before).toBeGreaterThanOrEqual(statusLinks.answerAfter - 5);
      expect(await linksTo(each.email)).toEqual([]);
    }
  });

  test("is limited by address, fitting or not, however many ask at once", async () => {
    const { receipt, email } = await applied();
    const asked = (each: string) => requestStatusLink({ receipt: each, email, locale: "en" });
    const wrong = newReceipt();
    const results = await Promise.all([receipt, wrong, receipt, wrong, receipt, wrong, receipt, wrong].map(asked));
    expect(results.map(code).filter((each) => each === "ok")).toHaveLength(statusLinks.perQuarterHour);
    expect(code(await asked(receipt))).toBe("tooManyAttempts");
    const later = new Date(Date.now() + 16 * 60_000);
    expect(code(await requestStatusLink({ receipt, email, locale: "en" }, later))).toBe("ok");
  });

  test("says what is wrong with what was typed", async () => {
    const email = "somebody@example.org";
    expect(await requestStatusLink({ receipt: "APP-00000-1", email, locale: "en" })).toMatchObject({
      error: { code: "invalidInput", fields: { receipt: "receiptInvalid" } },
    });
    expect(await requestStatusLink({ email: "no address", locale: "en" })).toMatchObject({
      error: { fields: { receipt: "required", email: "emailInvalid" } },
    });
    expect(await db.statusLink.count({ where: { email } })).toBe(0);
  });
});

describe("a link", () => {
  test("opens once; from then on the browser that opened it reads, and no other", async () => {
    const application = await applied();
    const token = await tokenFor(application);
    expect(await readStatusLink(token, undefined)).toEqual({ state: "unopened" });
    const opened = await openStatusLink(token, undefined);
    const viewer = opened.ok ? opened.value.viewer : "";
    expect(code(await openStatusLink(token, undefined))).toBe("claimUsed");
    expect(await readStatusLink(token, viewer)).toEqual({ state: "open", applicationId: application.id });
    expect(await readStatusLink(token, undefined)).toEqual({ state: "dead" });
    expect(await readStatusLink(token, token)).toEqual({ state: "dead" });
    expect(await readStatusLink(`${token.slice(1)}A`, viewer)).toEqual({ state: "dead" });
  });

  test("is opened by one of two who press at once", async () => {
    const token = await tokenFor(await applied());
    const results = await Promise.all([openStatusLink(token, undefined), openStatusLink(token, undefined)]);
    expect(results.map(code).sort()).toEqual(["claimUsed", "ok"]);
  });

  test("shares the cookie of a browser that opened another, and believes no made-up one", async () => {
    const first = await openStatusLink(await tokenFor(await applied()), undefined);
    const held = first.ok ? first.value.viewer : "";
    const second = await openStatusLink(await tokenFor(await applied()), held);
    expect(second).toEqual({ ok: true, value: { viewer: held } });
    const third = await openStatusLink(await tokenFor(await applied()), "chosen by somebody");
    expect(third.ok && third.value.viewer).toMatch(/^[\w-]{43}$/);
  });

  test("is over after its days, opened or not", async () => {
    const application = await applied();
    const token = await tokenFor(application);
    expect(code(await openStatusLink(token, undefined, days(31)))).toBe("claimExpired");
    const opened = await openStatusLink(token, undefined, days(29));
    const viewer = opened.ok ? opened.value.viewer : "";
    expect(await readStatusLink(token, viewer, days(58))).toMatchObject({ state: "open" });
    expect(await readStatusLink(token, viewer, days(60))).toEqual({ state: "dead" });
  });

  test("shows nothing any more to whoever left the institution", async () => {
    const application = await applied();
    const [unopened, token] = [await tokenFor(application), await tokenFor(application)];
    const opened = await openStatusLink(token, undefined);
    await leaves(application.userId);
    expect(await readStatusLink(token, opened.ok ? opened.value.viewer : "")).toEqual({ state: "dead" });
    expect(code(await openStatusLink(unopened, undefined))).toBe("claimExpired");
  });

  test("is audited when it is opened and, once an hour, when it is read", async () => {
    const { id, ...rest } = await applied();
    const token = await tokenFor({ id, ...rest });
    const opened = await openStatusLink(token, undefined);
    const viewer = opened.ok ? opened.value.viewer : "";
    await readStatusLink(token, viewer);
    await readStatusLink(token, viewer);
    await readStatusLink(token, viewer, new Date(Date.now() + 61 * 60_000));
    const events = await db.auditEvent.findMany({ where: { subjectId: id }, orderBy: { id: "asc" } });
    expect(events.map(({ action }) => action)).toEqual([
      "applications.openStatusLink",
      "applications.readStatus",
      "applications.readStatus",
    ]);
  });

  test("leads to where the application stands, and to nothing that was written in it", async () => {
    const { id, receipt } = await applied();
    const status = await findStatus(null, id);
    expect(status).toMatchObject({ receipt, state: "SUBMITTED", institution: { name: "U" } });
    expect(JSON.stringify(status)).not.toMatch(/secret|What is it for/);
  });

  test("is forgotten a day after its end, and so is a request that fitted nothing", async () => {
    const application = await applied();
    await tokenFor(application);
    await requestStatusLink({ receipt: newReceipt(), email: "nobody@example.org", locale: "en" });
    const left = () => db.statusLink.count({ where: { email: { in: [application.email, "nobody@example.org"] } } });
    await forgetStatusLinks();
    expect(await left()).toBe(2);
    await forgetStatusLinks(days(1.5));
    expect(await left()).toBe(1);
    await forgetStatusLinks(days(32));
    expect(await left()).toBe(0);
  });
});
