import type { Tx } from "../platform/db/client.ts";
import { isInDomains } from "../platform/mailDomains.ts";

/** Somebody who is to judge. */
export type Judge = { userId: string; email: string | null };

/** What can be found without asking: a membership, now or not long ago, or a mail address in the institution's own domain. */
export type Closeness = "member" | "former" | "domain";

/** Years after which somebody who belonged to an institution may judge it again. */
const formerYears = 3;

/** To which of the institutions the judge stands too close at `now` to decide anything about them, by institution id. */
export async function closenessTo(
  tx: Tx,
  judge: Judge,
  institutionIds: readonly string[],
  now = new Date(),
): Promise<Map<string, Closeness>> {
  const since = new Date(now);
  since.setUTCFullYear(since.getUTCFullYear() - formerYears);
  const institutions = await tx.institution.findMany({
    where: { id: { in: [...new Set(institutionIds)] } },
    select: {
      id: true,
      domain: true,
      directoryEntry: { select: { domains: true } },
      memberships: {
        where: { userId: judge.userId, OR: [{ endedAt: null }, { endedAt: { gt: since } }] },
        select: { endedAt: true },
      },
    },
  });
  const found = new Map<string, Closeness>();
  for (const { id, domain, directoryEntry, memberships } of institutions) {
    if (memberships.length > 0)
      found.set(id, memberships.some(({ endedAt }) => endedAt === null) ? "member" : "former");
    else if (isInDomains(judge.email, [domain, ...(directoryEntry?.domains ?? [])])) found.set(id, "domain");
  }
  return found;
}

/**
 * Does the judge stand too close to one of the institutions at `now`? Whoever does decides nothing about it, on any path: every
 * command of an office that is about one institution asks this.
 */
export async function isClose(
  tx: Tx,
  judge: Judge,
  institutionIds: string | readonly string[],
  now = new Date(),
): Promise<boolean> {
  const ids = typeof institutionIds === "string" ? [institutionIds] : institutionIds;
  return (await closenessTo(tx, judge, ids, now)).size > 0;
}
