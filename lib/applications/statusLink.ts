import { createHash, randomBytes } from "node:crypto";
import { linkTo } from "../notifications/link.ts";
import { db, type Tx } from "../platform/db/client.ts";
import { statusLinks } from "./rules.ts";

const day = 24 * 3_600_000;

/** A fresh secret of 256 bits for an address or a cookie, in base64url, and the hash of it, which is all that is kept. */
export function newStatusSecret(): { secret: string; hash: Uint8Array<ArrayBuffer> } {
  const secret = randomBytes(32).toString("base64url");
  return { secret, hash: statusHash(secret) };
}

/** SHA-256 of such a secret: 32 bytes. */
export function statusHash(secret: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(createHash("sha256").update(secret, "utf8").digest());
}

/** The end of a link that is written, or opened, now. */
export function statusLinkEnd(now: Date): Date {
  return new Date(now.getTime() + statusLinks.days * day);
}

/**
 * Writes a link to an application's status for one address, and gives what a letter says about it: `status`, absolute and in the
 * reader's language, and `days` for which it can be opened.
 */
export async function statusLinkFor(
  tx: Tx,
  to: { applicationId: string; email: string; locale: string; now?: Date },
): Promise<{ status: string; days: number }> {
  const { now = new Date(), ...reader } = to;
  const [link] = await statusLinksFor(tx, [reader], now);
  if (!link) throw new Error("no link");
  return link;
}

/** The same for many addresses in one statement: a link for each, in their order. */
export async function statusLinksFor(
  tx: Tx,
  readers: readonly { applicationId: string; email: string; locale: string }[],
  now = new Date(),
): Promise<{ status: string; days: number }[]> {
  const links = readers.map((reader) => ({ ...reader, ...newStatusSecret() }));
  const times = { createdAt: now, expiresAt: statusLinkEnd(now) };
  await tx.statusLink.createMany({
    data: links.map(({ applicationId, email, hash }) => ({
      ...{ applicationId, email: email.toLowerCase(), tokenHash: hash, ...times },
    })),
  });
  return links.map(({ secret, locale }) => ({ status: linkTo(`/status/${secret}`, locale), days: statusLinks.days }));
}

/** Rows that one run forgets at most; the next run takes the rest. */
const forgottenAtOnce = 5_000;

/** Forgets links a day after their end, and requests that fitted none. Gives how many rows went. */
export async function forgetStatusLinks(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - day);
  return db().$executeRaw`
    DELETE FROM "StatusLink" WHERE id IN
      (SELECT id FROM "StatusLink" WHERE "expiresAt" < ${before} LIMIT ${forgottenAtOnce})`;
}
