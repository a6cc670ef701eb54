import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { ErrorCode } from "../../platform/errors/codes.ts";
import { isId } from "../../platform/ids.ts";
import { reading } from "../../platform/reading.ts";
import { meanTotal } from "../../reviews/rules.ts";
import type { PlanItem } from "../rules.ts";
import { assertMayDecide, planOf } from "../steps.ts";
import { unopenedItems } from "./steps.ts";

/** Decisions that one page of reading shows. */
export const readAtOnce = 10;

/** A decision as it is read before it is approved, with the scores behind it. */
export type ItemToRead = PlanItem & {
  /** Hundredths of a percent; null where nothing was scored. */
  mean: number | null;
  scores: { reviewId: string; total: number; comment: string | null }[];
};

/** What an approver of a batch reads next. */
export type Reading = {
  batchId: string;
  code: string;
  planHash: string;
  items: ItemToRead[];
  opened: number;
  count: number;
  /** Why the reader may not approve it, or null. */
  mayNotDecide: ErrorCode | null;
};

/** The next decisions of a proposed batch that the reader has not opened, in the order of the plan, at most 10; null where there is nothing for them to read. */
export const findReading = reading(
  "batches.read",
  { kind: "batch", orNothing: "batches.openItems" },
  async (actor: Actor, batchId: string): Promise<Reading | null> => {
    if (actor?.kind !== "person" || !may(actor, "batches.openItems") || !isId(batchId)) return null;
    const [plan, decide] = await Promise.all([planOf(db(), batchId), assertMayDecide(db(), actor, batchId)]);
    if (plan?.state !== "PROPOSED" || plan.planHash === null) return null;
    const mayNotDecide = decide.ok ? null : decide.error.code;
    const common = { batchId, code: plan.code, planHash: plan.planHash, count: plan.items.length, mayNotDecide };
    // Whoever stands close to an applicant does not read the plan through this door either.
    if (mayNotDecide !== null) return { ...common, items: [], opened: 0 };
    const unopened = new Set(await unopenedItems(db(), batchId, actor.userId));
    const next = plan.items.filter((item) => unopened.has(item.itemId)).slice(0, readAtOnce);
    const reviews = await db().review.findMany({
      where: { applicationId: { in: next.map((item) => item.applicationId) }, state: "SUBMITTED" },
      select: { id: true, applicationId: true, total: true, comment: true },
      orderBy: { submittedAt: "asc" },
    });
    const items = next.map((item) => {
      const scores = reviews.flatMap(({ id: reviewId, applicationId, total, comment }) =>
        applicationId === item.applicationId && total !== null ? [{ reviewId, total, comment }] : [],
      );
      return { ...item, scores, mean: meanTotal(scores.map(({ total }) => total)) };
    });
    return { ...common, items, opened: plan.items.length - unopened.size };
  },
);
