import { recordEvent } from "../platform/audit.ts";
import { db } from "../platform/db/client.ts";

/**
 * Marks licences as expired whose last day is over, and ends the offers of them. The registry needs no write: a verifier compares
 * the dates itself. Gives how many there were.
 */
export function expireLicences(): Promise<number> {
  return expireLicencesAt(new Date());
}

/** As `expireLicences`, for the instant `now`. */
export async function expireLicencesAt(now: Date): Promise<number> {
  return db().$transaction(async (tx) => {
    const { count } = await tx.licence.updateMany({
      where: { state: { in: ["ACTIVE", "SUSPENDED"] }, validUntil: { lte: now } },
      data: { state: "EXPIRED", version: { increment: 1 } },
    });
    if (count === 0) return 0;
    await tx.seat.updateMany({
      where: { state: "OFFERED", licence: { state: "EXPIRED" } },
      data: { state: "RELEASED", releasedAt: now, version: { increment: 1 } },
    });
    await recordEvent(tx, {
      actor: { kind: "system", name: "worker" },
      action: "licences.expire",
      outcome: "DONE",
      data: { licences: count },
    });
    return count;
  });
}
