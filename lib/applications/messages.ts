import { type Message, threadOf } from "../desk/thread.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";

export type { Message } from "../desk/thread.ts";

/** The messages of a case, the oldest first, of the newest 200; null for whoever may not read them. `isNew` is for this person. */
export async function messagesOf(actor: Actor, applicationId: string): Promise<Message[] | null> {
  if (actor?.kind !== "person") return null;
  const application = await db().application.findUnique({
    where: { id: applicationId },
    select: { institutionId: true, receipt: true },
  });
  if (!application || !may(actor, "applications.readMessages", application)) return null;
  const isMember = actor.memberships.some(({ institutionId }) => institutionId === application.institutionId);
  if (!isMember && application.receipt === null) return null;
  return threadOf(db(), { applicationId }, { userId: actor.userId, isMember });
}

/** Of the applications of the person's institutions, those with a message of the desk that they have not read. */
export async function unreadMessages(actor: Actor): Promise<Set<string>> {
  if (actor?.kind !== "person") return new Set();
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT DISTINCT m."applicationId" AS id FROM "CaseMessage" m
    JOIN "Application" a ON a.id = m."applicationId"
    JOIN "Membership" o ON o."institutionId" = a."institutionId" AND o."userId" = ${actor.userId}::uuid AND o."endedAt" IS NULL
    LEFT JOIN "CaseReading" r ON r."applicationId" = a.id AND r."userId" = ${actor.userId}::uuid
    WHERE m.side = 'DESK' AND (r."readAt" IS NULL OR m.at > r."readAt")
    LIMIT 200`;
  return new Set(rows.map(({ id }) => id));
}

/** As many cases with unread messages as the desk is told of. */
const unreadAtMost = 1_000;

/**
 * For whoever answers at the desk: the cases with a message of the institution that they have not read and that nobody at the desk has
 * answered since; none of institutions that they belong to. Empty for everybody else.
 */
export async function unreadAtDesk(actor: Actor): Promise<Set<string>> {
  if (actor?.kind !== "person" || !may(actor, "applications.markMessagesRead")) return new Set();
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT a.id FROM "Application" a
    JOIN (
      SELECT "applicationId", max(at) FILTER (WHERE side = 'INSTITUTION') AS asked, max(at) FILTER (WHERE side = 'DESK') AS answered
      FROM "CaseMessage" GROUP BY 1
    ) m ON m."applicationId" = a.id
    LEFT JOIN "CaseReading" r ON r."applicationId" = a.id AND r."userId" = ${actor.userId}::uuid
    WHERE m.asked > coalesce(m.answered, '-infinity') AND m.asked > coalesce(r."readAt", '-infinity')
      AND NOT EXISTS (
        SELECT 1 FROM "Membership" o
        WHERE o."institutionId" = a."institutionId" AND o."userId" = ${actor.userId}::uuid AND o."endedAt" IS NULL
      )
    ORDER BY m.asked LIMIT ${unreadAtMost}`;
  return new Set(rows.map(({ id }) => id));
}
