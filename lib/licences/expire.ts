import { recordEvent } from "../platform/audit.ts";
import type { Tx } from "../platform/db/client.ts";

/**
 * Marks licences as expired whose last day is over at `now`, and ends the offers of them. The registry needs no write: a verifier
 * compares the dates itself. Gives their ids, their rows locked, so that what follows a licence can follow in the same transaction.
 */
export async function expireLicences(tx: Tx, now: Date): Promise<string[]> {
  // In the order of their ids, as everybody locks licences, so that nobody waits in a circle.
  const over = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Licence" WHERE state IN ('ACTIVE', 'SUSPENDED') AND "validUntil" <= ${now} ORDER BY id FOR UPDATE`;
  if (over.length === 0) return [];
  const ids = over.map(({ id }) => id);
  await tx.licence.updateMany({
    where: { id: { in: ids } },
    data: { state: "EXPIRED", version: { increment: 1 } },
  });
  await tx.seat.updateMany({
    where: { state: "OFFERED", licenceId: { in: ids } },
    data: { state: "RELEASED", releasedAt: now, version: { increment: 1 } },
  });
  await recordEvent(tx, {
    actor: { kind: "system", name: "worker" },
    action: "licences.expire",
    outcome: "DONE",
    data: { licences: ids.length },
  });
  return ids;
}
