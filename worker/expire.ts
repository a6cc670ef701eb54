import { expireLicences } from "../lib/licences/steps.ts";
import { followLicence } from "../lib/messenger/steps.ts";
import { type Db, db } from "../lib/platform/db/client.ts";

/**
 * Ends the licences whose last day is over at `now`. Their messenger accounts follow, as they follow a suspension: through the
 * outbox, in the transaction that ends the licence. Gives how many licences there were.
 */
export function expire(now = new Date(), database: Db = db()): Promise<number> {
  return database.$transaction(async (tx) => {
    const ids = await expireLicences(tx, now);
    for (const id of ids) await followLicence(tx, id, "EXPIRED");
    return ids.length;
  });
}
