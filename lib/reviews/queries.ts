import { z } from "zod";
import { hidesApplicant } from "../institutions/shown.ts";
import type { Actor, Person } from "../platform/auth/actor.ts";
import { atWork } from "../platform/auth/held.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import type { ApplicationState, ReviewState, Sector } from "../platform/db/generated/enums.ts";
import { deskListingSize, listingOffset } from "../platform/listing.ts";
import { reading } from "../platform/reading.ts";
import type { Sorting } from "../platform/sorting.ts";
import type { Criterion } from "../programmes/schema.ts";
import { meanTotal, openSlots } from "./rules.ts";
import { StoredScores } from "./schema.ts";
import { type FoundObstacle, isBlindRubric, obstaclesToReviewing, rubricOf } from "./steps.ts";

export { findDifferences, findDiscussionOf } from "./discussion/queries.ts";
export { lateReviews } from "./late.ts";

/** A line of a reviewer's own queue. */
export type ReviewRow = {
  id: string;
  state: ReviewState;
  total: number | null;
  assignedAt: Date;
  submittedAt: Date | null;
  application: {
    id: string;
    receipt: string;
    state: ApplicationState;
    seats: number;
    sector: Sector;
    /** Null where the review is blind. */
    institution: { name: string; nameUr: string | null } | null;
  };
};

/** What the reader's own reviews may be ordered by. */
export const reviewSorts = ["institution", "seats", "state", "since", "score"] as const;

/**
 * The reader's own reviews: those that wait first, the oldest leading, unless another order is asked for. `page` counts from 1
 * and has at most 100 rows. Whoever has a blind one among them cannot have them in the order of the applicants' names.
 */
export async function myReviews(
  actor: Actor,
  page = 1,
  sort?: Sorting<(typeof reviewSorts)[number]>,
): Promise<{ rows: ReviewRow[]; count: number; waiting: number; hasBlind: boolean }> {
  if (actor?.kind !== "person" || !may(actor, "reviews.submit"))
    return { rows: [], count: 0, waiting: 0, hasBlind: false };
  const where = mine(actor);
  // In the order of names, even a row without one would say where its name stands.
  const hasBlind = (await db().review.count({ where: { ...where, blind: true } })) > 0;
  const asked = hasBlind && sort?.by === "institution" ? undefined : sort;
  const [count, waiting, reviews] = await Promise.all([
    db().review.count({ where }),
    db().review.count({ where: { reviewerId: actor.userId, state: "ASSIGNED" } }),
    db().review.findMany({
      where,
      include: { application: { include: { institution: { select: { name: true, nameUr: true, sector: true } } } } },
      orderBy: [...queueOrder(asked), { state: "asc" }, { assignedAt: "asc" }, { id: "asc" }],
      skip: listingOffset({ page }, deskListingSize),
      take: deskListingSize,
    }),
  ]);
  const rows = reviews.map(({ application, ...review }) => ({
    id: review.id,
    state: review.state,
    total: review.total,
    assignedAt: review.assignedAt,
    submittedAt: review.submittedAt,
    application: {
      id: application.id,
      receipt: application.receipt ?? "",
      state: application.state,
      seats: application.seats ?? 0,
      sector: application.institution.sector,
      institution: hidesApplicant(review, application.state)
        ? null
        : { name: application.institution.name, nameUr: application.institution.nameUr },
    },
  }));
  return { rows, count, waiting, hasBlind };
}

/** The id of the reader's own review of the application with this receipt number, or null. */
export async function findReviewByReceipt(actor: Actor, receipt: string): Promise<string | null> {
  if (actor?.kind !== "person" || !may(actor, "reviews.submit")) return null;
  const review = await db().review.findFirst({
    where: { ...mine(actor), application: { receipt } },
    select: { id: true },
  });
  return review?.id ?? null;
}

function queueOrder(sort: Sorting<(typeof reviewSorts)[number]> | undefined): Prisma.ReviewOrderByWithRelationInput[] {
  switch (sort?.by) {
    case undefined:
      return [];
    case "institution":
      return [{ application: { institution: { name: sort.order } } }];
    case "seats":
      return [{ application: { seats: { sort: sort.order, nulls: "last" } } }];
    case "since":
      return [{ assignedAt: sort.order }];
    case "score":
      return [{ total: { sort: sort.order, nulls: "last" } }];
    case "state":
      return [{ state: sort.order }];
  }
}

/** One review with its rubric. */
export type ReviewDetail = {
  id: string;
  state: ReviewState;
  version: number;
  scores: Record<string, number>;
  total: number | null;
  comment: string | null;
  conflictReason: string | null;
  withdrawReason: string | null;
  submittedAt: Date | null;
  isOwn: boolean;
  blind: boolean;
  criteria: readonly Criterion[];
  application: { id: string; receipt: string; state: ApplicationState; version: number };
};

/**
 * A review, or null. A reviewer reads their own only, so that no score leans on another's, and while it is theirs; officers read all but those of
 * institutions that they belong to.
 */
