import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { notify } from "../notifications/steps.ts";
import { recordEvent } from "../platform/audit.ts";
import type { Act } from "../platform/auditedActs.ts";
import type { Person } from "../platform/auth/actor.ts";
import { code, codeHash, newDigits } from "../platform/auth/code.ts";
import { sessionSeconds } from "../platform/auth/options.ts";
import { latestEnd } from "../platform/auth/person.ts";
import { signedBy, type Trust } from "../platform/chain/delegation.ts";
import { command, done, rawId } from "../platform/command.ts";
import { db, type Tx } from "../platform/db/client.ts";
import type { SignInMethod } from "../platform/db/generated/enums.ts";
import { fieldCodes } from "../platform/errors/fields.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { foldText } from "../platform/text.ts";
import { challengeMessage, challengeMinutes, codesPerQuarterHour, nameOfKey } from "./rules.ts";
import { RequestCode, SetLocale, SignInWithCode, SignInWithIdentity } from "./schema.ts";

export { endAbsence, markAbsence } from "./commands/absences.ts";
export { confirmByCode, sendConfirmationCode } from "./commands/confirmationCode.ts";
export { cancelRoleChange, confirmRoleChange, declineRole } from "./commands/decideChange.ts";
export {
  addPasskey,
  beginConfirmation,
  confirmAct,
  confirmAsDemonstration,
  removePasskey,
} from "./commands/passkeys.ts";
export { inviteOfficial, nameDeputy, proposeRoleChange, suspendRole } from "./commands/proposeChange.ts";

const minute = 60_000;

/**
 * Sends a six-digit code to an address. The answer is the same whether or not anybody is known there.
 * Errors: invalidInput, tooManyAttempts.
 */
