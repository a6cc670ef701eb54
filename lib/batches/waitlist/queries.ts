import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { isId } from "../../platform/ids.ts";
import { placesLeftOf, sectors } from "../../programmes/rules.ts";
import { daysOf, daysShown } from "../../programmes/stepDays.ts";
import { holding, nextInOrder, seatsToOffer } from "./rules.ts";
import { type Waiter, waitersOf } from "./steps.ts";

/** A line of the published waitlist: no name, and no score. */
export type WaitingRow = {
  position: number;
  receipt: string;
  seats: number;
  since: Date;
  phase: { nameEn: string; nameUr: string };
  /** Until when places are offered to it, where they are. */
  offeredUntil: Date | null;
};

type Named = { id: string; nameEn: string; nameUr: string };

/** Those who wait for the places of one sector, in their order, and how many places are free. */
export type Waitlist = { programme: Named; sector: Sector; free: number; offerDays: number; rows: WaitingRow[] };

/** The waitlists of every programme, by sector in the order in which people see them; only those that somebody is on. Public. */
export async function waitlists(_actor: Actor): Promise<{ asOf: Date; lists: Waitlist[] }> {
  const asOf = new Date();
  const lists = (await listsOf(asOf)).map(({ programme, sector, free, offerDays, waiters }) => ({
    ...{ programme, sector, free, offerDays },
    rows: waiters.map(({ receipt, seats, since, phase: { nameEn, nameUr }, offer }, index) => ({
      ...{ position: index + 1, receipt, seats, since, phase: { nameEn, nameUr } },
      offeredUntil: offer?.until ?? null,
    })),
  }));
  return { asOf, lists };
}

/** The waitlist of a sector as the desk works with it. */
export type DeskWaitlist = {
  programme: Named;
  sector: Sector;
  free: number;
  /** Working days in which an offer that is made now can be answered. */
  offerDays: number;
  /** Places that open and accepted offers hold. */
  open: number;
  accepted: number;
  rows: Waiter[];
  /** Who is next, and how many places there are for it; null when everybody has an offer. */
  next: { applicationId: string; receipt: string; seats: number } | null;
};

/** The same for the desk, with names and who is next; empty for whoever may not read batches. */
export async function deskWaitlists(actor: Actor): Promise<DeskWaitlist[]> {
  if (!may(actor, "batches.read")) return [];
  const [lists, held] = await Promise.all([
    listsOf(new Date()),
    db().placeOffer.groupBy({
      by: ["programmeId", "sector", "state"],
      where: { state: { in: [...holding] } },
      _sum: { seats: true },
    }),
  ]);
  return lists.map(({ waiters, ...list }) => {
    const { programme, sector, free } = list;
    const heldIn = (state: (typeof holding)[number]) =>
      held.find((one) => one.programmeId === programme.id && one.sector === sector && one.state === state)?._sum.seats;
    const next = nextInOrder(waiters);
    return {
      ...list,
      ...{ open: heldIn("OPEN") ?? 0, accepted: heldIn("ACCEPTED") ?? 0, rows: waiters },
      next: next
        ? { applicationId: next.applicationId, receipt: next.receipt, seats: seatsToOffer(next.seats, free) }
        : null,
    };
  });
}

/** In how many sectors places are free that somebody waits for. */
export async function offersToMake(actor: Actor): Promise<number> {
  return (await deskWaitlists(actor)).filter(({ next }) => next !== null && next.seats > 0).length;
}

async function listsOf(now: Date) {
  const programmes = await db().programme.findMany({
    select: { id: true, nameEn: true, nameUr: true, places: true, quotas: true, stepDays: daysShown },
    orderBy: { code: "asc" },
    take: 50,
  });
  const lists = await Promise.all(
    programmes.map(async ({ quotas, places, stepDays, ...programme }) => {
      const all = await waitersOf(db(), programme.id);
      return sectors.map((sector) => ({
        ...{ programme, sector, free: placesLeftOf({ places, quotas }, sector) },
        offerDays: daysOf("offer", now, stepDays),
        waiters: all.filter((one) => one.sector === sector),
      }));
    }),
  );
  return lists.flat().filter(({ waiters }) => waiters.length > 0);
}

/** Where an application stands on the waitlist, and what it is offered. */
export type WaitingPlace = { position: number; of: number; since: Date; seats: number; offer: Waiter["offer"] };

/** The place of an application on the waitlist; null for one that does not wait, and for whoever may not read it. */
export async function findWaitingPlace(actor: Actor, applicationId: string): Promise<WaitingPlace | null> {
  if (!isId(applicationId)) return null;
  const found = await db().application.findUnique({ where: { id: applicationId }, select: { institutionId: true } });
  return found && may(actor, "applications.read", found) ? placeOf(applicationId) : null;
}

/** The same for whoever opened a link to the application's status: the caller has asked `readStatusLink`, which gives the id. */
export async function findWaitingPlaceByLink(_actor: Actor, applicationId: string): Promise<WaitingPlace | null> {
  return placeOf(applicationId);
}

async function placeOf(applicationId: string): Promise<WaitingPlace | null> {
  const application = await db().application.findUnique({
    where: { id: applicationId, state: "WAITLISTED" },
    select: { programmeId: true, institution: { select: { sector: true } } },
  });
  if (!application) return null;
  const waiters = await waitersOf(db(), application.programmeId, application.institution.sector);
  const at = waiters.findIndex((one) => one.applicationId === applicationId);
  const own = waiters[at];
  if (!own) return null;
  const { since, seats, offer } = own;
  return { position: at + 1, of: waiters.length, since, seats, offer };
}

/** The person's applications to which places are offered that they may accept or decline now; at most 50. */
export async function placesOfferedTo(actor: Actor, now = new Date()): Promise<Set<string>> {
  if (actor?.kind !== "person") return new Set();
  const ids = actor.memberships
    .map(({ institutionId }) => institutionId)
    .filter((institutionId) => may(actor, "batches.acceptPlaces", { institutionId }));
  if (ids.length === 0) return new Set();
  const offers = await db().placeOffer.findMany({
    where: {
      ...{ state: "OPEN", until: { gte: now } },
      application: { state: "WAITLISTED", institution: { id: { in: ids }, state: { not: "SUSPENDED" } } },
    },
    select: { applicationId: true },
    orderBy: { until: "asc" },
    take: 50,
  });
  return new Set(offers.map(({ applicationId }) => applicationId));
}
