import { recordEvent } from "../platform/audit.ts";
import { db } from "../platform/db/client.ts";
import { takeBackReview } from "./steps.ts";

/** Taken back in one go at most; the next round takes the rest. */
const atOnce = 200;

/**
 * Takes back the reviews that wait for somebody who is no reviewer any more: whoever lost the role cannot submit, and their place
 * would stay taken for good. The rooms of people know nothing of reviews, so the worker looks. Gives how many there were.
 */
export async function takeBackFromFormer(now = new Date()): Promise<number> {
  const waiting = await db().$queryRaw<{ id: string; applicationId: string; reviewerId: string; version: number }[]>`
    SELECT id, "applicationId", "reviewerId", version FROM "Review"
    WHERE state = 'ASSIGNED' AND NOT EXISTS (SELECT 1 FROM "RoleGrant"
      WHERE "userId" = "reviewerId" AND role = 'REVIEWER' AND "endedAt" IS NULL
        AND ("endsAt" IS NULL OR "endsAt" > ${now}))
    ORDER BY "assignedAt", id LIMIT ${atOnce}`;
  let count = 0;
  for (const review of waiting)
    await db().$transaction(async (tx) => {
      // Submitted, or taken back by hand, at this very moment: then it does not wait any more.
      const taken = await takeBackReview(tx, review, "roleEnded");
      if (!taken.ok) return;
      count++;
      await recordEvent(tx, {
        actor: { kind: "system", name: "worker" },
        action: "reviews.withdraw",
        subject: { kind: "review", id: review.id },
        outcome: "DONE",
        data: { reason: "roleEnded" },
      });
    });
  return count;
}