export async function requestCode(raw: unknown, now = new Date()): Promise<Result<null>> {
  const parsed = RequestCode.safeParse(raw, { reportInput: true });
  if (!parsed.success) return fail("invalidInput", { fields: fieldCodes(parsed.error) });
  const { email, locale } = parsed.data;
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`code:${email}`}))`;
    const recent = await tx.signInCode.count({ where: { email, createdAt: { gt: new Date(+now - 15 * minute) } } });
    if (recent >= codesPerQuarterHour) return refused(tx, "people.requestCode", "tooManyAttempts");
    const digits = newDigits();
    await tx.signInCode.updateMany({ where: { email, consumedAt: null }, data: { consumedAt: now } });
    await tx.signInCode.create({
      data: {
        email,
        codeHash: codeHash(email, digits),
        createdAt: now,
        expiresAt: new Date(+now + code.minutes * minute),
      },
    });
    await notify(tx, { to: email, locale, letter: "signInCode", values: { code: digits } });
    return ok(null);
  });
}

/**
 * Opens a session for whoever knows the code last sent to the address; the person is made on the first visit. `before` is who was
 * signed in in the same browser: their session ends, since its cookie is replaced.
 * Errors: invalidInput, codeWrong, codeExpired, tooManyAttempts.
 */
export async function signInWithCode(
  raw: unknown,
  now = new Date(),
  before: Person | null = null,
): Promise<Result<{ sessionId: string }>> {
  const parsed = SignInWithCode.safeParse(raw, { reportInput: true });
  if (!parsed.success) return fail("invalidInput", { fields: fieldCodes(parsed.error) });
  const { email, code: digits } = parsed.data;
  return db().$transaction(async (tx) => {
    const sent = await tx.signInCode.findFirst({ where: { email, consumedAt: null }, orderBy: { createdAt: "desc" } });
    if (!sent || sent.expiresAt <= now) return refused(tx, "people.signIn", "codeExpired");
    const counted = await tx.signInCode.updateMany({
      where: { id: sent.id, consumedAt: null, attempts: { lt: code.attempts } },
      data: { attempts: { increment: 1 } },
    });
    if (counted.count === 0) return refused(tx, "people.signIn", "tooManyAttempts");
    if (!timingSafeEqual(sent.codeHash, codeHash(email, digits))) return refused(tx, "people.signIn", "codeWrong");
    const consumed = await tx.signInCode.updateMany({
      where: { id: sent.id, consumedAt: null },
      data: { consumedAt: now },
    });
    if (consumed.count === 0) return refused(tx, "people.signIn", "codeExpired");
    const user = await tx.user.upsert({
      where: { email },
      update: {},
      create: { email, name: email.slice(0, email.indexOf("@")), searchName: foldText(email) },
      select: { id: true },
    });
    return ok(await openSession(tx, user.id, "EMAIL", now, before));
  });
}

/** A nonce for Internet Identity: five minutes, once, for one origin. */
export async function issueChallenge(origin: string, now = new Date()): Promise<{ nonce: string }> {
  const nonce = randomBytes(32).toString("hex");
  await db().signInChallenge.create({
    data: { nonceHash: hashOf(nonce), origin, createdAt: now, expiresAt: new Date(+now + challengeMinutes * minute) },
  });
  return { nonce };
}

/**
 * Opens a session for the principal that signed the nonce. A person who is signed in without a principal gets it as theirs;
 * otherwise the principal's own person signs in, made on the first visit. The session before ends.
 * Errors: invalidInput, challengeExpired, delegationInvalid.
 */
export async function signInWithIdentity(
  actor: Person | null,
  raw: unknown,
  origin: string,
  trust: Trust,
  now = new Date(),
): Promise<Result<{ sessionId: string }>> {
  const parsed = SignInWithIdentity.safeParse(raw, { reportInput: true });
  if (!parsed.success) return fail("invalidInput", { fields: fieldCodes(parsed.error) });
  const { nonce, signature, chain } = parsed.data;
  const consumed = await db().signInChallenge.updateMany({
    where: { nonceHash: hashOf(nonce), origin, consumedAt: null, expiresAt: { gt: now } },
    data: { consumedAt: now },
  });
  if (consumed.count === 0) return db().$transaction((tx) => refused(tx, "people.signIn", "challengeExpired"));
  let principal: string;
  try {
    principal = (
      await signedBy(chain, challengeMessage(origin, nonce), Buffer.from(signature, "hex"), trust, now)
    ).toText();
  } catch {
    return db().$transaction((tx) => refused(tx, "people.signIn", "delegationInvalid"));
  }
  return db().$transaction(async (tx) => {
    const known = await tx.user.findUnique({ where: { principal }, select: { id: true } });
    const linked =
      !known && actor && actor.principal === null
        ? (await tx.user.updateMany({ where: { id: actor.userId, principal: null }, data: { principal } })).count === 1
        : false;
    const userId =
      known?.id ??
      (linked && actor ? actor.userId : undefined) ??
      (
        await tx.user.create({
          data: { principal, name: nameOfKey(principal), searchName: foldText(nameOfKey(principal)) },
          select: { id: true },
        })
      ).id;
    return ok(await openSession(tx, userId, "INTERNET_IDENTITY", now, actor));
  });
}

/** Opens a session for a demo person, in demo mode only, and ends the one `before`. Errors: demonstrationOnly, notFound. */
export async function signInAsDemo(
  userId: unknown,
  demonstration: boolean,
  now = new Date(),
  before: Person | null = null,
): Promise<Result<{ sessionId: string }>> {
  return db().$transaction(async (tx) => {
    if (!demonstration) return refused(tx, "people.signIn", "demonstrationOnly");
    const id = rawId({ userId }, "userId");
    const user = id ? await tx.user.findFirst({ where: { id, demonstration: true }, select: { id: true } }) : null;
    if (!user) return refused(tx, "people.signIn", "notFound");
    return ok(await openSession(tx, user.id, "DEMO", now, before));
  });
}

/** Ends the person's own session; it counts on the next request. */
export const endSession = command({
  action: "people.endSession",
  schema: SetLocale.pick({}),
  owner: async (_db, _raw, actor) => (actor?.kind === "person" ? { userId: actor.userId } : undefined),
  async run({ tx, actor, now }) {
    await tx.session.updateMany({ where: { id: actor.sessionId, endedAt: null }, data: { endedAt: now } });
    await tx.keptWords.deleteMany({ where: { userId: actor.userId } });
    return done(null, { kind: "session", id: actor.sessionId });
  },
});

/**
 * Makes the person's session last a working day from now, but never beyond a day from its beginning. Gives both instants.
 * Errors: signInFirst (it is over meanwhile).
 */
export const extendSession = command({
  action: "people.extendSession",
  schema: SetLocale.pick({}),
  owner: async (_db, _raw, actor) => (actor?.kind === "person" ? { userId: actor.userId } : undefined),
  async run({ tx, actor, now }) {
    const current = { id: actor.sessionId, endedAt: null, expiresAt: { gt: now } };
    const session = await tx.session.findFirst({ where: current, select: { createdAt: true } });
    if (!session) return fail("signInFirst");
    const latest = latestEnd(session.createdAt);
    const endsAt = new Date(Math.min(+now + sessionSeconds * 1_000, +latest));
    const { count } = await tx.session.updateMany({ where: current, data: { expiresAt: endsAt } });
    if (count === 0) return fail("signInFirst");
    return done({ endsAt, latest }, { kind: "session", id: actor.sessionId });
  },
});

/** Keeps the person's language, for mail. */
export const setLocale = command({
  action: "people.setLocale",
  schema: SetLocale,
  owner: async (_db, _raw, actor) => (actor?.kind === "person" ? { userId: actor.userId } : undefined),
  async run({ tx, actor, input }) {
    await tx.user.update({ where: { id: actor.userId }, data: { locale: input.locale }, select: { id: true } });
    return done(null, { kind: "user", id: actor.userId });
  },
});

async function openSession(
  tx: Tx,
  userId: string,
  method: SignInMethod,
  now: Date,
  before: Person | null,
): Promise<{ sessionId: string }> {
  if (before) {
    await tx.session.updateMany({ where: { id: before.sessionId, endedAt: null }, data: { endedAt: now } });
    const subject = { kind: "session" as const, id: before.sessionId };
    await recordEvent(tx, { actor: before, action: "people.endSession", outcome: "DONE", subject });
  }
  const { id } = await tx.session.create({
    data: { userId, method, createdAt: now, expiresAt: new Date(+now + sessionSeconds * 1000) },
    select: { id: true },
  });
  await recordEvent(tx, {
    actor: null,
    action: "people.signIn",
    outcome: "DONE",
    subject: { kind: "user", id: userId },
    data: { method },
  });
  return { sessionId: id };
}

/** The refusal is committed with what led to it (a counted attempt, say), so this returns instead of rolling back. */
async function refused(tx: Tx, action: Act, failure: Parameters<typeof fail>[0]): Promise<Result<never>> {
  await recordEvent(tx, { actor: null, action, outcome: "REFUSED", code: failure });
  return fail(failure);
}

function hashOf(nonce: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(nonce).digest());
}
