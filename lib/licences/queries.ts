import { searchWords } from "../institutions/search.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Prisma } from "../platform/db/generated/client.ts";
import type { Sector } from "../platform/db/generated/enums.ts";
import { deskListingSize, type Listing, listingOffset, listingSize } from "../platform/listing.ts";
import type { Sorting } from "../platform/sorting.ts";
import { foldedWords } from "../platform/text.ts";
import { ladderOf } from "./figures/ladder.ts";
import { parseNumber } from "./number.ts";
import { endingSoon } from "./renewals/expiring.ts";
import { licenceStates } from "./schema.ts";
import { knownTo, shown } from "./view.ts";

export { proposedChangesWaiting } from "./changes/proposed.ts";
export { renewalsWaiting } from "./renewals/expiring.ts";

/** What a list of an institution's licences may be narrowed to. */
export const seatFilters = ["FREE", "OFFERED", "HELD", "ENDING", "OUT"] as const;

/** With whom a licence is, or how near its end. */
export type SeatFilter = (typeof seatFilters)[number];

const withSeat = {
  seats: {
    where: { state: { not: "RELEASED" } },
    select: {
      id: true,
      state: true,
      version: true,
      name: true,
      email: true,
      offeredAt: true,
      expiresAt: true,
      boundAt: true,
      activatedAt: true,
    },
    take: 1,
  },
} as const satisfies Prisma.LicenceInclude;

/** An institution's licence with the seat that stands on it. */
export type InstitutionLicence = Awaited<ReturnType<typeof licencesOf>>["rows"][number];

/**
 * One page of an institution's licences, each with the person it is with; nothing for whoever may not read them. `text` finds
 * names, addresses and numbers.
 */
export async function licencesOf(
  actor: Actor,
  institutionId: string,
  { text, state, page }: Listing<SeatFilter, never>,
  now = new Date(),
) {
  if (!may(actor, "licences.read", { institutionId })) return { rows: [], total: 0 };
  const where: Prisma.LicenceWhereInput = {
    institutionId,
    AND: [filterOf(state, now), text ? { OR: [numberLike(text), { seats: { some: personLike(text) } }] } : {}],
  };
  const [rows, total] = await Promise.all([
    db().licence.findMany({
      where,
      include: withSeat,
      orderBy: [{ createdAt: "asc" }, { batchId: "asc" }, { chunk: "asc" }, { position: "asc" }],
      skip: listingOffset({ page }),
      take: listingSize,
    }),
    db().licence.count({ where }),
  ]);
  return {
    total,
    rows: rows.map(({ seats, ...licence }) => ({ ...shown(licence, now), seat: seats[0] ?? null })),
  };
}

/** How many of an institution's licences are free, offered, with somebody, being recorded, or out of force; and their ladder. */
export async function seatCounts(actor: Actor, institutionId: string, now = new Date()) {
  const ladder = { awarded: 0, claimed: 0, active: 0 };
  if (!may(actor, "licences.read", { institutionId }))
    return { ladder, free: 0, offered: 0, held: 0, ending: 0, pending: 0, out: 0 };
  const count = (where: Prisma.LicenceWhereInput) => db().licence.count({ where: { institutionId, AND: where } });
  const [counted, free, offered, held, ending, pending, out] = await Promise.all([
    ladderOf(db(), institutionId, now),
    count(filterOf("FREE", now)),
    count(filterOf("OFFERED", now)),
    count(filterOf("HELD", now)),
    count(filterOf("ENDING", now)),
    count({ state: "PENDING", batch: { state: { in: ["RELEASED", "COMPLETED"] } } }),
    count(filterOf("OUT", now)),
  ]);
  return { ladder: counted, free, offered, held, ending, pending, out };
}

/** The seats that the person has claimed, with their licences, the newest first; at most 20. */
export async function mySeats(actor: Actor, now = new Date()) {
  if (actor?.kind !== "person") return [];
  const seats = await db().seat.findMany({
    where: { userId: actor.userId, state: { in: ["CLAIMED", "BOUND"] } },
    include: {
      licence: {
        include: {
          institution: { select: { name: true, nameUr: true } },
          programme: { select: { nameEn: true, nameUr: true } },
        },
      },
    },
    orderBy: { claimedAt: "desc" },
    take: 20,
  });
  return seats.map(({ id, version, state, claimedAt, boundAt, activatedAt, licence }) => ({
    ...{ id, version, state, claimedAt, boundAt, activatedAt },
    licence: shown(licence, now),
  }));
}

