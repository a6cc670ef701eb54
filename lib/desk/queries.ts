import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import type { HeldFilter } from "../platform/listing.ts";
import { leaseFor, type ViewList, viewsAtMost } from "./rules.ts";
import type { CaseKey } from "./steps.ts";

/** The person's views, of one list or of all, by name. */
export async function myViews(actor: Actor, list?: ViewList) {
  if (actor?.kind !== "person") return [];
  return db().savedView.findMany({
    where: { userId: actor.userId, ...(list && { list }) },
    select: { id: true, list: true, name: true, query: true },
    orderBy: [{ list: "asc" }, { name: "asc" }],
    take: viewsAtMost,
  });
}

/** How a case is held, as the actor sees it: `mayClaim` where they may take it at all. */
export async function caseLease(actor: Actor, of: CaseKey) {
  if (actor?.kind !== "person" || !may(actor, "desk.open")) return null;
  const now = new Date();
  const lease = await db().caseLease.findFirst({ where: of, include: { holder: { select: { name: true } } } });
  const held = leaseFor(lease, actor.userId, now);
  return {
    held,
    mayClaim: may(actor, "desk.claimCase"),
    ...(lease &&
      held !== "free" && { holder: lease.holder.name, until: lease.until, reason: lease.reason, since: lease.takenAt }),
  };
}

/** What of a lease a list shows, and which leases a filter finds. */
export const leaseShown = {
  select: { holderId: true, until: true, holder: { select: { name: true } } },
} as const satisfies Prisma.CaseLeaseFindManyArgs;

/** What a filter asks of a case's lease at `now`. */
export function heldWhere(
  held: HeldFilter,
  userId: string,
  now: Date,
): { lease: { is: Prisma.CaseLeaseWhereInput } } | { NOT: { lease: { is: Prisma.CaseLeaseWhereInput } } } {
  const standing = { until: { gt: now } };
  return held === "mine" ? { lease: { is: { holderId: userId, ...standing } } } : { NOT: { lease: { is: standing } } };
}
