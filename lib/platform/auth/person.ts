import { db } from "../db/client.ts";
import type { Person } from "./actor.ts";
import { heldAt } from "./held.ts";
import { longestSessionSeconds } from "./options.ts";

/** The person behind a session, with roles and memberships as they are now. `null` when the session is over. */
export async function personOfSession(sessionId: string, now = new Date()): Promise<Person | null> {
  const session = await db().session.findFirst({
    where: { id: sessionId, endedAt: null, expiresAt: { gt: now } },
    select: {
      id: true,
      createdAt: true,
      expiresAt: true,
      user: {
        select: {
          id: true,
          name: true,
          email: true,
          principal: true,
          locale: true,
          demonstration: true,
          grants: { where: heldAt(now), select: { role: true } },
          memberships: { where: { endedAt: null }, select: { institutionId: true, role: true } },
        },
      },
    },
  });
  if (!session) return null;
  const { user } = session;
  return {
    kind: "person",
    userId: user.id,
    sessionId: session.id,
    name: user.name,
    email: user.email,
    principal: user.principal,
    locale: user.locale === "ur" ? "ur" : "en",
    demonstration: user.demonstration,
    roles: user.grants.map((grant) => grant.role),
    memberships: user.memberships,
    session: { endsAt: session.expiresAt, latest: latestEnd(session.createdAt) },
  };
}

/** The latest end of a session that was opened at `createdAt`. */
export function latestEnd(createdAt: Date): Date {
  return new Date(createdAt.getTime() + longestSessionSeconds * 1_000);
}
