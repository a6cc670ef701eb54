import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import { inviteHash } from "./inviteToken.ts";
import { membersAtMost } from "./rules.ts";
import { InviteToken } from "./schema.ts";

/** Who belongs to an institution and who is about to, as its members see it; null for everybody else. */
export type Membership = NonNullable<Awaited<ReturnType<typeof membershipOf>>>;

/**
 * Members (at most 50), the open transfer of ownership, and, for owners, invitations and requests that are open.
 * Null for whoever is no member.
 */
export async function membershipOf(actor: Actor, institutionId: string, now = new Date()) {
  const owned = { institutionId };
  if (actor?.kind !== "person" || !may(actor, "institutions.readMembers", owned)) return null;
  const isOwner = may(actor, "institutions.inviteMember", owned);
  const person = { select: { name: true, email: true } };
  const [members, transfer, invitations, requests] = await Promise.all([
    db().membership.findMany({
      where: { institutionId, endedAt: null },
      select: { id: true, userId: true, role: true, shared: true, version: true, createdAt: true, user: person },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: membersAtMost,
    }),
    db().ownershipTransfer.findFirst({
      where: { institutionId, state: "PROPOSED" },
      select: { id: true, version: true, fromId: true, toId: true, createdAt: true, from: person, to: person },
    }),
    isOwner
      ? db().invitation.findMany({
          where: { institutionId, state: "OPEN", expiresAt: { gt: now } },
          select: { id: true, email: true, role: true, shared: true, version: true, expiresAt: true },
          orderBy: { createdAt: "asc" },
          take: membersAtMost,
        })
      : [],
    isOwner
      ? db().joinRequest.findMany({
          where: { institutionId, state: "OPEN" },
          select: { id: true, note: true, version: true, createdAt: true, user: person },
          orderBy: { createdAt: "asc" },
          take: membersAtMost,
        })
      : [],
  ]);
  const me = members.find((member) => member.userId === actor.userId);
  return me ? { members, me, transfer, invitations, requests, isOwner } : null;
}

/**
 * The invitation behind a link, for whoever is signed in with the address that it was sent to, while it is open or when they
 * accepted it; null for everybody else, and where there is none.
 */
export async function findInvitation(actor: Actor, token: string, now = new Date()) {
  if (actor?.kind !== "person" || actor.email === null || !InviteToken.safeParse(token).success) return null;
  const row = await db().invitation.findUnique({
    where: { tokenHash: inviteHash(token) },
    include: { institution: { select: { id: true, name: true, nameUr: true } } },
  });
  if (!row || row.email !== actor.email || row.state === "WITHDRAWN") return null;
  const { role, shared, expiresAt, institution } = row;
  const isIn = actor.memberships.some((membership) => membership.institutionId === institution.id);
  if (row.state === "ACCEPTED" && !isIn) return null;
  const state = isIn ? ("in" as const) : now >= expiresAt ? ("expired" as const) : ("open" as const);
  return { state, role, shared, expiresAt, institution };
}
