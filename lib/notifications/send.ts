import { code as codeRules } from "../platform/auth/code.ts";
import { atWork } from "../platform/auth/held.ts";
import { type Config, config } from "../platform/config.ts";
import { db } from "../platform/db/client.ts";
import type { Mail } from "../platform/db/generated/client.ts";
import { linkTo } from "./link.ts";
import { handToMailServer } from "./mailServer.ts";
import { mailTries } from "./rules.ts";
import { tellInPortal } from "./steps.ts";
import { smsSender } from "./texts/sender.ts";
import { Undelivered } from "./undelivered.ts";

type Settings = Pick<Config, "demonstration" | "smtp" | "origin" | "sms" | "stateDir">;

/**
 * Sends one written mail or text message, for the worker's job. In the demonstration the table is the mailbox: a mail is only marked
 * as delivered, a text goes to a file. What was sent, was given up, or is gone, is left alone. Throws when the mail server or the
 * gateway cannot be reached or does not take it now, so that the job is tried again, twenty times at most; an address or number
 * that is refused for good is not tried again, nor is a code that has run out. What is given up gets an operator who looks after it.
 * What the row keeps of either is a code, never an address. A crash between sending and marking sends it twice, under one
 * Message-ID or idempotency key by which the second is dropped.
 */
export async function sendMail(mailId: string, settings: Settings = config(), now = new Date()): Promise<void> {
  const mail = await db().mail.findUnique({ where: { id: mailId } });
  if (!mail || mail.sentAt || mail.failedAt) return;
  try {
    await (mail.channel === "SMS" ? handOverText(mail, settings, now) : handOverMail(mail, settings));
  } catch (error) {
    if (!(error instanceof Undelivered)) throw error;
    if (error.isFinal || mail.attempts + 1 >= mailTries) return giveUp(mail.id, error.code, now);
    await db().mail.updateMany({
      where: { id: mail.id, sentAt: null },
      data: { lastError: error.code, attempts: { increment: 1 } },
    });
    throw new Error(`The ${mail.channel === "SMS" ? "text" : "mail"} was not sent: ${error.code}`);
  }
  await db().mail.updateMany({
    where: { id: mail.id, sentAt: null },
    data: { sentAt: now, lastError: null, attempts: { increment: 1 } },
  });
}

async function handOverMail(mail: Mail, { demonstration, smtp, origin }: Settings): Promise<void> {
  if (demonstration) return;
  if (!smtp) throw new Error("There is no mail server to send with");
  await handToMailServer(mail, smtp, origin);
}

async function handOverText(mail: Mail, settings: Settings, now: Date): Promise<void> {
  const isOver = mail.letter === "code" && +now - +mail.createdAt > codeRules.minutes * 60_000;
  if (isOver) throw new Undelivered(mail.lastError ?? "EXPIRED", true);
  const sender = smsSender(settings);
  if (!sender) throw new Undelivered("NOGATEWAY");
  await sender.send(mail);
}

/** Ends the tries: the operator at work with the fewest such mails looks after it, and is told in the portal. */
function giveUp(id: string, code: string, now: Date): Promise<void> {
  return db().$transaction(async (tx) => {
    const operators = await tx.user.findMany({
      where: atWork("OPERATOR", now),
      select: {
        id: true,
        locale: true,
        _count: { select: { mails: { where: { failedAt: { not: null }, sentAt: null } } } },
      },
      orderBy: { createdAt: "asc" },
      take: 50,
    });
    const [owner] = operators.sort((a, b) => a._count.mails - b._count.mails);
    const { count } = await tx.mail.updateMany({
      where: { id, sentAt: null, failedAt: null },
      data: { lastError: code, attempts: { increment: 1 }, failedAt: now, ownerId: owner?.id ?? null },
    });
    if (count === 0 || !owner) return;
    const link = linkTo("/desk/mail?state=failed", owner.locale);
    await tellInPortal(tx, owner.id, { locale: owner.locale, letter: "mailFailed", values: { link } });
  });
}

/**
 * Deletes letters thirty days after they were sent: they hold codes, links to seats and names, and are in people's own mailboxes.
 * A text message that was given up goes with them, for its number's sake. The demonstration keeps them, since there the table is the mailbox. At most 5,000 at once; gives how many.
 */
export async function forgetSentMail(
  now = new Date(),
  settings: Pick<Config, "demonstration"> = config(),
): Promise<number> {
  if (settings.demonstration) return 0;
  const before = new Date(now.getTime() - 30 * 86_400_000);
  return db().$executeRaw`
    DELETE FROM "Mail" WHERE id IN (SELECT id FROM "Mail" WHERE "sentAt" < ${before}
      OR (channel = 'SMS' AND "failedAt" < ${before}) LIMIT 5000)`;
}
