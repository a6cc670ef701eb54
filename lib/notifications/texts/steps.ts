import { createTranslator } from "next-intl";
import en from "../../../messages/en.json" with { type: "json" };
import ur from "../../../messages/ur.json" with { type: "json" };
import { code } from "../../platform/auth/code.ts";
import { isDemonstration, sendsTexts } from "../../platform/config.ts";
import type { Tx } from "../../platform/db/client.ts";
import { enqueueAll } from "../../platform/jobs/queues.ts";
import { linkTo } from "../link.ts";
import { quietUntil, type TextKind } from "./rules.ts";

const messages = { en, ur };

/** A text message to be written: that something of this kind happened, and not what. */
export type Announcement = { number: string; locale: string; kind: TextKind };

/**
 * Announces by text message inside `tx`; the worker sends it after the commit, in the morning where it is night. Nobody gets the
 * same announcement again while the first is still on its way, since both would say that there is something to read.
 */
export async function announceByText(tx: Tx, wanted: readonly Announcement[], now = new Date()): Promise<void> {
  if (wanted.length === 0 || !sendsTexts()) return;
  const waiting = await tx.mail.findMany({
    where: {
      ...{ channel: "SMS", to: { in: wanted.map(({ number }) => number) }, sentAt: null, failedAt: null },
    },
    select: { to: true, letter: true },
  });
  const known = new Set(waiting.map(({ to, letter }) => `${to} ${letter}`));
  const fresh = new Map(wanted.map((one) => [`${one.number} ${one.kind}`, one]));
  for (const key of known) fresh.delete(key);
  const data = [...fresh.values()].map(({ number, locale, kind }) => ({
    ...{ channel: "SMS" as const, to: number, letter: kind, subject: "" },
    ...textOf(kind, locale, { link: linkTo("/notices", locale) }),
  }));
  await send(tx, data, quietUntil(now));
}

/** Sends the digits to the number that they prove, at once whatever the hour. */
export async function textCode(tx: Tx, to: { number: string; locale: string }, digits: string): Promise<void> {
  const text = textOf("code", to.locale, { code: digits, minutes: code.minutes });
  await send(tx, [{ channel: "SMS", to: to.number, letter: "code", subject: "", ...text }], undefined);
}

/** What waits for the number, or was given up, is not sent to it any more: it is nobody's now, or another's. */
export async function forgetNumber(tx: Tx, number: string): Promise<void> {
  await tx.mail.deleteMany({ where: { channel: "SMS", to: number, sentAt: null, letter: { not: "code" } } });
}

type Row = { channel: "SMS"; to: string; letter: string; subject: string; locale: string; text: string };

async function send(tx: Tx, data: Row[], startAfter: Date | undefined): Promise<void> {
  if (data.length === 0) return;
  const rows = await tx.mail.createManyAndReturn({ data, select: { id: true } });
  const jobs = rows.map(({ id }) => ({ mailId: id }));
  await enqueueAll(tx, "mail", jobs, startAfter);
}

/**
 * The words in the reader's language. Nothing in them is isolated: the marks would cost a letter each and make English twice as
 * long, and what is filled in is digits, or an address at the end.
 */
export function textOf(
  kind: TextKind | "code",
  language: string,
  values: Record<string, string | number>,
): { locale: string; text: string } {
  const locale = language === "ur" ? "ur" : "en";
  const t = createTranslator({ locale, messages: messages[locale], namespace: "mail" });
  const text = t(`texts.${kind}`, values);
  return { locale, text: isDemonstration(process.env) ? `${t("textDemonstration")} ${text}` : text };
}
