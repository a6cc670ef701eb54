import type { Tx } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";

/** The sectors of a programme whose waitlist is closed: nobody comes on it any more. */
export async function closedSectors(tx: Tx, programmeId: string): Promise<ReadonlySet<Sector>> {
  const closed = await tx.waitlistClosing.findMany({
    where: { programmeId, state: "CONFIRMED" },
    select: { sector: true },
  });
  return new Set(closed.map(({ sector }) => sector));
}

/**
 * Is something on its way that closing would cut off: places that are offered to somebody who waits, or a decision that is proposed
 * or approved and puts somebody on the list? Call with the places locked.
 */
export async function isBusy(tx: Tx, programmeId: string, sector: Sector): Promise<boolean> {
  const offered = await tx.placeOffer.count({ where: { programmeId, sector, state: "OPEN" } });
  const coming = await tx.batchItem.count({
    where: {
      ...{ outcome: "WAITLIST", live: true, application: { institution: { sector } } },
      batch: { programmeId, state: { in: ["PROPOSED", "APPROVED"] } },
    },
  });
  return offered + coming > 0;
}
