import { heldWhere, leaseShown } from "../desk/queries.ts";
import { searchWords } from "../institutions/search.ts";
import { hidesApplicant } from "../institutions/shown.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may, readsForReviewsOnly } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import type { ApplicationState, Sector } from "../platform/db/generated/enums.ts";
import { dueWhere } from "../platform/dueWhere.ts";
import { deskListingSize, type Listing, listingOffset } from "../platform/listing.ts";
import { reading } from "../platform/reading.ts";
import type { Sorting } from "../platform/sorting.ts";
import { daysShown } from "../programmes/stepDays.ts";
import { withoutApplicant } from "./blind.ts";
import { unreadAtDesk } from "./messages.ts";
import { parseReceipt } from "./receipt.ts";
import { storedAnswers } from "./schema.ts";
import { type Usual, usual, usualFrom } from "./usual.ts";

export { type Message, messagesOf, unreadMessages } from "./messages.ts";

/** As many applications as a person's list shows. */
export const mostApplications = 100;

/** The applications of the person's institutions, the newest first; at most `mostApplications`. */
export async function myApplications(actor: Actor) {
  if (actor?.kind !== "person") return [];
  return db().application.findMany({
    where: { institution: { memberships: { some: { userId: actor.userId, endedAt: null } } } },
    select: {
      id: true,
      receipt: true,
      state: true,
      seats: true,
      savedAt: true,
      submittedAt: true,
      institution: { select: { id: true, name: true, nameUr: true } },
      programme: { select: { nameEn: true, nameUr: true } },
      phase: { select: { nameEn: true, nameUr: true, closesAt: true } },
    },
    orderBy: { createdAt: "desc" },
    take: mostApplications,
  });
}

/** An application as its own pages and the desk show it. */
export type ApplicationView = NonNullable<Awaited<ReturnType<typeof findApplication>>>;

/**
 * One application with its timeline and the questions that were asked, or null for whoever may not read it. Officials see
 * nothing that was never submitted, and a reviewer only what they were asked to review. Of what tells who applies, a blind
 * review's reader gets nothing: `isBlind`, and how many files are withheld.
 */
export const findApplication = reading("applications.read", "application", async (actor: Actor, id: string) => {
  if (actor?.kind !== "person") return null;
  const row = await db().application.findUnique({
    where: { id },
    include: {
      institution: true,
      programme: { include: { stepDays: daysShown } },
      phase: true,
      events: { orderBy: [{ at: "asc" }, { id: "asc" }], take: 200 },
      documents: {
        where: { removedAt: null, messageId: null },
        select: { id: true, purpose: true, fileName: true, mediaType: true, size: true, createdAt: true },
        orderBy: { createdAt: "asc" },
        take: 20,
      },
      reviews: { where: { reviewerId: actor.userId, state: { not: "WITHDRAWN" } }, select: { blind: true } },
      requests: {
        orderBy: { askedAt: "asc" },
        take: 50,
        select: { id: true, question: true, askedAt: true, reply: true, repliedAt: true },
      },
    },
  });
  if (!row || !may(actor, "applications.read", { institutionId: row.institutionId })) return null;
  const isMember = actor.memberships.some((membership) => membership.institutionId === row.institutionId);
  const { reviews, ...application } = row;
  if (!isMember && (row.receipt === null || (readsForReviewsOnly(actor) && reviews.length === 0))) return null;
  const view = { ...application, answers: storedAnswers(row.answers), isMember, isBlind: false, withheld: 0 };
  const hides = !isMember && readsForReviewsOnly(actor) && reviews.some((review) => hidesApplicant(review, row.state));
  return hides ? withoutApplicant(view) : view;
});

/** In which the applicant has the ball. */
const paused: ApplicationState = "INFORMATION_REQUESTED";

/** What the desk's queue may be ordered by. */
export const applicationSorts = ["institution", "sector", "seats", "submitted", "due", "state"] as const;

/**
 * A page of the desk's queue of at most `most` rows: what was submitted, the longest waiting first unless another order is
 * asked for. A receipt number finds its one application. `hasUnread` says of a row that a message in it waits for this reader.
 */