/** What the desk's list may be narrowed to: a state, or being in force and near its end. */
export const deskFilters = [...licenceStates, "ENDING"] as const;
export type DeskFilter = (typeof deskFilters)[number];

/** What the desk's list may be ordered by. */
export const licenceSorts = ["institution", "sector", "state", "until", "batch"] as const;

/**
 * One page of all licences for the desk of at most `most` rows, the newest first unless another order is asked for; nothing for
 * whoever has no office.
 */
export async function licences(
  actor: Actor,
  { text, state, sector, page, sort }: Listing<DeskFilter, Sector, (typeof licenceSorts)[number]>,
  now = new Date(),
  most: number = deskListingSize,
) {
  if (!may(actor, "licences.read")) return { rows: [], total: 0 };
  const where: Prisma.LicenceWhereInput = {
    ...knownTo(actor),
    ...(state === "ENDING" ? endingSoon(now) : state && { state }),
    ...(sector && { sector }),
    ...(text && {
      OR: [
        numberLike(text),
        { institution: { AND: searchWords(text).map((word) => ({ searchName: { contains: word } })) } },
        { batch: { code: text.toUpperCase() } },
      ],
    }),
  };
  const [rows, total] = await Promise.all([
    db().licence.findMany({
      where,
      include: { institution: { select: { name: true, nameUr: true } }, batch: { select: { code: true } } },
      orderBy: [...deskOrder(sort), { createdAt: "desc" }, { id: "desc" }],
      skip: listingOffset({ page }, most),
      take: most,
    }),
    db().licence.count({ where }),
  ]);
  return { total, rows: rows.map((licence) => shown(licence, now)) };
}

function deskOrder(sort: Sorting<(typeof licenceSorts)[number]> | undefined): Prisma.LicenceOrderByWithRelationInput[] {
  if (!sort) return [];
  switch (sort.by) {
    case "institution":
      return [{ institution: { name: sort.order } }];
    case "batch":
      return [{ batch: { code: sort.order } }];
    case "until":
      return [{ validUntil: { sort: sort.order, nulls: "last" } }];
    default:
      return [{ [sort.by]: sort.order }];
  }
}

function filterOf(filter: SeatFilter | undefined, now: Date): Prisma.LicenceWhereInput {
  const inForce = { state: "ACTIVE", validUntil: { gt: now } } as const;
  switch (filter) {
    case "FREE":
      return { ...inForce, seats: { none: { state: { not: "RELEASED" } } } };
    case "OFFERED":
      return { seats: { some: { state: "OFFERED" } } };
    case "HELD":
      return { state: { not: "REVOKED" }, seats: { some: { state: { in: ["CLAIMED", "BOUND"] } } } };
    case "ENDING":
      return endingSoon(now);
    case "OUT":
      return { OR: [{ state: { in: ["SUSPENDED", "REVOKED", "EXPIRED"] } }, { validUntil: { lte: now } }] };
    default:
      // What is still inside the undo window is nobody's yet.
      return { OR: [{ state: { not: "PENDING" } }, { batch: { state: { in: ["RELEASED", "COMPLETED"] } } }] };
  }
}

/** A certified licence by its whole number, however it was typed; a pending one is found by nobody. */
function numberLike(text: string): Prisma.LicenceWhereInput {
  const parsed = parseNumber(text);
  return parsed.ok ? { number: parsed.number, state: { not: "PENDING" } } : { id: { in: [] } };
}

function personLike(text: string): Prisma.SeatWhereInput {
  const words = foldedWords(text);
  // A query of punctuation alone means nobody, not everybody.
  if (words.length === 0) return { id: { in: [] } };
  return { state: { not: "RELEASED" }, AND: words.map((word) => ({ searchName: { contains: word } })) };
}
