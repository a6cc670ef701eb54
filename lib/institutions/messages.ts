import { type Message, threadOf } from "../desk/thread.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";

/**
 * What an institution and the desk wrote to each other about its registration, the oldest first; null for whoever may not read it,
 * and before it was handed in.
 */
export async function registrationMessages(actor: Actor, institutionId: string): Promise<Message[] | null> {
  if (actor?.kind !== "person" || !may(actor, "institutions.readMessages", { institutionId })) return null;
  const institution = await db().institution.findUnique({
    where: { id: institutionId },
    select: { submittedAt: true },
  });
  if (!institution?.submittedAt) return null;
  const isMember = actor.memberships.some((membership) => membership.institutionId === institutionId);
  return threadOf(db(), { institutionId }, { userId: actor.userId, isMember });
}