export async function applicationQueue(
  actor: Actor,
  listing: Listing<ApplicationState, Sector, (typeof applicationSorts)[number]>,
  most: number = deskListingSize,
) {
  if (actor?.kind !== "person" || !may(actor, "applications.readQueue")) return { rows: [], total: 0 };
  const receipt = parseReceipt(listing.text);
  const unread = await unreadAtDesk(actor);
  const where: Prisma.ApplicationWhereInput = {
    receipt: receipt ?? { not: null },
    ...(listing.unread && { id: { in: [...unread] } }),
    ...(listing.state && { state: listing.state }),
    ...(listing.due && {
      AND: [dueWhere(listing.due, new Date()), ...(listing.due === "paused" ? [{ state: paused }] : [])],
    }),
    ...(listing.held && heldWhere(listing.held, actor.userId, new Date())),
    institution: {
      ...(listing.sector && { sector: listing.sector }),
      ...(!receipt && {
        AND: searchWords(listing.text).map((word) => ({ searchName: { contains: word } })),
      }),
    },
  };
  const [rows, total] = await Promise.all([
    db().application.findMany({
      where,
      select: {
        id: true,
        receipt: true,
        state: true,
        seats: true,
        submittedAt: true,
        dueAt: true,
        lease: leaseShown,
        institution: { select: { name: true, nameUr: true, sector: true } },
      },
      orderBy: [...queueOrder(listing.sort), { submittedAt: "asc" }, { id: "asc" }],
      skip: listingOffset(listing, most),
      take: most,
    }),
    db().application.count({ where }),
  ]);
  return { rows: rows.map((row) => ({ ...row, hasUnread: unread.has(row.id) })), total };
}

function queueOrder(
  sort: Sorting<(typeof applicationSorts)[number]> | undefined,
): Prisma.ApplicationOrderByWithRelationInput[] {
  switch (sort?.by) {
    case undefined:
      return [];
    case "institution":
      return [{ institution: { name: sort.order } }];
    case "sector":
      return [{ institution: { sector: sort.order } }];
    case "seats":
      return [{ seats: { sort: sort.order, nulls: "last" } }];
    case "submitted":
      return [{ submittedAt: { sort: sort.order, nulls: "last" } }];
    case "due":
      return [{ dueAt: { sort: sort.order, nulls: "last" } }];
    case "state":
      return [{ state: sort.order }];
  }
}

/** An application as its status page shows it: where it stands, and nothing of what was written in it. */
export type ApplicationStatus = NonNullable<Awaited<ReturnType<typeof findStatus>>>;

/**
 * Where an application stands, for whoever opened a link to it: the caller has asked `readStatusLink`, which gives the id. What
 * was asked and replied stays unread.
 */
export async function findStatus(_actor: Actor, id: string) {
  return db().application.findFirst({
    where: { id, receipt: { not: null } },
    select: {
      id: true,
      receipt: true,
      state: true,
      submittedAt: true,
      institution: { select: { name: true, nameUr: true } },
      programme: { select: { nameEn: true, nameUr: true, stepDays: daysShown } },
      phase: { select: { nameEn: true, nameUr: true, closesAt: true } },
      events: { orderBy: [{ at: "asc" }, { id: "asc" }], take: 200 },
      requests: { orderBy: { askedAt: "asc" }, take: 50, select: { askedAt: true, repliedAt: true } },
      messages: { orderBy: { at: "desc" }, take: 1, select: { side: true, at: true } },
      _count: { select: { messages: true } },
    },
  });
}

/** How long each step usually takes, by the applications that were decided last. Public on purpose: it names nobody. */
export async function usualDays(_actor: Actor): Promise<Usual> {
  const rows = await db().application.findMany({
    where: { state: { in: ["AWARDED", "DECLINED"] }, submittedAt: { not: null }, decidedAt: { not: null } },
    select: {
      submittedAt: true,
      decidedAt: true,
      events: { where: { kind: { in: ["reviewStarted", "reviewed"] } }, select: { kind: true, at: true }, take: 20 },
    },
    orderBy: { decidedAt: "desc" },
    take: usualFrom.most,
  });
  return usual(
    rows.flatMap(({ submittedAt, decidedAt, events }) => {
      const when = (kind: string) => events.find((event) => event.kind === kind)?.at ?? null;
      if (!submittedAt || !decidedAt) return [];
      return [{ submittedAt, decidedAt, startedAt: when("reviewStarted"), reviewedAt: when("reviewed") }];
    }),
  );
}
