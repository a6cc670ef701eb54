import { createTranslator } from "next-intl";
import en from "../../messages/en.json" with { type: "json" };
import ur from "../../messages/ur.json" with { type: "json" };
import { isDemonstration } from "../platform/config.ts";
import type { Tx } from "../platform/db/client.ts";
import { isolatedValues } from "../platform/i18n/isolate.ts";
import { enqueue } from "../platform/jobs/queues.ts";

const messages = { en, ur };

/** A mail that can be written: a key under `mail` in messages/*.json, with `subject` and `text`. */
export type MailKey = keyof typeof en.mail.letters;

/**
 * Writes a mail in the reader's language inside `tx`; the worker sends it after the commit. Values of the other direction are
 * isolated, since a subject and a plain text have no markup for it.
 * Links in `values` are absolute addresses. In demo mode every mail says so.
 */
export async function notify(
  tx: Tx,
  mail: { to: string; locale: string; letter: MailKey; values?: Record<string, string | number> },
): Promise<void> {
  const locale = mail.locale === "ur" ? "ur" : "en";
  const translate = createTranslator({ locale, messages: messages[locale], namespace: "mail" });
  const { subject, text } = messages[locale].mail.letters[mail.letter];
  const values = isolatedValues(mail.values ?? {}, locale, `${subject} ${text}`);
  const lines = [translate(`letters.${mail.letter}.text`, values), translate("signature")];
  if (isDemonstration(process.env)) lines.unshift(translate("demonstration"));
  const { id } = await tx.mail.create({
    data: {
      to: mail.to,
      locale,
      subject: translate(`letters.${mail.letter}.subject`, values),
      text: lines.join("\n\n"),
    },
    select: { id: true },
  });
  await enqueue(tx, "mail", { mailId: id });
}
