import { randomBytes, timingSafeEqual } from "node:crypto";
import { notify } from "../../notifications/steps.ts";
import { code, codeHash, newDigits } from "../../platform/auth/code.ts";
import { actHash, mayUseCode } from "../../platform/auth/confirmation.ts";
import { command, done } from "../../platform/command.ts";
import { db } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { codesPerQuarterHour } from "../rules.ts";
import { ConfirmByCode, SendConfirmationCode } from "../schema.ts";

const minute = 60_000;

/**
 * Sends a six-digit code for one act to the person's own address: for the people of institutions who have no passkey. The code
 * before it works no more. Errors: passkeyNeeded (they have one, or the act is an official's, or they have no address),
 * tooManyAttempts.
 */
export const sendConfirmationCode = command({
  action: "people.confirmAct",
  schema: SendConfirmationCode,
  async run({ tx, actor, input, now }) {
    const { action, act } = input;
    const { userId, sessionId, email, locale } = actor;
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${userId}::uuid FOR NO KEY UPDATE`;
    const passkeys = await tx.passkey.count({ where: { userId, removedAt: null } });
    if (email === null || !mayUseCode(actor, action, passkeys)) return fail("passkeyNeeded");
    const sent = { userId, codeHash: { not: null } };
    const since = { gt: new Date(now.getTime() - 15 * minute) };
    if ((await tx.confirmation.count({ where: { ...sent, createdAt: since } })) >= codesPerQuarterHour)
      return fail("tooManyAttempts");
    await tx.confirmation.updateMany({ where: { ...sent, confirmedAt: null, usedAt: null }, data: { usedAt: now } });
    const digits = newDigits();
    const { id } = await tx.confirmation.create({
      data: {
        ...{ userId, sessionId, action, actHash: actHash(action, act), challenge: new Uint8Array(randomBytes(32)) },
        ...{ codeHash: codeHash(`${userId}:${sessionId}`, digits), createdAt: now },
        expiresAt: new Date(now.getTime() + code.minutes * minute),
      },
    });
    const values = { code: digits, act: action.replace(".", "_") };
    await notify(tx, { to: email, locale, letter: "confirmationCode", values });
    return done(null, { kind: "confirmation", id }, { for: action });
  },
});

/** Takes the code: the act that it was asked for may now be done, once. Errors: codeExpired, codeWrong, tooManyAttempts. */
export const confirmByCode = command({
  action: "people.confirmAct",
  schema: ConfirmByCode,
  async run({ tx, actor, input, now }) {
    const { confirmationId: id } = input;
    const { userId, sessionId } = actor;
    const open = { id, userId, sessionId, expiresAt: { gt: now }, confirmedAt: null, usedAt: null };
    const asked = await tx.confirmation.findFirst({ where: open });
    if (!asked?.codeHash) return fail("codeExpired");
    // By itself, so that an attempt counts whatever becomes of it.
    const counted = await db().confirmation.updateMany({
      where: { ...open, attempts: { lt: code.attempts } },
      data: { attempts: { increment: 1 } },
    });
    if (counted.count === 0) return fail(asked.attempts < code.attempts ? "codeExpired" : "tooManyAttempts");
    if (!timingSafeEqual(asked.codeHash, codeHash(`${userId}:${sessionId}`, input.code))) return fail("codeWrong");
    const { count } = await tx.confirmation.updateMany({ where: open, data: { method: "CODE", confirmedAt: now } });
    if (count === 0) return fail("codeExpired");
    return done(null, { kind: "confirmation", id }, { for: asked.action, method: "CODE" });
  },
});
