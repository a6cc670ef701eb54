import { db } from "../platform/db/client.ts";

/** Messenger accounts that are open, each certified one by one, and how many institutions their owners belong to. Public on purpose. */
export async function openAccounts(): Promise<{ open: number; institutions: number }> {
  const [row] = await db().$queryRaw<{ open: number; institutions: number }[]>`
    SELECT count(*)::int AS open, count(DISTINCT "institutionId")::int AS institutions
    FROM "MessengerAccount" WHERE state = 'ACTIVE'`;
  return row ?? { open: 0, institutions: 0 };
}