export const findReview = reading(
  "reviews.read",
  "review",
  async (actor: Actor, id: string): Promise<ReviewDetail | null> => {
    if (actor?.kind !== "person" || !may(actor, "reviews.read") || !z.uuid().safeParse(id).success) return null;
    const review = await db().review.findFirst({
      where: { id, ...(readsAll(actor) ? { application: ofOthers(actor) } : mine(actor)) },
      include: { application: true },
    });
    if (!review?.application.receipt || review.application.rubricVersion === null) return null;
    const { application } = review;
    return {
      id: review.id,
      state: review.state,
      version: review.version,
      scores: StoredScores.parse(review.scores),
      total: review.total,
      comment: review.comment,
      conflictReason: review.conflictReason,
      withdrawReason: review.withdrawReason,
      submittedAt: review.submittedAt,
      isOwn: review.reviewerId === actor.userId,
      blind: review.blind,
      criteria: await rubricOf(db(), application.programmeId, review.application.rubricVersion),
      application: {
        id: application.id,
        receipt: review.application.receipt,
        state: application.state,
        version: application.version,
      },
    };
  },
);

/** What is known of an application's reviews. */
export type ReviewsOfApplication = {
  reviews: { id: string; reviewer: string; state: ReviewState; version: number; total: number | null }[];
  /** Hundredths of a percent over the reviews submitted; null before the first. */
  mean: number | null;
  openSlots: number;
  /** Whoever reviews it is not told who applies. */
  blind: boolean;
};

/** An application's reviews, for officers: all; for a reviewer: their own only, without a mean; none for the applicant's members. */
export async function reviewsOf(actor: Actor, applicationId: string): Promise<ReviewsOfApplication> {
  if (actor?.kind !== "person" || !may(actor, "reviews.read"))
    return { reviews: [], mean: null, openSlots: 0, blind: false };
  const all = await db().review.findMany({
    where: { applicationId, application: ofOthers(actor) },
    orderBy: [{ assignedAt: "asc" }, { id: "asc" }],
    take: 50,
  });
  const application = await db().application.findUnique({
    where: { id: applicationId },
    select: { reviewersNeeded: true, programmeId: true, rubricVersion: true },
  });
  const people = await db().user.findMany({
    where: { id: { in: all.map((review) => review.reviewerId) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map((person) => [person.id, person.name]));
  const shown = readsAll(actor)
    ? all
    : all.filter((review) => review.reviewerId === actor.userId && review.state !== "WITHDRAWN");
  const totals = all.flatMap((review) => (review.total === null ? [] : [review.total]));
  return {
    reviews: shown.map(({ id, reviewerId, state, version, total }) => ({
      id,
      reviewer: names.get(reviewerId) ?? "",
      state,
      version,
      total,
    })),
    mean: readsAll(actor) ? meanTotal(totals) : null,
    openSlots: openSlots(all, application?.reviewersNeeded),
    blind:
      typeof application?.rubricVersion === "number" &&
      (await isBlindRubric(db(), application.programmeId, application.rubricVersion)),
  };
}

/** Somebody who could review an application, with what is on their desk already. */
export type ReviewerSuggestion = { userId: string; name: string; waiting: number; conflict: FoundObstacle | null };

/** At most this many reviewers are suggested. */
const suggestedAtMost = 100;

/**
 * Who could review the application: whoever has least waiting comes first; those with a conflict that was found come last and
 * cannot be chosen; those on leave and those asked before are left out, unless the request was taken back. Empty for whoever may not assign.
 */
export async function reviewerSuggestions(actor: Actor, applicationId: string): Promise<ReviewerSuggestion[]> {
  if (!may(actor, "reviews.assign")) return [];
  const reviewers = await db().user.findMany({
    where: atWork("REVIEWER", new Date()),
    select: { id: true, name: true, email: true },
    orderBy: { name: "asc" },
    take: suggestedAtMost,
  });
  const [loads, before] = await Promise.all([
    db().review.groupBy({
      by: ["reviewerId"],
      where: { reviewerId: { in: reviewers.map(({ id }) => id) }, state: "ASSIGNED" },
      _count: { _all: true },
    }),
    db().review.findMany({ where: { applicationId, state: { not: "WITHDRAWN" } }, select: { reviewerId: true } }),
  ]);
  const asked = new Set(before.map((review) => review.reviewerId));
  const suggestions = await Promise.all(
    reviewers
      .filter(({ id }) => !asked.has(id))
      .map(async ({ id, name, email }) => {
        const conflicts = await obstaclesToReviewing(db(), { userId: id, email }, [applicationId]);
        const waiting = loads.find((load) => load.reviewerId === id)?._count._all ?? 0;
        return { userId: id, name, waiting, conflict: conflicts.get(applicationId) ?? null };
      }),
  );
  return suggestions.sort((a, b) => Number(a.conflict !== null) - Number(b.conflict !== null) || a.waiting - b.waiting);
}

/** Applications of institutions that the person does not belong to. */
function ofOthers(actor: Person): Prisma.ApplicationWhereInput {
  return { institutionId: { notIn: actor.memberships.map((membership) => membership.institutionId) } };
}

/** Reviews that the person was asked for, and still is. */
function mine(actor: Person): Prisma.ReviewWhereInput {
  return { reviewerId: actor.userId, state: { not: "WITHDRAWN" } };
}

function readsAll(actor: Person): boolean {
  return actor.roles.some((role) => role === "APPROVER" || role === "ADMINISTRATOR" || role === "AUDITOR");
}
