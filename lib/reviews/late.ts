import { closenessTo } from "../desk/closeness.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { awayAt, heldAt } from "../platform/auth/held.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import { workingDaysBefore } from "../platform/workingDays.ts";
import { type DaysSet, daysOf, daysShown } from "../programmes/stepDays.ts";
import { loadsOf } from "./assignment.ts";
import { reviewDue } from "./due.ts";
import { isReviewStep } from "./rules.ts";
import { obstaclesToReviewing } from "./steps.ts";

/** At most this many waiting reviews are looked through, the longest waiting first. */
const lookedAtMost = 500;

/** A review that waits for somebody who is late with it, or on leave. */
export type LateReview = {
  id: string;
  version: number;
  reviewer: string;
  dueAt: Date;
  isOverdue: boolean;
  /** Until when its reviewer is on leave; null where they are at work. */
  awayUntil: Date | null;
  application: { id: string; receipt: string; institution: { name: string; nameUr: string | null } };
  /** Who could be asked instead: whoever has least waiting first, none with a conflict; at most 20. */
  instead: { userId: string; name: string; waiting: number }[];
};

type Asked = { askedAt: Date; repliedAt: Date | null };

const waiting = {
  state: "ASSIGNED",
  application: { state: "IN_REVIEW", receipt: { not: null } },
} as const satisfies Prisma.ReviewWhereInput;

const programme = { select: { stepDays: daysShown } } as const;
const requests = { select: { askedAt: true, repliedAt: true }, orderBy: { askedAt: "asc" }, take: 50 } as const;

/**
 * Reviews that are late, or wait for somebody on leave, each with who could be asked instead; the longest waiting first. None of
 * an institution that the reader stands close to; empty for whoever may not hand a review to another.
 */
export async function lateReviews(actor: Actor, now = new Date()): Promise<LateReview[]> {
  if (actor?.kind !== "person" || !may(actor, "reviews.reassign")) return [];
  const waits = await db().review.findMany({
    where: waiting,
    include: {
      application: {
        select: {
          id: true,
          receipt: true,
          institutionId: true,
          institution: { select: { name: true, nameUr: true } },
          requests,
          programme,
          reviews: { select: { reviewerId: true, state: true } },
        },
      },
    },
    orderBy: [{ assignedAt: "asc" }, { id: "asc" }],
    take: lookedAtMost,
  });
  const own = await closenessTo(
    db(),
    actor,
    waits.map(({ application }) => application.institutionId),
    now,
  );
  const found = waits.filter(({ application }) => !own.has(application.institutionId));
  const people = await db().user.findMany({
    where: { id: { in: found.map(({ reviewerId }) => reviewerId) } },
    select: { id: true, name: true, absences: { where: awayAt(now), select: { endsAt: true } } },
  });
  const reviewerOf = new Map(people.map((person) => [person.id, person]));
  const late = found
    .map((review) => ({
      ...review,
      dueAt: dueOf(review, now),
      awayUntil: reviewerOf.get(review.reviewerId)?.absences.at(0)?.endsAt ?? null,
    }))
    .filter(({ dueAt, awayUntil }) => dueAt < now || awayUntil !== null);
  if (late.length === 0) return [];
  const free = await loadsOf(now);
  const conflicts = new Map(
    await Promise.all(
      free.map(async ({ userId, email }) => {
        const ids = late.map(({ application }) => application.id);
        return [userId, await obstaclesToReviewing(db(), { userId, email }, ids, now)] as const;
      }),
    ),
  );
  return late.map(({ id, version, reviewerId, dueAt, awayUntil, application }) => ({
    id,
    version,
    reviewer: reviewerOf.get(reviewerId)?.name ?? "",
    dueAt,
    isOverdue: dueAt < now,
    awayUntil,
    application: { id: application.id, receipt: application.receipt ?? "", institution: application.institution },
    instead: free
      .filter(
        ({ userId }) =>
          userId !== reviewerId &&
          conflicts.get(userId)?.has(application.id) === false &&
          !application.reviews.some((one) => one.reviewerId === userId && !isReviewStep(one.state, "ASSIGNED")),
      )
      .slice(0, 20)
      .map(({ userId, name, waiting: load }) => ({ userId, name, waiting: load })),
  }));
}

function dueOf(
  {
    assignedAt,
    application,
  }: { assignedAt: Date; application: { requests: Asked[]; programme: { stepDays: DaysSet[] } } },
  now: Date,
): Date {
  return reviewDue({ assignedAt, requests: application.requests, stepDays: application.programme.stepDays }, now);
}

/**
 * Reviews that are late and whose reviewer can be reminded: still in office, at work, and not reminded within the working days that
 * their programme says.
 */
export async function reviewsToRemind(now: Date, most: number) {
  const found = await db().review.findMany({
    where: {
      ...waiting,
      // Nothing that was asked for later can be late already.
      assignedAt: { lt: now },
      OR: [{ remindedAt: null }, { remindedAt: { lte: workingDaysBefore(now, 1) } }],
    },
    include: {
      application: {
        select: { receipt: true, institution: { select: { name: true, nameUr: true } }, requests, programme },
      },
    },
    orderBy: [{ assignedAt: "asc" }, { id: "asc" }],
    take: lookedAtMost,
  });
  const late = found
    .map((review) => ({
      ...review,
      dueAt: dueOf(review, now),
    }))
    .filter(({ dueAt, remindedAt, application }) => {
      const days = daysOf("reminder", now, application.programme.stepDays);
      return dueAt < now && (remindedAt === null || remindedAt <= workingDaysBefore(now, days));
    });
  const people = await db().user.findMany({
    where: {
      id: { in: late.map(({ reviewerId }) => reviewerId) },
      email: { not: null },
      grants: { some: { role: "REVIEWER", ...heldAt(now) } },
      absences: { none: awayAt(now) },
    },
    select: { id: true, email: true, locale: true },
  });
  return late
    .flatMap((review) => {
      const reviewer = people.find(({ id }) => id === review.reviewerId);
      return reviewer?.email ? [{ ...review, reviewer: { email: reviewer.email, locale: reviewer.locale } }] : [];
    })
    .slice(0, most);
}
