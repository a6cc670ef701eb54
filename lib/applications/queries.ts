import { searchWords } from "../institutions/search.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may, readsForReviewsOnly } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import type { ApplicationState, Sector } from "../platform/db/generated/enums.ts";
import { type Listing, listingOffset, listingSize } from "../platform/listing.ts";
import { parseReceipt } from "./receipt.ts";
import { storedAnswers } from "./schema.ts";

/** The applications of the person's institutions, the newest first; at most 100. */
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
    take: 100,
  });
}

/** An application as its own pages and the desk show it. */
export type ApplicationView = NonNullable<Awaited<ReturnType<typeof findApplication>>>;

/**
 * One application with its timeline and the questions that were asked, or null for whoever may not read it. Officials see
 * nothing that was never submitted, and a reviewer only what they were asked to review.
 */
export async function findApplication(actor: Actor, id: string) {
  if (actor?.kind !== "person") return null;
  const row = await db().application.findUnique({
    where: { id },
    include: {
      institution: true,
      programme: true,
      phase: true,
      events: { orderBy: [{ at: "asc" }, { id: "asc" }], take: 200 },
      reviews: { where: { reviewerId: actor.userId }, select: { id: true } },
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
  return { ...application, answers: storedAnswers(row.answers), isMember };
}

/** A page of the desk's queue: what was submitted, the longest waiting first. A receipt number finds its one application. */
export async function applicationQueue(actor: Actor, listing: Listing<ApplicationState, Sector>) {
  if (!may(actor, "applications.readQueue")) return { rows: [], total: 0 };
  const receipt = parseReceipt(listing.text);
  const where: Prisma.ApplicationWhereInput = {
    receipt: receipt ?? { not: null },
    ...(listing.state && { state: listing.state }),
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
        institution: { select: { name: true, nameUr: true, sector: true } },
      },
      orderBy: [{ submittedAt: "asc" }, { id: "asc" }],
      skip: listingOffset(listing),
      take: listingSize,
    }),
    db().application.count({ where }),
  ]);
  return { rows, total };
}

/** Institutions of the person that are verified and that they may apply for; at most 50. */
export async function institutionsToApplyFor(actor: Actor) {
  if (actor?.kind !== "person") return [];
  const ids = actor.memberships
    .map((membership) => membership.institutionId)
    .filter((institutionId) => may(actor, "applications.start", { institutionId }));
  return db().institution.findMany({
    where: { id: { in: ids.slice(0, 200) }, state: "VERIFIED" },
    select: {
      id: true,
      name: true,
      nameUr: true,
      sector: true,
      applications: { select: { id: true, phaseId: true, state: true }, take: 50 },
    },
    orderBy: { name: "asc" },
    take: 50,
  });
}
