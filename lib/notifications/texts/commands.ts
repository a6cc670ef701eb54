import { timingSafeEqual } from "node:crypto";
import { code, codeHash, newDigits } from "../../platform/auth/code.ts";
import { command, done } from "../../platform/command.ts";
import { sendsTexts } from "../../platform/config.ts";
import { db, type Tx } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { codeLimits } from "./rules.ts";
import { AskMobileCode, ChooseTexts, ProveMobile, RemoveMobile } from "./schema.ts";
import { forgetNumber, textCode } from "./steps.ts";

const MINUTE = 60_000;

/**
 * Sends a six-digit code to a number that the person wants to hear by; the code before it works no more.
 * Errors: textsNotOffered, mobileInvalid, mobileAbroad, tooManyAttempts.
 */
export const askMobileCode = command({
  action: "notifications.askMobileCode",
  schema: AskMobileCode,
  run: async ({ tx, actor, input, now }) => {
    const { userId, locale } = actor;
    const { number } = input;
    if (!sendsTexts()) return fail("textsNotOffered");
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
    await lockNumber(tx, number);
    for (const { most, minutes } of codeLimits) {
      const since = { createdAt: { gt: new Date(+now - minutes * MINUTE) } };
      if ((await tx.mobileCode.count({ where: { OR: [{ userId }, { number }], ...since } })) >= most)
        return fail("tooManyAttempts");
    }
    const digits = newDigits();
    await tx.mobileCode.updateMany({ where: { userId, consumedAt: null }, data: { consumedAt: now } });
    await tx.mobileCode.create({
      data: {
        ...{ userId, number, codeHash: codeHash(number, digits), createdAt: now },
        expiresAt: new Date(+now + code.minutes * MINUTE),
      },
    });
    await textCode(tx, { number, locale }, digits);
    return done(null, { kind: "user", id: userId });
  },
});

/**
 * Takes the number that the last code went to as the person's own: instead of another one, and from whoever proved it before.
 * Errors: codeExpired, codeWrong, tooManyAttempts.
 */
export const proveMobile = command({
  action: "notifications.proveMobile",
  schema: ProveMobile,
  run: async ({ tx, actor, input, now }) => {
    const { userId } = actor;
    const sent = await tx.mobileCode.findFirst({
      where: { userId, consumedAt: null, expiresAt: { gt: now } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    });
    if (!sent) return fail("codeExpired");
    const { id, number } = sent;
    // By itself, so that an attempt counts whatever becomes of it.
    const counted = await db().mobileCode.updateMany({
      where: { id, consumedAt: null, attempts: { lt: code.attempts } },
      data: { attempts: { increment: 1 } },
    });
    if (counted.count === 0) return fail("tooManyAttempts");
    if (!timingSafeEqual(sent.codeHash, codeHash(number, input.code))) return fail("codeWrong");
    const { count } = await tx.mobileCode.updateMany({ where: { id, consumedAt: null }, data: { consumedAt: now } });
    if (count === 0) return fail("codeExpired");
    await lockNumber(tx, number);
    const before = await tx.mobile.findUnique({ where: { userId } });
    if (before && before.number !== number) await forgetNumber(tx, before.number);
    const { count: taken } = await tx.mobile.deleteMany({ where: { number, userId: { not: userId } } });
    if (taken > 0) await forgetNumber(tx, number);
    const proven = { number, provenAt: now };
    await tx.mobile.upsert({ where: { userId }, create: { userId, ...proven }, update: proven });
    return done(null, { kind: "user", id: userId }, { taken });
  },
});

/** Chooses of what the person hears by text message too; of nothing else. Errors: wrongState (no number is proven). */
export const chooseTexts = command({
  action: "notifications.chooseTexts",
  schema: ChooseTexts,
  run: async ({ tx, actor, input }) => {
    const kinds = [...new Set(input.kinds)];
    const { count } = await tx.mobile.updateMany({ where: { userId: actor.userId }, data: { kinds } });
    return count === 0 ? fail("wrongState") : done({ kinds }, { kind: "user", id: actor.userId }, { kinds });
  },
});

/** Forgets the person's number, what was to be sent to it, and the code to another one. Errors: alreadyDone. */
export const removeMobile = command({
  action: "notifications.removeMobile",
  schema: RemoveMobile,
  run: async ({ tx, actor, now }) => {
    const { userId } = actor;
    const open = await tx.mobileCode.updateMany({
      where: { userId, consumedAt: null, expiresAt: { gt: now } },
      data: { consumedAt: now },
    });
    const mobile = await tx.mobile.findUnique({ where: { userId } });
    const removed = await tx.mobile.deleteMany({ where: { userId } });
    if (removed.count + open.count === 0) return fail("alreadyDone");
    if (mobile) await forgetNumber(tx, mobile.number);
    return done(null, { kind: "user", id: userId });
  },
});

/** One at a time with a number, so that it is one person's. */
async function lockNumber(tx: Tx, number: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`mobile:${number}`}))`;
}
