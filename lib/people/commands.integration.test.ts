import { DelegationChain, DelegationIdentity, ECDSAKeyIdentity, Ed25519KeyIdentity } from "@dfinity/identity";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Person } from "../platform/auth/actor.ts";
import { personOfSession } from "../platform/auth/person.ts";
import type { Trust } from "../platform/chain/delegation.ts";
import type { Role } from "../platform/db/generated/enums.ts";
import {
  endSession,
  extendSession,
  issueChallenge,
  requestCode,
  signInAsDemo,
  signInWithCode,
  signInWithIdentity,
  suspendRole,
} from "./commands.ts";
import { challengeMessage } from "./rules.ts";
import { forgetExpiredSignIns, nameNewcomer } from "./steps.ts";

const { db } = await testDatabase();
process.env.NEXTAUTH_SECRET = "a secret of this test";

const origin = "http://portal.test";
const trust: Trust = { rootKey: new Uint8Array(133), identityCanisters: [] };
const minute = 60_000;

async function sentCode(email: string): Promise<string> {
  const mail = await db.mail.findFirstOrThrow({ where: { to: email }, orderBy: { createdAt: "desc" } });
  return mail.subject.slice(0, 6);
}

async function signedIn(...roles: Role[]): Promise<Person> {
  const user = await db.user.create({
    data: { name: "Demo", demonstration: true, grants: { create: roles.map((role) => ({ role })) } },
  });
  const opened = await signInAsDemo(user.id, true);
  if (!opened.ok) throw new Error(opened.error.code);
  const person = await personOfSession(opened.value.sessionId);
  if (!person) throw new Error("no session");
  return person;
}

async function proof(options: {
  nonce: string;
  from?: string;
  until?: Date;
  forged?: boolean;
  session?: "Ed25519" | "P-256";
}) {
  const user = Ed25519KeyIdentity.generate();
  const session = options.session === "P-256" ? await ECDSAKeyIdentity.generate() : Ed25519KeyIdentity.generate();
  const until = options.until ?? new Date(Date.now() + 60 * minute);
  const chain = await DelegationChain.create(
    options.forged ? Ed25519KeyIdentity.generate() : user,
    session.getPublicKey(),
    until,
  );
  const shown = DelegationChain.fromDelegations(chain.delegations, user.getPublicKey().toDer());
  const identity = DelegationIdentity.fromDelegation(session, shown);
  const signature = await identity.sign(challengeMessage(options.from ?? origin, options.nonce));
  return {
    principal: user.getPrincipal().toText(),
    sent: { nonce: options.nonce, signature: Buffer.from(signature).toString("hex"), chain: shown.toJSON() },
  };
}

describe("a code by e-mail", () => {
  test("opens a session, once", async () => {
    const email = "once@example.org";
    expect(await requestCode({ email, locale: "en" })).toMatchObject({ ok: true });
    const code = await sentCode(email);
    const result = await signInWithCode({ email, code });
    expect(result.ok && (await personOfSession(result.value.sessionId))?.email).toBe(email);
    expect(await signInWithCode({ email, code })).toMatchObject({ ok: false, error: { code: "codeExpired" } });
  });

  test("is refused after five wrong tries, even when it is right then", async () => {
    const email = "tries@example.org";
    await requestCode({ email, locale: "ur" });
    const mail = await db.mail.findFirstOrThrow({ where: { to: email } });
    const code = /\d{6}/.exec(mail.subject)?.[0] ?? "";
    const wrong = code === "000000" ? "000001" : "000000";
    for (let i = 0; i < 5; i++)
      expect(await signInWithCode({ email, code: wrong })).toMatchObject({ ok: false, error: { code: "codeWrong" } });
    expect(await signInWithCode({ email, code })).toMatchObject({ ok: false, error: { code: "tooManyAttempts" } });
  });

  test("expires after ten minutes, and a newer one replaces it", async () => {
    const email = "late@example.org";
    await requestCode({ email, locale: "en" });
    const first = await sentCode(email);
    const later = new Date(Date.now() + 11 * minute);
    expect(await signInWithCode({ email, code: first }, later)).toMatchObject({
      ok: false,
      error: { code: "codeExpired" },
    });
    await requestCode({ email, locale: "en" });
    const second = await sentCode(email);
    if (first !== second)
      expect(await signInWithCode({ email, code: first })).toMatchObject({ ok: false, error: { code: "codeWrong" } });
    expect((await signInWithCode({ email, code: second })).ok).toBe(true);
  });

  test("is sent five times in a quarter of an hour at most, however many ask at once", async () => {
    const email = "flood@example.org";
    const results = await Promise.all(Array.from({ length: 9 }, () => requestCode({ email, locale: "en" })));
    expect(results.filter((result) => result.ok)).toHaveLength(5);
  });

  test("bad input has a code a field and changes nothing", async () => {
    expect(await requestCode({ email: "nonsense", locale: "en" })).toMatchObject({
      ok: false,
      error: { code: "invalidInput", fields: { email: "emailInvalid" } },
    });
    expect(await requestCode({ email: "a@example.org", locale: "en", role: "AUDITOR" })).toMatchObject({
      ok: false,
      error: { fields: { role: "unknownField" } },
    });
    expect(await db.signInCode.count({ where: { email: "a@example.org" } })).toBe(0);
  });
});

