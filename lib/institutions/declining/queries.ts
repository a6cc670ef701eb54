import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";

/** What the people of a registration read of how it was refused, or null: never who did it. */
export async function findDecline(actor: Actor, institutionId: string) {
  if (!may(actor, "institutions.read", { institutionId })) return null;
  return db().registrationDecline.findFirst({
    where: { institutionId, state: "CONFIRMED" },
    select: { reason: true, evidence: true, closedAt: true },
  });
}

/** The declines of a registration with who proposed and who closed each, the newest first, for the desk; at most 20. */
export async function declinesOf(actor: Actor, institutionId: string) {
  if (actor?.kind !== "person" || !may(actor, "institutions.readQueue")) return [];
  if (actor.memberships.some((membership) => membership.institutionId === institutionId)) return [];
  const rows = await db().registrationDecline.findMany({
    where: { institutionId },
    orderBy: { proposedAt: "desc" },
    take: 20,
  });
  const ids = rows.flatMap(({ proposedById, closedById }) => [proposedById, ...(closedById ? [closedById] : [])]);
  const officers = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const nameOf = (id: string | null) => officers.find((officer) => officer.id === id)?.name ?? "";
  return rows.map((row) => ({ ...row, proposedBy: nameOf(row.proposedById), closedBy: nameOf(row.closedById) }));
}
