import { closenessTo } from "../desk/closeness.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import { daysShown } from "../programmes/stepDays.ts";
import { loadsOf } from "./assignment.ts";
import { balance } from "./balance.ts";
import { reviewDue } from "./due.ts";
import { isReviewStep, openSlots } from "./rules.ts";
import { type FoundObstacle, obstaclesToReviewing } from "./steps.ts";

/** What sharing applications out among the reviewers would come to. */
export type AutomaticPlan = {
  applications: {
    id: string;
    receipt: string;
    version: number;
    institution: { name: string; nameUr: string | null };
    asks: { userId: string; name: string }[];
    /** Nobody is asked: it needs nobody, the reader stands close to its institution, or nobody may. */
    why: "full" | "own" | "nobody" | null;
    /** One more is needed than may be asked. */
    isShort: boolean;
    /** Who is left out, and why. */
    conflicts: { name: string; conflict: FoundObstacle }[];
  }[];
  /** Every reviewer at work, with what waits for them now and then. */
  loads: { userId: string; name: string; before: number; after: number }[];
  /** When the first of these reviews would be due. */
  by: Date | null;
};

/**
 * Whom each of the applications would get if they were shared out by load: nobody on leave, none with a conflict that was found or
 * declared, nobody who was asked before. Nothing for whoever may not assign; the same for the same tables.
 */
export async function planAutomatically(
  actor: Actor,
  ids: readonly string[],
  now = new Date(),
): Promise<AutomaticPlan> {
  if (actor?.kind !== "person" || !may(actor, "reviews.assign")) return { applications: [], loads: [], by: null };
  const [applications, people] = await Promise.all([
    db().application.findMany({
      where: { id: { in: [...ids] }, receipt: { not: null } },
      select: {
        id: true,
        receipt: true,
        state: true,
        version: true,
        institutionId: true,
        institution: { select: { name: true, nameUr: true } },
        programme: { select: { stepDays: daysShown } },
        reviewersNeeded: true,
        reviews: { select: { reviewerId: true, state: true } },
      },
      orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    }),
    loadsOf(now),
  ]);
  const conflicts = new Map(
    await Promise.all(
      people.map(async ({ userId, email }) => {
        return [userId, await obstaclesToReviewing(db(), { userId, email }, ids, now)] as const;
      }),
    ),
  );
  const own = await closenessTo(
    db(),
    actor,
    applications.map(({ institutionId }) => institutionId),
    now,
  );
  const cases = applications.map(({ id, state, institutionId, reviewersNeeded, reviews }) => {
    const isOpen = (state === "SUBMITTED" || state === "IN_REVIEW") && !own.has(institutionId);
    const asked = reviews
      .filter((review) => !isReviewStep(review.state, "ASSIGNED"))
      .map((review) => review.reviewerId);
    const close = people.map(({ userId }) => userId).filter((userId) => conflicts.get(userId)?.has(id));
    return { id, slots: isOpen ? openSlots(reviews, reviewersNeeded) : 0, excluded: new Set([...asked, ...close]) };
  });
  const plan = balance(cases, people);
  const nameOf = new Map(people.map(({ userId, name }) => [userId, name]));
  const added = [...plan.values()].flat();
  const dues = applications.map(({ programme }) =>
    reviewDue({ assignedAt: now, requests: [], stepDays: programme.stepDays }, now),
  );
  return {
    by: dues.sort((a, b) => a.getTime() - b.getTime())[0] ?? null,
    applications: applications.map(({ id, receipt, version, institution, institutionId }, index) => {
      const asks = (plan.get(id) ?? []).map((userId) => ({ userId, name: nameOf.get(userId) ?? "" }));
      const slots = cases[index]?.slots ?? 0;
      const why = own.has(institutionId) ? "own" : slots === 0 ? "full" : asks.length === 0 ? "nobody" : null;
      return {
        ...{ id, receipt: receipt ?? "", version, institution, asks, why, isShort: asks.length < slots },
        conflicts: people.flatMap(({ userId, name }) => {
          const conflict = conflicts.get(userId)?.get(id);
          return conflict ? [{ name, conflict }] : [];
        }),
      };
    }),
    loads: people.map(({ userId, name, waiting }) => ({
      ...{ userId, name, before: waiting },
      after: waiting + added.filter((one) => one === userId).length,
    })),
  };
}
