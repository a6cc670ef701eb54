import { db } from "../../lib/platform/db/client.ts";
import type { Player } from "./players.mts";

/** A review that its reviewer is late with, and one that does not say who applies, as a rubric may ask for. */
export async function letReviewsWait(late: Player, blind: Player): Promise<void> {
  const assignedAt = new Date(Date.now() - 60 * 86_400_000);
  const waiting = ({ applicationId }: Player) => ({ applicationId, state: "ASSIGNED" as const });
  await db().review.updateMany({ where: waiting(late), data: { assignedAt } });
  await db().review.updateMany({ where: waiting(blind), data: { blind: true } });
}
