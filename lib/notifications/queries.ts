import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Channel } from "../platform/db/generated/enums.ts";
import { listingOffset, trailListingSize } from "../platform/listing.ts";
import { searchText } from "../platform/text.ts";
import { noticesShown, topics } from "./rules.ts";
import { maskedNumber, normalMobile } from "./texts/rules.ts";

/** A letter as the mailbox of the demonstration shows it. */
export type Letter = {
  id: string;
  channel: Channel;
  subject: string;
  text: string;
  locale: string;
  createdAt: Date;
  sentAt: Date | null;
};

/** The newest 50 letters to an address, or text messages to a number, for anybody; nothing at all outside the demonstration. */
export async function mailbox(demonstration: boolean, address: string): Promise<Letter[]> {
  if (!demonstration) return [];
  const typed = searchText(address, 254);
  return db().mail.findMany({
    where: { to: { in: [typed, typed.toLowerCase(), normalMobile(typed) ?? typed] } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
    select: { id: true, channel: true, subject: true, text: true, locale: true, createdAt: true, sentAt: true },
  });
}

/** How many notices the person has not read; nought for nobody. */
export async function unreadNotices(actor: Actor): Promise<number> {
  if (actor?.kind !== "person") return 0;
  return db().notice.count({ where: { userId: actor.userId, readAt: null } });
}

/** A page of the person's notices, the newest first, with their number and that of the unread ones. */
export async function myNotices(actor: Actor, page: number) {
  if (actor?.kind !== "person") return { rows: [], count: 0, unread: 0 };
  const where = { userId: actor.userId };
  const [rows, count, unread] = await Promise.all([
    db().notice.findMany({
      where,
      select: { id: true, subjectEn: true, subjectUr: true, path: true, createdAt: true, readAt: true },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: listingOffset({ page }, noticesShown),
      take: noticesShown,
    }),
    db().notice.count({ where }),
    unreadNotices(actor),
  ]);
  return { rows, count, unread };
}

/** The topics of which the person hears once a day. */
export async function myDelivery(actor: Actor): Promise<string[]> {
  if (actor?.kind !== "person") return [];
  const rows = await db().noticeChoice.findMany({ where: { userId: actor.userId }, take: topics.length });
  return rows.map(({ topic }) => topic);
}

/** How a mail can stand. */
export const mailStates = ["failed", "waiting", "sent"] as const;

/** How a mail can stand. */
export type MailState = (typeof mailStates)[number];

const standing = {
  failed: { sentAt: null, failedAt: { not: null } },
  waiting: { sentAt: null, failedAt: null },
  sent: { sentAt: { not: null } },
} as const;

/** How many mails stand how, for whoever looks after them; null for everybody else. */
export async function mailCounts(actor: Actor): Promise<Record<MailState, number> | null> {
  if (!may(actor, "notifications.readMail")) return null;
  const [failed, waiting, sent] = await Promise.all(
    mailStates.map((state) => db().mail.count({ where: standing[state] })),
  );
  return { failed: failed ?? 0, waiting: waiting ?? 0, sent: sent ?? 0 };
}

/**
 * A page of the mails that stand so, the newest first. What they say stays unread: letters hold codes and links; and so do numbers of telephones. Empty
 * for whoever may not read of them.
 */
export async function mails(actor: Actor, { state, page }: { state: MailState | undefined; page: number }) {
  if (!may(actor, "notifications.readMail")) return [];
  const rows = await db().mail.findMany({
    where: state ? standing[state] : {},
    select: {
      ...{ id: true, channel: true, to: true, letter: true, createdAt: true, sentAt: true, attempts: true },
      ...{ lastError: true, failedAt: true, owner: { select: { name: true } } },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    skip: listingOffset({ page }, trailListingSize),
    take: trailListingSize,
  });
  return rows.map((row) => ({
    ...row,
    to: row.channel === "SMS" ? maskedNumber(row.to) : row.to,
    state: stateOf(row),
  }));
}

function stateOf({ sentAt, failedAt }: { sentAt: Date | null; failedAt: Date | null }): MailState {
  if (sentAt) return "sent";
  return failedAt ? "failed" : "waiting";
}
