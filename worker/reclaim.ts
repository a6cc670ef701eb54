import { type Db, db } from "../lib/platform/db/client.ts";
import { jobsSchema } from "../lib/platform/jobs/queues.ts";

/**
 * Frees the jobs of a worker that died, and those that wait out a delay after a failure. Only the holder of the worker's
 * place may call it: whatever is still marked active then belongs to nobody. Returns how many.
 */
export function reclaimJobs(database: Db = db()): Promise<number> {
  return database.$executeRawUnsafe(`
    UPDATE ${jobsSchema}.job SET state = 'retry', start_after = now()
    WHERE state = 'active' OR (state = 'retry' AND start_after > now())`);
}

/** Lets chain writes that wait out a delay after a failure go at once: the network is back. */
export function wakeChainWrites(database: Db = db()): Promise<number> {
  return database.$executeRawUnsafe(`
    UPDATE ${jobsSchema}.job SET start_after = now()
    WHERE name = 'chainWrite' AND state = 'retry' AND start_after > now()`);
}
