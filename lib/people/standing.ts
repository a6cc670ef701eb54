import { heldAt } from "../platform/auth/held.ts";
import type { Tx } from "../platform/db/client.ts";
import type { RoleChange } from "../platform/db/generated/client.ts";
import type { Role } from "../platform/db/generated/enums.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { neededNow } from "./needed.ts";
import { isQuorumRole, obstacleToChange, openStates } from "./rules.ts";

/** Whatever reads who holds what and then changes it takes its turn here, until its transaction ends. */
export async function lockRoles(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('people.roles'))`;
}

/** A change as far as the rules look at it; `id` of one that is written down, so that it does not stand in its own way. */
export type ChangeAsked = Pick<RoleChange, "kind" | "userId" | "role" | "deputyForId"> & { id?: string };

/** Why the change cannot be made as things stand now, or null. Call with the roles locked. */
export async function obstacleNow(tx: Tx, change: ChangeAsked, now: Date): Promise<ErrorCode | null> {
  const { kind, userId, role, deputyForId } = change;
  const [grants, open, others, deputised] = [
    await tx.roleGrant.findMany({ where: { userId, ...heldAt(now) }, select: { role: true, endsAt: true } }),
    await tx.roleChange.findMany({
      where: {
        userId,
        state: { in: [...openStates] },
        kind: { in: ["GRANT", "DEPUTY", "SUSPEND"] },
        ...(change.id && { id: { not: change.id } }),
      },
      select: { role: true },
    }),
    await tx.roleGrant.count({ where: { role, endedAt: null, endsAt: null, userId: { not: userId } } }),
    await (deputyForId === null ? true : holds(tx, deputyForId, role)),
  ];
  return obstacleToChange(kind, role, {
    held: grants.map((grant) => grant.role),
    coming: open.map((one) => one.role),
    isPermanent: grants.some((grant) => grant.role === role && grant.endsAt === null),
    others,
    needed: isQuorumRole(role) ? await neededNow(tx, role) : 0,
    deputised,
  });
}

/** Does somebody hold the role in their own right, not as a deputy? */
export async function holds(tx: Tx, userId: string, role: Role): Promise<boolean> {
  return (await tx.roleGrant.count({ where: { userId, role, endedAt: null, endsAt: null } })) > 0;
}

/** Does the one who proposed it still hold the office by which they did? */
export async function proposerStands(tx: Tx, change: RoleChange, now: Date): Promise<boolean> {
  if (change.kind === "DEPUTY" && change.proposedById === change.deputyForId) return true;
  return isAdministrator(tx, change.proposedById, now);
}

/** Is somebody an administrator at `now`, as a deputy or not? */
export async function isAdministrator(tx: Tx, userId: string, now: Date): Promise<boolean> {
  return (await tx.roleGrant.count({ where: { userId, role: "ADMINISTRATOR", ...heldAt(now) } })) > 0;
}

/** Gives the role of a change, in place of a deputy's grant that ran out and was not ended yet. */
export async function giveRole(tx: Tx, change: RoleChange, now: Date): Promise<void> {
  const { id: changeId, userId, role, endsAt } = change;
  await tx.roleGrant.updateMany({
    where: { userId, role, endedAt: null, endsAt: { lte: now } },
    data: { endedAt: now },
  });
  await tx.roleGrant.create({ data: { userId, role, endsAt, changeId, grantedAt: now } });
}
