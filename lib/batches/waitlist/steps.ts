import type { Tx } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { meanTotal } from "../../reviews/rules.ts";
import { inWaitingOrder, type Waiting } from "./rules.ts";

/** An application comes on the waitlist, with the score that its reviewers gave it until now. */
export async function joinWaitlist(tx: Tx, applicationId: string, now: Date): Promise<void> {
  const reviews = await tx.review.findMany({
    where: { applicationId, state: { not: "WITHDRAWN" }, total: { not: null } },
    select: { total: true },
  });
  const place = { score: meanTotal(reviews.flatMap(({ total }) => total ?? [])), since: now };
  await tx.waitlistEntry.upsert({ where: { applicationId }, create: { applicationId, ...place }, update: place });
}

/** Somebody on the waitlist. */
export type Waiter = Waiting & {
  applicationId: string;
  sector: Sector;
  /** Asked for. */
  seats: number;
  since: Date;
  phase: { nameEn: string; nameUr: string; opensAt: Date };
};

/** At most this many of a programme wait. */
const waitingAtMost = 5_000;

/** Everybody who waits for places of a programme, of one sector where named, in the published order of each sector. */
export async function waitersOf(tx: Tx, programmeId: string, sector?: Sector): Promise<Waiter[]> {
  const entries = await tx.waitlistEntry.findMany({
    where: { application: { programmeId, state: "WAITLISTED", ...(sector && { institution: { sector } }) } },
    select: {
      score: true,
      since: true,
      application: {
        select: {
          ...{ id: true, receipt: true, seats: true, submittedAt: true },
          phase: { select: { nameEn: true, nameUr: true, opensAt: true } },
          institution: { select: { sector: true } },
        },
      },
    },
    orderBy: { applicationId: "asc" },
    take: waitingAtMost,
  });
  const rows = entries.flatMap(({ score, since, application }): Waiter[] => {
    const { id, receipt, seats, submittedAt, phase, institution } = application;
    if (receipt === null || seats === null || submittedAt === null) return [];
    return [{ applicationId: id, receipt, seats, submittedAt, phase, sector: institution.sector, score, since }];
  });
  return inWaitingOrder(rows);
}
