import { isClose } from "../desk/closeness.ts";
import { searchWords } from "../institutions/search.ts";
import { ladderOf } from "../licences/figures/ladder.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import type { OutcomeState, Sector } from "../platform/db/generated/enums.ts";
import { isId } from "../platform/ids.ts";
import { type Listing, listingOffset, trailListingSize } from "../platform/listing.ts";
import { reading } from "../platform/reading.ts";
import { entriesAtMost, isReportDue } from "./rules.ts";
import { Words } from "./schema.ts";

/** What an institution reported, as its own people and the desk read it. */
export type Report = NonNullable<Awaited<ReturnType<typeof findReport>>>;

/** An entry of a report. */
export type Entry = Report["entries"][number];

const programmeShown = { select: { id: true, nameEn: true, nameUr: true } } as const;

/**
 * An institution's report: its entries, the newest first, its rungs of the ladder, the programmes that it has licences of, and whether
 * it is time to report. Null for whoever may not read it.
 */
export const findReport = reading(
  "outcomes.read",
  "institution",
  async (actor: Actor, institutionId: string, now: Date = new Date()) => {
    if (!may(actor, "outcomes.read", { institutionId }) || !isId(institutionId)) return null;
    const [entries, programmes, ladder, isDue] = await Promise.all([
      db().outcomeEntry.findMany({
        where: { institutionId, state: { not: "REMOVED" } },
        include: { programme: programmeShown },
        orderBy: [{ startsOn: "desc" }, { id: "desc" }],
        take: entriesAtMost,
      }),
      db().programme.findMany({
        where: { licences: { some: { institutionId, state: { not: "PENDING" } } } },
        ...programmeShown,
        orderBy: { code: "asc" },
        take: 50,
      }),
      ladderOf(db(), institutionId, now),
      isDueFor(institutionId, now),
    ]);
    return { entries, programmes, ladder, isDue };
  },
);

/** Is the institution to say what came of its licences? For whoever may report; nobody else is asked. */
export async function isReportAsked(actor: Actor, institutionId: string, now = new Date()): Promise<boolean> {
  return may(actor, "outcomes.confirm", { institutionId }) && (await isDueFor(institutionId, now));
}

/** The person's institutions that are to say what came of their licences; at most 50. */
export async function reportsAsked(actor: Actor, now = new Date()) {
  if (actor?.kind !== "person") return [];
  const ids = actor.memberships
    .map(({ institutionId }) => institutionId)
    .filter((institutionId) => may(actor, "outcomes.confirm", { institutionId }))
    .slice(0, 50);
  const due = await Promise.all(ids.map(async (id) => ((await isDueFor(id, now)) ? [id] : [])));
  const asked = due.flat();
  if (asked.length === 0) return [];
  return db().institution.findMany({
    where: { id: { in: asked } },
    select: { id: true, name: true, nameUr: true },
    orderBy: { createdAt: "desc" },
    take: 50,
  });
}

async function isDueFor(institutionId: string, now: Date): Promise<boolean> {
  const inForce = { institutionId, state: "ACTIVE" as const, validUntil: { gt: now } };
  const [institution, licences] = await Promise.all([
    db().institution.findUnique({ where: { id: institutionId }, select: { reportedAt: true } }),
    db().licence.aggregate({ where: inForce, _min: { issuedAt: true } }),
  ]);
  if (!institution) return false;
  return isReportDue({ licensedAt: licences._min.issuedAt, reportedAt: institution.reportedAt }, now);
}

/** An entry with its institution and how it read before, the newest first. */
export type EntryView = NonNullable<Awaited<ReturnType<typeof findEntry>>>;

/** One entry that is not removed, or null for whoever may not read it. Who wrote is told to its own people alone. */
export const findEntry = reading("outcomes.read", "outcomeEntry", async (actor: Actor, id: string) => {
  if (!isId(id)) return null;
  const entry = await db().outcomeEntry.findFirst({
    where: { id, state: { not: "REMOVED" } },
    include: {
      programme: programmeShown,
      institution: { select: { id: true, name: true, nameUr: true, sector: true } },
      revisions: { orderBy: { version: "desc" }, take: 50 },
    },
  });
  if (!entry || !may(actor, "outcomes.read", { institutionId: entry.institutionId })) return null;
  const isOwn =
    actor?.kind === "person" && actor.memberships.some(({ institutionId }) => institutionId === entry.institutionId);
  const writers = isOwn
    ? await db().user.findMany({
        where: { id: { in: entry.revisions.map(({ byId }) => byId) } },
        select: { id: true, name: true },
      })
    : [];
  return {
    ...entry,
    /** Does the reader stand too close to the institution to hide what it says? */
    isClose: isOwn || (actor?.kind === "person" && (await isClose(db(), actor, entry.institutionId))),
    revisions: entry.revisions.map(({ version, words, byId, at }) => ({
      ...{ version, at, words: Words.parse(words) },
      by: writers.find((writer) => writer.id === byId)?.name,
    })),
  };
});

/** What the desk's list of reports may be ordered by. */
export const entrySorts = ["name", "institution", "state", "changed"] as const;

/** The states that the desk's list is filtered by. */
export const entryStates = ["PUBLISHED", "HIDDEN", "INTERNAL"] as const satisfies readonly OutcomeState[];

/** A page of what institutions reported, the newest change first unless another order is asked for. */
export async function entryQueue(actor: Actor, listing: Listing<OutcomeState, Sector, (typeof entrySorts)[number]>) {
  if (!may(actor, "outcomes.readQueue")) return { rows: [], total: 0 };
  const where: Prisma.OutcomeEntryWhereInput = {
    state: listing.state ?? { not: "REMOVED" },
    ...(listing.sector && { institution: { sector: listing.sector } }),
    AND: searchWords(listing.text).map((word) => ({
      OR: [{ searchName: { contains: word } }, { institution: { searchName: { contains: word } } }],
    })),
  };
  const [rows, total] = await Promise.all([
    db().outcomeEntry.findMany({
      where,
      include: { institution: { select: { name: true, nameUr: true, sector: true } } },
      orderBy: [...orderOf(listing.sort), { changedAt: "desc" }, { id: "desc" }],
      skip: listingOffset(listing, trailListingSize),
      take: trailListingSize,
    }),
    db().outcomeEntry.count({ where }),
  ]);
  return { rows, total };
}

function orderOf(
  sort: Listing<OutcomeState, Sector, (typeof entrySorts)[number]>["sort"],
): Prisma.OutcomeEntryOrderByWithRelationInput[] {
  if (!sort) return [];
  if (sort.by === "institution") return [{ institution: { name: sort.order } }];
  if (sort.by === "changed") return [{ changedAt: sort.order }];
  return [{ [sort.by]: sort.order }];
}
