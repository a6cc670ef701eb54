import { createTransport, type Transporter } from "nodemailer";
import type { Mail } from "../platform/db/generated/client.ts";
import { letterHtml } from "./html.ts";
import { Undelivered } from "./undelivered.ts";

const held: { url?: string; transport?: Transporter } = {};

/** Hands a letter to the mail server of `smtp`; throws `Undelivered`, final when the server will never take mail for the address. */
export async function handToMailServer(
  mail: Pick<Mail, "id" | "to" | "subject" | "text" | "locale">,
  smtp: { url: string; from: string },
  origin: string,
): Promise<void> {
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
    throw new Undelivered(code, isFinal(code));
  }
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
