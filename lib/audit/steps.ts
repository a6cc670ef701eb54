import { db } from "../platform/db/client.ts";
import { checkChain } from "./chain.ts";
import { genesis, sealHash } from "./rules.ts";
import { storedChain } from "./stored.ts";

/** How many events one run seals at most. */
const sealBatch = 500;

/**
 * Seals the next unsealed audit events into the hash chain, in commit order: only those whose transaction is older than every
 * running one, so that a slow transaction can never commit behind the head. Returns how many. The worker calls it; two at once
 * wait for each other.
 */
export async function sealAudit(): Promise<number> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('audit-seal'))`;
    const last = await tx.auditSeal.findFirst({ orderBy: { sequence: "desc" } });
    const settled = await tx.$queryRaw<{ id: bigint }[]>`
      select e.id from "AuditEvent" e
      where not exists (select 1 from "AuditSeal" s where s."eventId" = e.id)
        and e.transaction < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
      order by e.id limit ${sealBatch}`;
    const events = await tx.auditEvent.findMany({
      where: { id: { in: settled.map((row) => row.id) } },
      orderBy: { id: "asc" },
    });
    let sequence = last?.sequence ?? 0n;
    let hash = last?.hash ?? genesis;
    const seals = events.map((event) => {
      sequence += 1n;
      hash = sealHash(hash, event);
      return { sequence, eventId: event.id, hash: new Uint8Array(hash) };
    });
    if (seals.length > 0) await tx.auditSeal.createMany({ data: seals });
    return seals.length;
  });
}

/** Recomputes the whole chain; the sequence number of the first seal that does not hold, or `null` when all do. */
export async function firstBrokenSeal(): Promise<bigint | null> {
  const check = checkChain();
  for await (const row of storedChain()) {
    const broken = check.next(row);
    if (broken) return broken.sequence;
  }
  return null;
}
