import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { obstacleToTakingPart } from "../steps.ts";
import { waitersOf } from "../waitlist/steps.ts";

/** A waitlist that was closed: which, when and why. */
export type ClosedWaitlist = {
  programme: { id: string; nameEn: string; nameUr: string };
  sector: Sector;
  closedAt: Date;
  reason: string;
};

/** The waitlists that were closed, the latest first; at most 200. Public. */
export async function closedWaitlists(_actor: Actor): Promise<ClosedWaitlist[]> {
  const rows = await db().waitlistClosing.findMany({
    where: { state: "CONFIRMED" },
    select: {
      ...{ sector: true, closedAt: true, reason: true },
      programme: { select: { id: true, nameEn: true, nameUr: true } },
    },
    orderBy: { closedAt: "desc" },
    take: 200,
  });
  return rows.flatMap(({ closedAt, ...row }) => (closedAt ? [{ ...row, closedAt }] : []));
}

/** Closings that wait for another administrator, with who proposed each and why the reader may not decide; nothing for whoever may not read batches. */
export async function closingsProposed(actor: Actor) {
  if (actor?.kind !== "person" || !may(actor, "batches.read")) return [];
  const rows = await db().waitlistClosing.findMany({ where: { state: "PROPOSED" }, take: 200 });
  const people = await db().user.findMany({
    where: { id: { in: rows.map(({ proposedById }) => proposedById) } },
    select: { id: true, name: true },
  });
  const waiters = await Promise.all(rows.map(({ programmeId, sector }) => waitersOf(db(), programmeId, sector)));
  return Promise.all(
    rows.map(async (row, index) => ({
      ...row,
      proposedBy: people.find(({ id }) => id === row.proposedById)?.name ?? "",
      mayNotDecide: await obstacleToTakingPart(
        db(),
        actor,
        (waiters[index] ?? []).map(({ applicationId }) => applicationId),
      ),
    })),
  );
}
