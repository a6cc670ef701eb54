import pg from "pg";
import { PgBoss } from "pg-boss";
import { jobsSchema, type Queue, queues } from "../../lib/platform/jobs/queues.ts";
import { roles } from "../postgres.mts";

/** Makes or updates the queues' schema as the owner, brings the queues' settings in step, and lets the app role work in it. */
export async function migrateJobs(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    schema: jobsSchema,
    supervise: false,
    schedule: false,
    max: 2,
  });
  let failure: unknown;
  boss.on("error", (error) => {
    failure = error;
  });
  await boss.start();
  for (const name of Object.keys(queues) as Queue[]) {
    const known = await boss.getQueue(name);
    await (known === null ? boss.createQueue(name, queues[name]) : boss.updateQueue(name, queues[name]));
  }
  await boss.stop({ graceful: false });
  if (failure !== undefined) throw failure;

  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`
      GRANT USAGE ON SCHEMA ${jobsSchema} TO ${roles.app};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${jobsSchema} TO ${roles.app};
      GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${jobsSchema} TO ${roles.app};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${jobsSchema} TO ${roles.app};
    `);
  } finally {
    await client.end();
  }
}
