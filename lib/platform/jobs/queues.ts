import { fromPrisma, PgBoss } from "pg-boss";
import type { Tx } from "../db/client.ts";

/** The queues and what a job in each carries. */
export type Jobs = {
  /** Sends one row of the outbox to its canister. */
  chainWrite: { writeId: string };
  /** Sends one written mail or text message. */
  mail: { mailId: string };
  /** Releases a batch when its undo window is over. */
  releaseBatch: { batchId: string };
};

export type Queue = keyof Jobs;

/**
 * Queue settings, applied by whoever migrates. A new job wakes the worker at once. Retries never give up within two weeks; a killed worker's job is
 * free again when the next one starts, or else after `expireInSeconds`.
 */
export const queues: Record<
  Queue,
  {
    retryLimit: number;
    retryDelay: number;
    retryBackoff: boolean;
    retryDelayMax: number;
    expireInSeconds: number;
    notify: boolean;
  }
> = {
  chainWrite: {
    retryLimit: 10_000,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: 120,
    notify: true,
  },
  mail: {
    retryLimit: 1_000,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 3_600,
    expireInSeconds: 60,
    notify: true,
  },
  releaseBatch: {
    retryLimit: 10_000,
    retryDelay: 2,
    retryBackoff: true,
    retryDelayMax: 60,
    expireInSeconds: 120,
    notify: true,
  },
};

/** The schema that pg-boss owns. */
export const jobsSchema = "jobs";

const held = globalThis as typeof globalThis & { sanadJobs?: { url: string; boss: Promise<PgBoss> } };

/** This process's sender, started on first use: it never supervises, schedules or migrates; the worker does. */
export function sender(): Promise<PgBoss> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set");
  if (held.sanadJobs?.url !== url) {
    const boss = new PgBoss({
      connectionString: url,
      schema: jobsSchema,
      supervise: false,
      schedule: false,
      migrate: false,
      max: 2,
    });
    boss.on("error", () => {});
    held.sanadJobs = { url, boss: boss.start() };
  }
  return held.sanadJobs.boss;
}

/** Puts a job into `queue` inside `tx`: it commits or rolls back with it. `startAfter` holds it until then. */
export async function enqueue<Q extends Queue>(tx: Tx, queue: Q, data: Jobs[Q], startAfter?: Date): Promise<void> {
  const boss = await sender();
  await boss.send(queue, data, { db: fromPrisma(tx), ...(startAfter && { startAfter }) });
}

/** Puts many jobs into `queue` inside `tx` with one statement. `startAfter` holds them until then. */
export async function enqueueAll<Q extends Queue>(
  tx: Tx,
  queue: Q,
  jobs: readonly Jobs[Q][],
  startAfter?: Date,
): Promise<void> {
  if (jobs.length === 0) return;
  const boss = await sender();
  await boss.insert(
    queue,
    jobs.map((data) => ({ data, ...(startAfter && { startAfter }) })),
    { db: fromPrisma(tx) },
  );
}
