import { db, type Tx } from "../platform/db/client.ts";
import { foldText } from "../platform/text.ts";
import { nameOfKey } from "./rules.ts";

/**
 * Gives somebody who came with Internet Identity alone the name under which they were invited: until then they have only a
 * shortened key for a name. Whoever has a name already keeps it: no invitation renames anybody.
 */
export async function nameNewcomer(tx: Tx, userId: string, name: string): Promise<void> {
  const { principal } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { principal: true } });
  if (principal === null) return;
  await tx.user.updateMany({
    where: { id: userId, email: null, name: nameOfKey(principal) },
    data: { name, searchName: foldText(name) },
  });
}

/** Rows that one run forgets of each kind at most; the next run takes the rest. */
const forgottenAtOnce = 5_000;

/**
 * Forgets what can sign nobody in any more: codes a day after they were sent, challenges an hour after they ran out, sessions
 * thirty days after their end, and confirmations that no act used up, a day after they ran out. Asking for them costs a stranger nothing, so they must not pile up. Gives how many rows went.
 */
export async function forgetExpiredSignIns(now = new Date()): Promise<number> {
  const hour = 3_600_000;
  const before = (hours: number) => new Date(now.getTime() - hours * hour);
  const codes = await db().$executeRaw`
    DELETE FROM "SignInCode" WHERE id IN
      (SELECT id FROM "SignInCode" WHERE "createdAt" < ${before(24)} LIMIT ${forgottenAtOnce})`;
  const challenges = await db().$executeRaw`
    DELETE FROM "SignInChallenge" WHERE id IN
      (SELECT id FROM "SignInChallenge" WHERE "expiresAt" < ${before(1)} LIMIT ${forgottenAtOnce})`;
  const sessions = await db().$executeRaw`
    DELETE FROM "Session" WHERE id IN
      (SELECT id FROM "Session" WHERE "expiresAt" < ${before(30 * 24)} LIMIT ${forgottenAtOnce})`;
  const confirmations = await db().$executeRaw`
    DELETE FROM "Confirmation" WHERE id IN
      (SELECT id FROM "Confirmation" WHERE "expiresAt" < ${before(24)} AND "usedAt" IS NULL LIMIT ${forgottenAtOnce})`;
  return codes + challenges + sessions + confirmations;
}
