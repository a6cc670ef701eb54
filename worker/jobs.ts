import type { Job, JobResult, PgBoss } from "pg-boss";
import { releaseBatch } from "../lib/licences/commands.ts";
import { sendMail } from "../lib/notifications/send.ts";
import type { System } from "../lib/platform/auth/actor.ts";
import type { Jobs, Queue } from "../lib/platform/jobs/queues.ts";
import { errorFields, log } from "./log.ts";
import { wakeChainWrites } from "./reclaim.ts";

/** The worker as an actor: it may do what the table of permissions gives to the system. */
const worker: System = { kind: "system", name: "worker" };

/** Jobs taken up in one go; two such lots of a queue are at work at a time. Chain writes wait for the network most of the time. */
const atOnce: Record<Queue, number> = { chainWrite: 8, mail: 4, releaseBatch: 2 };

/** Takes up the queues. A job that throws comes again, later each time (lib/platform/jobs/queues.ts). */
export async function startJobs(boss: PgBoss, write: (writeId: string) => Promise<void>): Promise<void> {
  let isFailing = false;
  await take(boss, "chainWrite", async ({ writeId }) => {
    try {
      await write(writeId);
    } catch (error) {
      isFailing = true;
      throw error;
    }
    if (!isFailing) return;
    isFailing = false;
    await wakeChainWrites();
  });
  await take(boss, "mail", ({ mailId }) => sendMail(mailId));
  await take(boss, "releaseBatch", async ({ batchId }) => {
    const result = await releaseBatch(worker, { batchId });
    if (!result.ok) throw new Error(`the batch was not released: ${result.error.code}`);
  });
}

async function take<Q extends Queue>(boss: PgBoss, queue: Q, run: (job: Jobs[Q]) => Promise<void>): Promise<void> {
  const options = {
    batchSize: atOnce[queue],
    localConcurrency: 2,
    perJobResults: true,
    // A full fetch is followed by the next at once; a new job wakes the worker; the rest finds what fell due by itself.
    burstWhenBatchFull: true,
    pollingIntervalSeconds: 0.5,
    notifyPollingIntervalSeconds: 1,
  } as const;
  const one = async ({ id, data, retryCount }: Job<Jobs[Q]>): Promise<JobResult> => {
    try {
      await run(data);
      return { id, status: "completed" };
    } catch (error) {
      const fields = errorFields(error);
      log.warn({ queue, job: id, retry: retryCount, ...fields }, "a job failed and comes again");
      return { id, status: "failed", output: fields };
    }
  };
  await boss.work<Jobs[Q], unknown, typeof options>(queue, options, (jobs) => Promise.all(jobs.map(one)));
}