test("what can sign nobody in any more is forgotten, and what can is kept", async () => {
  const email = "forgotten@example.org";
  await requestCode({ email, locale: "en" });
  const { nonce } = await issueChallenge(origin);
  const person = await signedIn();
  expect(await forgetExpiredSignIns()).toBe(0);
  const later = (hours: number) => new Date(Date.now() + hours * 60 * minute);
  await forgetExpiredSignIns(later(2));
  expect(await db.signInChallenge.count()).toBe(0);
  expect(await db.signInCode.count({ where: { email } })).toBe(1);
  await forgetExpiredSignIns(later(25));
  expect(await db.signInCode.count()).toBe(0);
  expect(await personOfSession(person.sessionId)).not.toBeNull();
  await forgetExpiredSignIns(later(32 * 24));
  expect(await db.session.count({ where: { id: person.sessionId } })).toBe(0);
  const { sent } = await proof({ nonce });
  expect(await signInWithIdentity(null, sent, origin, trust)).toMatchObject({ error: { code: "challengeExpired" } });
});

describe("Internet Identity", () => {
  test.each(["Ed25519", "P-256"] as const)(
    "a session key on %s signs in as the delegated principal",
    async (session) => {
      const { nonce } = await issueChallenge(origin);
      const { principal, sent } = await proof({ nonce, session });
      const result = await signInWithIdentity(null, sent, origin, trust);
      expect(result.ok && (await personOfSession(result.value.sessionId))?.principal).toBe(principal);
    },
  );

  test("a nonce works once, at its origin, for five minutes", async () => {
    const { nonce } = await issueChallenge(origin);
    const { sent } = await proof({ nonce });
    const elsewhere = await signInWithIdentity(null, sent, "http://other.test", trust);
    expect(elsewhere).toMatchObject({ error: { code: "challengeExpired" } });
    const late = await signInWithIdentity(null, sent, origin, trust, new Date(Date.now() + 6 * minute));
    expect(late).toMatchObject({ error: { code: "challengeExpired" } });
    expect((await signInWithIdentity(null, sent, origin, trust)).ok).toBe(true);
    expect(await signInWithIdentity(null, sent, origin, trust)).toMatchObject({ error: { code: "challengeExpired" } });
  });

  test.each([
    ["forged", { forged: true }],
    ["expired", { until: new Date(Date.now() - minute) }],
    ["made for another origin", { from: "http://other.test" }],
  ])("a delegation that is %s is refused and audited", async (_name, options) => {
    const { nonce } = await issueChallenge(origin);
    const { sent, principal } = await proof({ nonce, ...options });
    expect(await signInWithIdentity(null, sent, origin, trust)).toMatchObject({ error: { code: "delegationInvalid" } });
    expect(await db.user.count({ where: { principal } })).toBe(0);
    expect(
      await db.auditEvent.count({ where: { action: "people.signIn", code: "delegationInvalid" } }),
    ).toBeGreaterThan(0);
  });

  test("a newcomer is named once, by whoever invites them first; nobody is renamed", async () => {
    const { nonce } = await issueChallenge(origin);
    const { sent } = await proof({ nonce });
    const result = await signInWithIdentity(null, sent, origin, trust);
    const newcomer = result.ok ? await personOfSession(result.value.sessionId) : null;
    const nameAfter = async (name: string) => {
      await db.$transaction((tx) => nameNewcomer(tx, newcomer?.userId ?? "", name));
      return (await db.user.findUniqueOrThrow({ where: { id: newcomer?.userId ?? "" } })).name;
    };
    expect(await nameAfter("Ayesha Khan")).toBe("Ayesha Khan");
    expect(await nameAfter("The Administrator")).toBe("Ayesha Khan");
  });

  test("becomes the identity of the person who is signed in without one", async () => {
    const person = await signedIn();
    const { nonce } = await issueChallenge(origin);
    const { sent, principal } = await proof({ nonce });
    const result = await signInWithIdentity(person, sent, origin, trust);
    const after = result.ok ? await personOfSession(result.value.sessionId) : null;
    expect(after).toMatchObject({ userId: person.userId, principal });
  });
});

