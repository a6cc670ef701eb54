import type { Actor } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { isId } from "../../platform/ids.ts";
import { freePlaces, sectors } from "../../programmes/rules.ts";
import { waitersOf } from "./steps.ts";

/** A line of the published waitlist: no name, and no score. */
export type WaitingRow = {
  position: number;
  receipt: string;
  seats: number;
  since: Date;
  phase: { nameEn: string; nameUr: string };
};

/** Those who wait for the places of one sector, in their order, and how many places are free. */
export type Waitlist = {
  programme: { id: string; nameEn: string; nameUr: string };
  sector: Sector;
  free: number;
  rows: WaitingRow[];
};

/** The waitlists of every programme, by sector in the order in which people see them; only those that somebody is on. Public. */
export async function waitlists(_actor: Actor): Promise<{ asOf: Date; lists: Waitlist[] }> {
  const asOf = new Date();
  const programmes = await db().programme.findMany({
    select: { id: true, nameEn: true, nameUr: true, places: true, quotas: true },
    orderBy: { code: "asc" },
    take: 50,
  });
  const lists = await Promise.all(
    programmes.map(async ({ quotas, places, ...programme }) => {
      const waiters = await waitersOf(db(), programme.id);
      const left = Math.max(0, places - quotas.reduce((sum, { taken }) => sum + taken, 0));
      return sectors.flatMap((sector): Waitlist[] => {
        const rows = waiters.filter((one) => one.sector === sector);
        const quota = quotas.find((one) => one.sector === sector);
        if (rows.length === 0) return [];
        return [
          {
            ...{ programme, sector, free: Math.min(left, quota ? freePlaces(quota) : 0) },
            rows: rows.map(({ receipt, seats, since, phase: { nameEn, nameUr } }, index) => ({
              ...{ position: index + 1, receipt, seats, since, phase: { nameEn, nameUr } },
            })),
          },
        ];
      });
    }),
  );
  return { asOf, lists: lists.flat() };
}

/** Where an application stands on the waitlist. */
export type WaitingPlace = { position: number; of: number; since: Date };

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
  return own ? { position: at + 1, of: waiters.length, since: own.since } : null;
}
