import { isClose } from "../desk/closeness.ts";
import { heldWhere, leaseShown } from "../desk/queries.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import type { InstitutionState, Sector } from "../platform/db/generated/enums.ts";
import { dueWhere } from "../platform/dueWhere.ts";
import { isId } from "../platform/ids.ts";
import { deskListingSize, type Listing, listingOffset } from "../platform/listing.ts";
import { reading } from "../platform/reading.ts";
import type { Sorting } from "../platform/sorting.ts";
import { lyingSince } from "./declining/rules.ts";
import { currentRound } from "./rules.ts";
import { searchWords } from "./search.ts";
import { shownTo } from "./shown.ts";

export { registrationMessages } from "./messages.ts";

/** An institution as its members' lists show it. */
export type InstitutionLine = Awaited<ReturnType<typeof myInstitutions>>[number];

/** The institutions that the person belongs to, the newest first; at most 50. */
export async function myInstitutions(actor: Actor) {
  if (actor?.kind !== "person") return [];
  return db().institution.findMany({
    where: { memberships: { some: { userId: actor.userId, endedAt: null } } },
    select: { id: true, name: true, nameUr: true, kind: true, sector: true, state: true, createdAt: true },
    orderBy: { createdAt: "desc" },
    take: 50,
  });
}

/** An institution as its own pages and the desk show it. */
export type InstitutionView = NonNullable<Awaited<ReturnType<typeof findInstitution>>>;

/**
 * One institution with district, directory entry, standing documents and what was found about it, or null for whoever may not
 * read it. Officials see nothing of a draft, reviewers only whom they were asked to review and may know; members see of the checks only what was sent to them, never who checked.
 */
export const findInstitution = reading("institutions.read", "institution", async (actor: Actor, id: string) => {
  if (actor?.kind !== "person" || !isId(id) || !may(actor, "institutions.read", { institutionId: id })) return null;
  const isMember = actor.memberships.some((membership) => membership.institutionId === id);
  const row = await db().institution.findFirst({
    where: { id, ...(!isMember && shownTo(actor)) },
    include: {
      district: true,
      directoryEntry: true,
      documents: {
        where: { removedAt: null, applicationId: null },
        select: { id: true, purpose: true, fileName: true, mediaType: true, size: true, createdAt: true },
        orderBy: { createdAt: "asc" },
        take: 50,
      },
      checks: { orderBy: { createdAt: "asc" }, take: 100 },
      suspensions: { orderBy: { suspendedAt: "asc" }, take: 100 },
    },
  });
  if (!row) return null;
  const { checks, suspensions, ...institution } = row;
  const mayReadAll = may(actor, "institutions.readQueue") && !isMember;
  const standsClose = isMember || (await isClose(db(), actor, id));
  const returned = checks.filter((check) => !check.verified).at(-1);
  return {
    ...institution,
    isMember,
    /** Does the reader stand too close to it to decide anything about it? */
    isClose: standsClose,
    /** What the last return said, while it is the registrant's turn. */
    returned: institution.state === "RETURNED" && returned ? returned : null,
    /** Of the present round; empty for those whom it concerns. */
    checks: mayReadAll ? await withOfficers(checks) : [],
    /** The suspension that lasts: when and why, as its people read it. */
    suspended: suspensions.find(({ liftedAt }) => liftedAt === null) ?? null,
    /** Every suspension with who suspended and who lifted; empty for those whom it concerns. */
    suspensions: mayReadAll ? await withNames(suspensions) : [],
    round: currentRound(checks),
  };
});

async function withOfficers<Check extends { officerId: string }>(checks: readonly Check[]) {
  const officers = await db().user.findMany({
    where: { id: { in: [...new Set(checks.map((check) => check.officerId))] } },
    select: { id: true, name: true },
  });
  return checks.map((check) => ({
    ...check,
    officer: officers.find((officer) => officer.id === check.officerId)?.name ?? "",
  }));
}

async function withNames<S extends { suspendedById: string; liftedById: string | null }>(suspensions: readonly S[]) {
  const ids = suspensions.flatMap(({ suspendedById, liftedById }) => [
    suspendedById,
    ...(liftedById ? [liftedById] : []),
  ]);
  const officers = await db().user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const nameOf = (id: string | null) => officers.find((officer) => officer.id === id)?.name ?? "";
  return suspensions.map((one) => ({
    ...one,
    suspendedBy: nameOf(one.suspendedById),
    liftedBy: nameOf(one.liftedById),
  }));
}

/** Who registered: name, address and role of the members, for the officer who checks and for the members themselves. */
export async function institutionMembers(actor: Actor, institutionId: string) {
  if (actor?.kind !== "person" || !may(actor, "institutions.read", { institutionId })) return [];
  const isOwn = actor.memberships.some((membership) => membership.institutionId === institutionId);
  const rows = await db().membership.findMany({
    where: { institutionId, endedAt: null, ...(!isOwn && { institution: shownTo(actor) }) },
    select: { role: true, user: { select: { name: true, email: true } } },
    orderBy: { createdAt: "asc" },
    take: 50,
  });
  return rows.map(({ role, user }) => ({ role, ...user }));
}

/** What the desk's queue may be ordered by. */
export const institutionSorts = ["name", "sector", "submitted", "due", "state"] as const;

/**
 * A page of the desk's queue of at most `most` rows, the longest waiting first unless another order is asked for; drafts are
 * nobody's business yet.
 */
export async function institutionQueue(
  actor: Actor,
  listing: Listing<InstitutionState, Sector, (typeof institutionSorts)[number]>,
  most: number = deskListingSize,
) {
  if (actor?.kind !== "person" || !may(actor, "institutions.readQueue")) return { rows: [], total: 0 };
  const where: Prisma.InstitutionWhereInput = {
    state: listing.state ?? { not: "DRAFT" },
    ...(listing.sector && { sector: listing.sector }),
    ...(listing.held && heldWhere(listing.held, actor.userId, new Date())),
    AND: [
      { state: { not: "DRAFT" } },
      ...(listing.due ? [dueWhere(listing.due, new Date())] : []),
      ...(listing.due === "paused" || listing.due === "lying" ? [{ state: "RETURNED" as const }] : []),
      ...(listing.due === "lying" ? [{ touchedAt: { lte: lyingSince(new Date()) } }] : []),
      ...searchWords(listing.text).map((word) => ({ searchName: { contains: word } })),
    ],
  };
  const [rows, total] = await Promise.all([
    db().institution.findMany({
      where,
      select: {
        id: true,
        name: true,
        nameUr: true,
        kind: true,
        sector: true,
        state: true,
        domainMatch: true,
        directoryEntryId: true,
        submittedAt: true,
        touchedAt: true,
        dueAt: true,
        lease: leaseShown,
        district: { select: { nameEn: true, nameUr: true } },
      },
      orderBy: [...queueOrder(listing.sort), { submittedAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
      skip: listingOffset(listing, most),
      take: most,
    }),
    db().institution.count({ where }),
  ]);
  return { rows, total };
}

function queueOrder(
  sort: Sorting<(typeof institutionSorts)[number]> | undefined,
): Prisma.InstitutionOrderByWithRelationInput[] {
  if (!sort) return [];
  if (sort.by === "submitted") return [{ submittedAt: { sort: sort.order, nulls: "last" } }];
  if (sort.by === "due") return [{ dueAt: { sort: sort.order, nulls: "last" } }];
  return [{ [sort.by]: sort.order }];
}
