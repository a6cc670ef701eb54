import { setTimeout as wait } from "node:timers/promises";
import { notify } from "../../notifications/steps.ts";
import { recordEvent } from "../../platform/audit.ts";
import type { Act } from "../../platform/auditedActs.ts";
import { db, type Tx } from "../../platform/db/client.ts";
import { fieldCodes } from "../../platform/errors/fields.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { parseReceipt } from "../receipt.ts";
import { statusLinks } from "../rules.ts";
import { RequestStatusLink } from "../schema.ts";
import { newStatusSecret, statusHash, statusLinkEnd, statusLinkFor } from "../statusLink.ts";

const minute = 60_000;
const hour = 60 * minute;

/**
 * Sends a link to an application's status to an address of its institution. The answer is the same, and takes the same time at
 * least, whether receipt and address fit or not. Errors: invalidInput, tooManyAttempts.
 */
export async function requestStatusLink(raw: unknown, now = new Date()): Promise<Result<null>> {
  const parsed = RequestStatusLink.safeParse(raw, { reportInput: true });
  if (!parsed.success) return fail("invalidInput", { fields: fieldCodes(parsed.error) });
  const { email, locale } = parsed.data;
  const receipt = parseReceipt(parsed.data.receipt);
  if (receipt === undefined) return fail("invalidInput", { fields: { receipt: "receiptInvalid" } });
  const [result] = await Promise.all([send({ receipt, email, locale, now }), wait(statusLinks.answerAfter)]);
  return result;
}

async function send(asked: { receipt: string; email: string; locale: string; now: Date }): Promise<Result<null>> {
  const { receipt, email, locale, now } = asked;
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`status:${email}`}))`;
    const since = new Date(+now - 15 * minute);
    const recent = await tx.statusLink.count({ where: { email, createdAt: { gt: since } } });
    if (recent >= statusLinks.perQuarterHour) return refused(tx, "applications.requestStatusLink", "tooManyAttempts");
    const application = await tx.application.findFirst({
      where: { receipt, institution: { memberships: { some: { endedAt: null, user: { email } } } } },
      select: { id: true, institution: { select: { name: true, nameUr: true } } },
    });
    if (!application) {
      await tx.statusLink.create({ data: { email, createdAt: now, expiresAt: new Date(+now + 15 * minute) } });
      return refused(tx, "applications.requestStatusLink", "notFound", ok(null));
    }
    const { id, institution } = application;
    const status = await statusLinkFor(tx, { applicationId: id, email, locale, now });
    await notify(tx, {
      to: email,
      locale,
      letter: "statusLink",
      values: (locale) => ({
        receipt,
        institution: inLanguage(locale, institution.name, institution.nameUr),
        ...status,
      }),
    });
    await record(tx, "applications.requestStatusLink", id);
    return ok(null);
  });
}

/**
 * Opens a link, once: the browser that gets `viewer` as its cookie may read the status from then on, and nobody else. A browser
 * that has such a secret already keeps it, so that one cookie serves all the links it opened. Errors: claimUsed, claimExpired.
 */
export async function openStatusLink(
  token: string,
  held: string | undefined,
  now = new Date(),
): Promise<Result<{ viewer: string }>> {
  return db().$transaction(async (tx) => {
    const link = await tx.statusLink.findUnique({ where: { tokenHash: statusHash(token) } });
    if (!link?.applicationId || link.expiresAt <= now || !(await belongs(tx, link.applicationId, link.email)))
      return refused(tx, "applications.openStatusLink", "claimExpired");
    const viewer = held !== undefined && (await isKnown(tx, held, now)) ? held : newStatusSecret().secret;
    const { count } = await tx.statusLink.updateMany({
      where: { id: link.id, openedAt: null, expiresAt: { gt: now } },
      data: { openedAt: now, viewerHash: statusHash(viewer), expiresAt: statusLinkEnd(now) },
    });
    if (count === 0) return refused(tx, "applications.openStatusLink", "claimUsed");
    await record(tx, "applications.openStatusLink", link.applicationId);
    return ok({ viewer });
  });
}

/** What a status link leads to: not opened yet, the application's id for the browser that opened it, or nothing any more. */
export type StatusReading = { state: "unopened" } | { state: "open"; applicationId: string } | { state: "dead" };

/** Whether the browser may read what the link leads to. A reading is audited, once an hour at most for each link. */
export async function readStatusLink(
  token: string,
  viewer: string | undefined,
  now = new Date(),
): Promise<StatusReading> {
  return db().$transaction(async (tx): Promise<StatusReading> => {
    const link = await tx.statusLink.findUnique({ where: { tokenHash: statusHash(token) } });
    if (!link?.applicationId || link.expiresAt <= now || !(await belongs(tx, link.applicationId, link.email)))
      return { state: "dead" };
    if (link.openedAt === null) return { state: "unopened" };
    if (viewer === undefined || link.viewerHash === null) return { state: "dead" };
    if (Buffer.compare(link.viewerHash, statusHash(viewer)) !== 0) return { state: "dead" };
    const { count } = await tx.statusLink.updateMany({
      where: { id: link.id, OR: [{ readAt: null }, { readAt: { lt: new Date(+now - hour) } }] },
      data: { readAt: now },
    });
    if (count > 0) await record(tx, "applications.readStatus", link.applicationId);
    return { state: "open", applicationId: link.applicationId };
  });
}

/** Somebody who left the institution reads nothing of it any more. */
async function belongs(tx: Tx, applicationId: string, email: string): Promise<boolean> {
  const membership = { endedAt: null, user: { email } };
  return (
    (await tx.application.count({
      where: { id: applicationId, institution: { memberships: { some: membership } } },
    })) > 0
  );
}

async function isKnown(tx: Tx, viewer: string, now: Date): Promise<boolean> {
  const opened = { viewerHash: statusHash(viewer), expiresAt: { gt: now } };
  return (await tx.statusLink.count({ where: opened, take: 1 })) > 0;
}

async function record(tx: Tx, action: Act, applicationId: string): Promise<void> {
  const subject = { kind: "application" as const, id: applicationId };
  await recordEvent(tx, { actor: null, action, outcome: "DONE", subject });
}

/** The refusal is committed with what led to it, so this returns instead of rolling back; `said` where the asker hears nothing of it. */
async function refused<T>(
  tx: Tx,
  action: Act,
  code: Parameters<typeof fail>[0],
  said: Result<T> = fail(code),
): Promise<Result<T>> {
  await recordEvent(tx, { actor: null, action, outcome: "REFUSED", code });
  return said;
}
