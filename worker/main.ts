import { PgBoss } from "pg-boss";
import { openChain } from "../lib/platform/chain/agent.ts";
import { loadIdentity, portalKeyFile } from "../lib/platform/chain/identity.ts";
import { checkNetworkPin } from "../lib/platform/chain/network.ts";
import { config } from "../lib/platform/config.ts";
import { db } from "../lib/platform/db/client.ts";
import { jobsSchema } from "../lib/platform/jobs/queues.ts";
import { chainWriter } from "./chainWrite.ts";
import { transport } from "./faults.ts";
import { startJobs } from "./jobs.ts";
import { takePlace } from "./lock.ts";
import { errorFields, log } from "./log.ts";
import { reclaimJobs } from "./reclaim.ts";
import { startSchedules } from "./schedules.ts";

/** How long jobs under way get to end when the worker is asked to stop. */
const graceMilliseconds = 20_000;

async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set");
  const { network } = config();
  await checkNetworkPin(db(), network);
  const chain = openChain(network, loadIdentity(portalKeyFile()), transport);

  log.info({ network: network.name, principal: chain.principal }, "waiting for the worker's place");
  const place = await takePlace(url);
  const reclaimed = await reclaimJobs();
  log.info({ reclaimed }, "at work");

  const boss = new PgBoss({
    connectionString: url,
    schema: jobsSchema,
    migrate: false,
    createSchema: false,
    schedule: false,
    // What the app role may not do, the owner's maintenance does.
    reindex: false,
    useListenNotify: true,
    max: 8,
  });
  boss.on("error", (error) => log.error(errorFields(error), "the queue reports an error"));
  await boss.start();
  await startJobs(boss, chainWriter(chain));
  const schedules = startSchedules(chain);

  const reason = await Promise.race([place.lost.then(() => "place lost"), stopAsked()]);
  log.info({ reason }, "stopping");
  setTimeout(() => process.exit(1), graceMilliseconds + 2_000).unref();
  await schedules.stop();
  await boss.stop({ graceful: reason !== "place lost", timeout: graceMilliseconds });
  await place.release().catch(() => {});
  await db().$disconnect();
  process.exit(reason === "place lost" ? 1 : 0);
}

/** Settles when somebody asks the process to end. */
function stopAsked(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(signal));
  });
}

main().catch((error: unknown) => {
  log.fatal(errorFields(error), "the worker cannot go on");
  process.exit(1);
});
