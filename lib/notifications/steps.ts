import { createTranslator } from "next-intl";
import en from "../../messages/en.json" with { type: "json" };
import ur from "../../messages/ur.json" with { type: "json" };
import { isDemonstration } from "../platform/config.ts";
import type { Tx } from "../platform/db/client.ts";
import { isolatedValues } from "../platform/i18n/isolate.ts";
import { enqueue, enqueueAll } from "../platform/jobs/queues.ts";

const messages = { en, ur };

/** A mail that can be written: a key under `mail` in messages/*.json, with `subject` and `text`. */
export type MailKey = keyof typeof en.mail.letters;

/** A mail to be written: to whom, in which language, and what stands in its blanks. */
export type Letter = { to: string; locale: string; letter: MailKey; values?: Record<string, string | number> };

/**
 * Writes a mail in the reader's language inside `tx`; the worker sends it after the commit. Values of the other direction are
 * isolated, since a subject and a plain text have no markup for it.
 * Links in `values` are absolute addresses. In demo mode every mail says so.
 */
export async function notify(tx: Tx, mail: Letter): Promise<void> {
  const { id } = await tx.mail.create({ data: written(mail), select: { id: true } });
  await enqueue(tx, "mail", { mailId: id });
}

/** Writes many mails as `notify` does, in a few statements however many they are. */
export async function notifyAll(tx: Tx, mails: readonly Letter[]): Promise<void> {
  for (let start = 0; start < mails.length; start += atOnce) {
    const data = mails.slice(start, start + atOnce).map(written);
    const rows = await tx.mail.createManyAndReturn({ data, select: { id: true } });
    await enqueueAll(
      tx,
      "mail",
      rows.map(({ id }) => ({ mailId: id })),
    );
  }
}

/** Mails that one statement writes at most. */
const atOnce = 500;

function written({ to, locale: wanted, letter, values: given }: Letter) {
  const locale = wanted === "ur" ? "ur" : "en";
  const translate = createTranslator({ locale, messages: messages[locale], namespace: "mail" });
  const { subject, text } = messages[locale].mail.letters[letter];
  const values = isolatedValues(given ?? {}, locale, `${subject} ${text}`);
  const lines = [translate(`letters.${letter}.text`, values), translate("signature")];
  if (isDemonstration(process.env)) lines.unshift(translate("demonstration"));
  return { to, locale, subject: translate(`letters.${letter}.subject`, values), text: lines.join("\n\n") };
}
