import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { jobsSchema } from "../../lib/platform/jobs/queues.ts";
import { inRoot } from "../parts/root.mts";

/** Everything that decides what a database looks like after a deployment. */
const inputs = ["prisma/migrations", "scripts/migrations", "lib/platform/jobs/queues.ts", "package-lock.json"];

/** SHA-256 over what a deployment of the migrations depends on, as hex. */
export function migrationStamp(): string {
  const hash = crypto.createHash("sha256");
  const add = (file: string): void => {
    if (fs.statSync(file).isDirectory()) {
      for (const name of fs.readdirSync(file).sort()) add(path.join(file, name));
    } else {
      hash.update(`${path.basename(file)}\0`).update(fs.readFileSync(file));
    }
  };
  for (const input of inputs) add(inRoot(input));
  return hash.digest("hex");
}

/** Whether the database has just these migrations already: it bears their stamp, as the comment on the queues' schema. */
export async function bearsStamp(ownerUrl: string): Promise<boolean> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ stamp: string | null }>(
      "SELECT obj_description(to_regnamespace($1)::oid, 'pg_namespace') AS stamp",
      [jobsSchema],
    );
    return rows[0]?.stamp === migrationStamp();
  });
}

/** Marks the database as migrated, at the end of a deployment. */
export async function setStamp(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, (client) => client.query(`COMMENT ON SCHEMA ${jobsSchema} IS '${migrationStamp()}'`));
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
