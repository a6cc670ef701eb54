import { closenessTo } from "../desk/closeness.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { atWork } from "../platform/auth/held.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import { isReviewStep, openSlots } from "./rules.ts";
import { obstaclesToReviewing } from "./steps.ts";

/** At most this many reviewers are offered. */
const offeredAtMost = 100;

/** Who holds the role of a reviewer and is not on leave, and how much waits for them: the least first; at most 100. Empty for whoever may not assign. */
export async function reviewers(actor: Actor): Promise<{ userId: string; name: string; waiting: number }[]> {
  if (!may(actor, "reviews.assign")) return [];
  return (await loadsOf(new Date())).map(({ userId, name, waiting }) => ({ userId, name, waiting }));
}

/** Reviewers at work at `now` and how much waits for each: the least first, at most 100. For queries of this room, which ask for the permission. */
export async function loadsOf(now: Date) {
  const found = await db().user.findMany({
    where: atWork("REVIEWER", now),
    select: { id: true, name: true, email: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: offeredAtMost,
  });
  const loads = await db().review.groupBy({
    by: ["reviewerId"],
    where: { reviewerId: { in: found.map(({ id }) => id) }, state: "ASSIGNED" },
    _count: { _all: true },
  });
  return found
    .map(({ id, name, email }) => ({
      userId: id,
      name,
      email,
      waiting: loads.find((load) => load.reviewerId === id)?._count._all ?? 0,
    }))
    .sort((a, b) => a.waiting - b.waiting);
}

/** What asking the chosen reviewers would come to, for one application. */
export type AssignmentPreview = Awaited<ReturnType<typeof previewAssignment>>[number];

/**
 * Whom asking these reviewers would reach, for each of the applications: nobody where no place is open (`full`) or the officer
 * belongs to the applicant (`own`); otherwise those of them who were not asked before and have no conflict that was found, as far
 * as the places go. Nothing for whoever may not assign; at most as many as are asked for.
 */
export async function previewAssignment(actor: Actor, ids: readonly string[], reviewerIds: readonly string[]) {
  if (actor?.kind !== "person" || !may(actor, "reviews.assign")) return [];
  const [applications, judges] = await Promise.all([
    db().application.findMany({
      where: { id: { in: [...ids] }, receipt: { not: null } },
      select: {
        id: true,
        receipt: true,
        state: true,
        version: true,
        institutionId: true,
        institution: { select: { name: true, nameUr: true } },
        reviewersNeeded: true,
        reviews: { select: { reviewerId: true, state: true } },
      },
      orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
    }),
    db().user.findMany({
      where: { id: { in: [...reviewerIds] }, ...atWork("REVIEWER", new Date()) },
      select: { id: true, email: true },
    }),
  ]);
  const conflicts = new Map(
    await Promise.all(
      judges.map(async ({ id, email }) => [id, await obstaclesToReviewing(db(), { userId: id, email }, ids)] as const),
    ),
  );
  const own = await closenessTo(
    db(),
    actor,
    applications.map(({ institutionId }) => institutionId),
  );
  return applications.map(({ reviews, institutionId, reviewersNeeded, ...application }) => {
    const isOpen = application.state === "SUBMITTED" || application.state === "IN_REVIEW";
    const slots = isOpen ? openSlots(reviews, reviewersNeeded) : 0;
    const isOwn = own.has(institutionId);
    const free = reviewerIds.filter(
      (id) =>
        conflicts.get(id)?.has(application.id) === false &&
        !reviews.some((review) => review.reviewerId === id && !isReviewStep(review.state, "ASSIGNED")),
    );
    const asks = isOwn ? [] : free.slice(0, slots);
    const effect = isOwn
      ? "own"
      : slots === 0
        ? "full"
        : asks.length === 2
          ? "two"
          : asks.length === 1
            ? "one"
            : "none";
    return { ...application, receipt: application.receipt ?? "", asks, effect } as const;
  });
}
