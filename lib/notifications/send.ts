import { createTransport, type Transporter } from "nodemailer";
import { atWork } from "../platform/auth/held.ts";
import { type Config, config } from "../platform/config.ts";
import { db } from "../platform/db/client.ts";
import { letterHtml } from "./html.ts";
import { linkTo } from "./link.ts";
import { mailTries } from "./rules.ts";
import { tellInPortal } from "./steps.ts";

type Settings = Pick<Config, "demonstration" | "smtp" | "origin">;

const held: { url?: string; transport?: Transporter } = {};

/**
 * Sends one written mail, for the worker's job. In the demonstration the table is the mailbox, and it is only marked as
 * delivered. A mail that was sent, was given up, or is gone, is left alone. Throws when the mail server cannot be reached or does not take
 * it now, so that the job is tried again, twenty times at most; an address that the server refuses for good is not tried again. What is given up gets an operator who looks after it. What the row keeps
 * of either is a code, never an address. A crash between sending and marking sends it twice, under one Message-ID by which
 * mail programs drop the second.
 */
export async function sendMail(mailId: string, settings: Settings = config()): Promise<void> {
  const mail = await db().mail.findUnique({ where: { id: mailId } });
  if (!mail || mail.sentAt || mail.failedAt) return;
  const { demonstration, smtp, origin } = settings;
  if (!demonstration) {
    if (!smtp) throw new Error("There is no mail server to send with");
    try {
      await transport(smtp.url).sendMail({
        from: smtp.from,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: letterHtml(mail),
        messageId: `<${mail.id}@${new URL(origin).hostname}>`,
        headers: { "Content-Language": mail.locale, "Auto-Submitted": "auto-generated" },
      });
    } catch (error) {
      const code = refusal(error);
      if (isFinal(code) || mail.attempts + 1 >= mailTries) return giveUp(mail.id, code);
      await db().mail.updateMany({
        where: { id: mail.id, sentAt: null },
        data: { lastError: code, attempts: { increment: 1 } },
      });
      throw new Error(`The mail was not sent: ${code}`);
    }
  }
  await db().mail.updateMany({
    where: { id: mail.id, sentAt: null },
    data: { sentAt: new Date(), lastError: null, attempts: { increment: 1 } },
  });
}

/** Ends the tries: the operator at work with the fewest such mails looks after it, and is told in the portal. */
function giveUp(id: string, code: string, now = new Date()): Promise<void> {
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
 * The demonstration keeps them, since there the table is the mailbox. At most 5,000 at once; gives how many.
 */
export async function forgetSentMail(
  now = new Date(),
  settings: Pick<Config, "demonstration"> = config(),
): Promise<number> {
  if (settings.demonstration) return 0;
  const before = new Date(now.getTime() - 30 * 86_400_000);
  return db().$executeRaw`
    DELETE FROM "Mail" WHERE id IN (SELECT id FROM "Mail" WHERE "sentAt" < ${before} LIMIT 5000)`;
}

function transport(url: string): Transporter {
  if (held.url !== url || !held.transport) {
    held.transport?.close();
    held.url = url;
    held.transport = createTransport(url);
  }
  return held.transport;
}

/** The server knows the address and will never take mail for it (RFC 5321, 4.2.1: 5yz is permanent). */
function isFinal(code: string): boolean {
  return /^EENVELOPE 5\d\d$/.test(code);
}

/** nodemailer's code and the server's number: "EAUTH 535". */
function refusal(error: unknown): string {
  if (typeof error !== "object" || error === null) return "unknown";
  const code = "code" in error && typeof error.code === "string" ? error.code : "unknown";
  const answer = "responseCode" in error && typeof error.responseCode === "number" ? ` ${error.responseCode}` : "";
  return `${code}${answer}`;
}
