import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";

/** What hangs on an institution, before something is done to it: counts only. */
export type InstitutionStanding = NonNullable<Awaited<ReturnType<typeof institutionStanding>>>;

/** Licences by state, seats that are offered, applications that are not decided, and members; null for whoever may not read the queue. */
export async function institutionStanding(actor: Actor, institutionId: string) {
  if (!may(actor, "institutions.readQueue")) return null;
  const undecided = [
    "DRAFT",
    "SUBMITTED",
    "IN_REVIEW",
    "INFORMATION_REQUESTED",
    "REVIEWED",
    "PROPOSED",
    "WAITLISTED",
  ] as const;
  const [licences, offers, applications, members] = await Promise.all([
    db().licence.groupBy({ by: ["state"], where: { institutionId }, _count: true }),
    db().seat.count({ where: { state: "OFFERED", licence: { institutionId } } }),
    db().application.count({ where: { institutionId, state: { in: [...undecided] } } }),
    db().membership.count({ where: { institutionId, endedAt: null } }),
  ]);
  const count = (...states: string[]) =>
    licences.reduce((sum, { state, _count }) => sum + (states.includes(state) ? _count : 0), 0);
  return {
    inForce: count("ACTIVE"),
    suspended: count("SUSPENDED"),
    coming: count("PENDING"),
    offers,
    applications,
    members,
  };
}
