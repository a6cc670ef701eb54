import { type Db, db } from "../lib/platform/db/client.ts";
import { enqueue, jobsSchema } from "../lib/platform/jobs/queues.ts";

/** Found in one go at most; the next round takes the rest. */
const atOnce = 500;

/**
 * Gives a job again to chain writes and releases that wait and have none: the queue gives a job up after some ten thousand
 * tries and deletes it after two weeks, but what was decided stays decided. What is younger than a minute is left to its own
 * job. Returns how many.
 */
export async function requeueLost(database: Db = db()): Promise<number> {
  const without = (queue: string, field: string) => `NOT EXISTS (
    SELECT 1 FROM ${jobsSchema}.job WHERE job.name = '${queue}' AND job.state IN ('created', 'retry', 'active')
      AND job.data->>'${field}' = waiting.id::text)`;
  // What waits for a signature is taken up again with the last of them.
  const signed = `(SELECT count(DISTINCT principal) FROM "Signature" AS signature
    WHERE signature.code = waiting.code AND signature.state = 'CERTIFIED'
      AND signature."planHash" = waiting."planHash" AND signature."manifestHash" = waiting."manifestHash")`;
  const needed = `coalesce((SELECT max(approvals) FROM "RegistryPolicy"), 0)`;
  const writes = await database.$queryRawUnsafe<{ id: string }[]>(`
    SELECT id FROM "ChainWrite" AS waiting
    WHERE state IN ('QUEUED', 'SENT') AND "createdAt" < now() - interval '1 minute' AND ${without("chainWrite", "writeId")}
    ORDER BY "createdAt", id LIMIT ${atOnce}`);
  const batches = await database.$queryRawUnsafe<{ id: string }[]>(`
    SELECT id FROM "Batch" AS waiting
    WHERE state = 'APPROVED' AND "releaseAt" < now() - interval '1 minute' AND ${without("releaseBatch", "batchId")}
      AND ("manifestHash" IS NULL OR ${signed} >= ${needed})
    ORDER BY "releaseAt", id LIMIT ${atOnce}`);
  if (writes.length + batches.length === 0) return 0;
  await database.$transaction(async (tx) => {
    for (const { id } of writes) await enqueue(tx, "chainWrite", { writeId: id });
    for (const { id } of batches) await enqueue(tx, "releaseBatch", { batchId: id });
  });
  return writes.length + batches.length;
}