describe("a session", () => {
  test("sees a demotion on the next request", async () => {
    const reviewer = await signedIn("REVIEWER");
    expect((await personOfSession(reviewer.sessionId))?.roles).toEqual(["REVIEWER"]);
    const suspended = { userId: reviewer.userId, role: "REVIEWER", reason: "A lost phone." };
    expect(await suspendRole(await signedIn("ADMINISTRATOR"), suspended)).toMatchObject({ ok: true });
    expect((await personOfSession(reviewer.sessionId))?.roles).toEqual([]);
  });

  test("a new sign-in in the same browser ends the session before, and only that one", async () => {
    const person = await signedIn();
    const elsewhere = await signedIn();
    const email = "again@example.org";
    const code = async () => {
      await requestCode({ email, locale: "en" });
      const letter = await db.mail.findFirstOrThrow({ where: { to: email }, orderBy: { id: "desc" } });
      return /\d{6}/.exec(letter.text)?.[0];
    };
    expect(await signInWithCode({ email, code: "000000" }, new Date(), person)).toMatchObject({ ok: false });
    expect(await personOfSession(person.sessionId)).not.toBeNull();
    const byCode = await signInWithCode({ email, code: await code() }, new Date(), person);
    expect(await personOfSession(person.sessionId)).toBeNull();
    const opened = byCode.ok ? await personOfSession(byCode.value.sessionId) : null;
    expect(opened?.email).toBe(email);

    const { nonce } = await issueChallenge(origin);
    const { sent } = await proof({ nonce });
    const byIdentity = await signInWithIdentity(opened, sent, origin, trust);
    expect(await personOfSession(opened?.sessionId ?? "")).toBeNull();
    const holder = byIdentity.ok ? await personOfSession(byIdentity.value.sessionId) : null;
    await db.user.update({ where: { id: elsewhere.userId }, data: { demonstration: true } });
    expect((await signInAsDemo(elsewhere.userId, true, new Date(), holder)).ok).toBe(true);
    expect(await personOfSession(holder?.sessionId ?? "")).toBeNull();
    expect(await personOfSession(elsewhere.sessionId)).not.toBeNull();
    const ended = { action: "people.endSession", subjectId: { in: [person.sessionId, holder?.sessionId ?? ""] } };
    expect(await db.auditEvent.count({ where: ended })).toBe(2);
  });

  test("a signed-out session opens nothing", async () => {
    const person = await signedIn("AUDITOR");
    expect((await endSession(person, {})).ok).toBe(true);
    expect(await personOfSession(person.sessionId)).toBeNull();
  });

  test("a session is extended by a working day, and never beyond a day from its beginning", async () => {
    const person = await signedIn();
    const hour = 3_600_000;
    const begins = (hoursAgo: number, endsInHours: number) =>
      db.session.update({
        where: { id: person.sessionId },
        data: {
          createdAt: new Date(Date.now() - hoursAgo * hour),
          expiresAt: new Date(Date.now() + endsInHours * hour),
        },
      });
    const left = async () => {
      const result = await extendSession(person, {});
      return result.ok ? Math.round((result.value.endsAt.getTime() - Date.now()) / hour) : result.error.code;
    };
    await begins(11, 1);
    expect(await left()).toBe(12);
    expect((await personOfSession(person.sessionId))?.session?.endsAt.getTime()).toBeGreaterThan(
      Date.now() + 11 * hour,
    );
    await begins(20, 1);
    expect(await left()).toBe(4);
    await begins(11, -1);
    expect(await left()).toBe("signInFirst");
    expect(await personOfSession(person.sessionId)).toBeNull();
    await begins(1, 1);
    await endSession(person, {});
    expect(await left()).toBe("signInFirst");
  });

  test("demo people open no session outside demo mode", async () => {
    const { userId } = await signedIn("AUDITOR");
    expect(await signInAsDemo(userId, false)).toMatchObject({ error: { code: "demonstrationOnly" } });
  });
});
