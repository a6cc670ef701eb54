import { createTranslator } from "next-intl";
import en from "../../messages/en.json" with { type: "json" };
import ur from "../../messages/ur.json" with { type: "json" };
import { isDemonstration, portalOrigin } from "../platform/config.ts";
import type { Tx } from "../platform/db/client.ts";
import { isolatedValues } from "../platform/i18n/isolate.ts";
import { enqueueAll } from "../platform/jobs/queues.ts";
import { leavesNotice, noticePath, topicOf } from "./rules.ts";
import { textKindOf } from "./texts/rules.ts";
import { announceByText } from "./texts/steps.ts";

const messages = { en, ur };

// Kept, since a translator keeps what it compiled: a letter costs a tenth of what it does the first time.
const translators = {
  en: createTranslator({ locale: "en", messages: en, namespace: "mail" }),
  ur: createTranslator({ locale: "ur", messages: ur as typeof en, namespace: "mail" }),
};

/** A mail that can be written: a key under `mail` in messages/*.json, with `subject` and `text`. */
export type MailKey = keyof typeof en.mail.letters;

/** What stands in the blanks of a letter. */
export type Values = Record<string, string | number>;

/**
 * A mail to be written: to whom, in which language, and what stands in its blanks. What differs between the languages (a date, a
 * name that has both) is given by the language, for the notice of it in the portal is read in either.
 */
export type Letter = {
  to: string;
  locale: string;
  letter: MailKey;
  values?: Values | ((locale: "en" | "ur") => Values);
};

/**
 * Tells somebody by mail, in the reader's language, inside `tx`; the worker sends it after the commit. Whoever has an account under
 * the address finds it in the portal too, and hears of it once a day where they chose that for its topic: then no mail of its own
 * is written. Where they chose it for such a letter, a text message says that there is something to read. Links in `values` are
 * absolute addresses. In demo mode every mail says so.
 */
export async function notify(tx: Tx, mail: Letter): Promise<void> {
  await notifyAll(tx, [mail]);
}

/** Tells many as `notify` does, in a few statements however many they are. */
export async function notifyAll(tx: Tx, mails: readonly Letter[]): Promise<void> {
  for (let start = 0; start < mails.length; start += atOnce) {
    const told = await withReaders(tx, mails.slice(start, start + atOnce));
    await tx.notice.createMany({
      data: told.flatMap(({ mail, userId, daily }) => (userId ? [noticeOf(userId, mail, daily)] : [])),
    });
    await writeMails(
      tx,
      told.filter(({ daily }) => !daily).map(({ mail }) => mail),
    );
    await announceByText(
      tx,
      told.flatMap(({ text }) => (text ? [text] : [])),
    );
  }
}

/** Tells somebody in the portal alone. */
export async function tellInPortal(tx: Tx, userId: string, mail: Omit<Letter, "to">): Promise<void> {
  await tx.notice.create({ data: noticeOf(userId, mail, false) });
}

/** Writes mails alone. */
export async function writeMails(tx: Tx, mails: readonly Letter[]): Promise<void> {
  if (mails.length === 0) return;
  const data = mails.map((mail) => ({ to: mail.to, letter: mail.letter, ...composed(mail) }));
  const rows = await tx.mail.createManyAndReturn({ data, select: { id: true } });
  await enqueueAll(
    tx,
    "mail",
    rows.map(({ id }) => ({ mailId: id })),
  );
}

/** Mails that one statement writes at most. */
const atOnce = 500;

/** Each mail with the account under its address, whether that one hears of its topic once a day, and by which text message too. */
async function withReaders(tx: Tx, mails: readonly Letter[]) {
  const addresses = mails.filter(({ letter }) => leavesNotice(letter)).map(({ to }) => to);
  const readers =
    addresses.length === 0
      ? []
      : await tx.user.findMany({
          where: { email: { in: addresses } },
          select: {
            ...{ id: true, email: true, choices: { select: { topic: true } } },
            mobile: { select: { number: true, kinds: true } },
          },
        });
  const byAddress = new Map(readers.map((reader) => [reader.email, reader]));
  return mails.map((mail) => {
    const reader = leavesNotice(mail.letter) ? byAddress.get(mail.to) : undefined;
    const topic = topicOf(mail.letter);
    const daily = reader?.choices.some((choice) => choice.topic === topic) ?? false;
    const kind = textKindOf(mail.letter);
    const mobile = kind && reader?.mobile?.kinds.includes(kind) ? reader.mobile : undefined;
    const text = kind && mobile && { number: mobile.number, locale: mail.locale, kind };
    return { mail, userId: reader?.id, daily, text };
  });
}

function noticeOf(userId: string, mail: Omit<Letter, "to">, daily: boolean) {
  const [subjectEn, subjectUr] = [subjectIn("en", mail), subjectIn("ur", mail)];
  const { link } = valuesIn("en", mail);
  return { userId, letter: mail.letter, subjectEn, subjectUr, path: noticePath(link, portalOrigin()), daily };
}

/** Subject and text. */
function composed(mail: Omit<Letter, "to">) {
  const locale = mail.locale === "ur" ? "ur" : "en";
  const translate = translators[locale];
  const lines = [translate(`letters.${mail.letter}.text`, isolatedIn(locale, mail)), translate("signature")];
  if (isDemonstration(process.env)) lines.unshift(translate("demonstration"));
  return { locale, subject: subjectIn(locale, mail), text: lines.join("\n\n") };
}

function subjectIn(locale: "en" | "ur", mail: Omit<Letter, "to">): string {
  return translators[locale](`letters.${mail.letter}.subject`, isolatedIn(locale, mail));
}

/** Values of the other direction are isolated, since neither subject nor text has markup for it. */
function isolatedIn(locale: "en" | "ur", mail: Omit<Letter, "to">): Values {
  const { subject, text } = messages[locale].mail.letters[mail.letter];
  return isolatedValues(valuesIn(locale, mail), locale, `${subject} ${text}`);
}

function valuesIn(locale: "en" | "ur", { values = {} }: Pick<Letter, "values">): Values {
  return typeof values === "function" ? values(locale) : values;
}
