import { createTransport, type Transporter } from "nodemailer";
import { type Config, config } from "../platform/config.ts";
import { db } from "../platform/db/client.ts";
import { letterHtml } from "./html.ts";

type Settings = Pick<Config, "demonstration" | "smtp" | "origin">;

const held: { url?: string; transport?: Transporter } = {};

/**
 * Sends one written mail, for the worker's job. In the demonstration the table is the mailbox, and it is only marked as
 * delivered. A mail that was sent, or is gone, is left alone. Throws when the mail server cannot be reached or does not take
 * it now, so that the job is tried again; an address that the server refuses for good is not tried again. What the row keeps
 * of either is a code, never an address. A crash between sending and marking sends it twice, under one Message-ID by which
 * mail programs drop the second.
 */
export async function sendMail(mailId: string, settings: Settings = config()): Promise<void> {
  const mail = await db().mail.findUnique({ where: { id: mailId } });
  if (!mail || mail.sentAt) return;
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
      await db().mail.updateMany({ where: { id: mail.id, sentAt: null }, data: { lastError: code } });
      if (isFinal(code)) return;
      throw new Error(`The mail was not sent: ${code}`);
    }
  }
  await db().mail.updateMany({ where: { id: mail.id, sentAt: null }, data: { sentAt: new Date(), lastError: null } });
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
