import { db } from "../../platform/db/client.ts";

/** Forgets codes by text message a day after they were sent, when no limit counts them any more. At most 5,000 at once; gives how many. */
export async function forgetMobileCodes(now = new Date()): Promise<number> {
  const before = new Date(now.getTime() - 24 * 3_600_000);
  return db().$executeRaw`
    DELETE FROM "MobileCode" WHERE id IN (SELECT id FROM "MobileCode" WHERE "createdAt" < ${before} LIMIT 5000)`;
}
