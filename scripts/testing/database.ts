import crypto from "node:crypto";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { type Db, db } from "../../lib/platform/db/client.ts";
import type {} from "./postgres-setup.mts";

export type TestDatabase = {
  /** The client that the portal itself uses, as the app role. */
  db: Db;
  /** The app role's address; also in DATABASE_URL. */
  url: string;
  /** The owner's address, for what a test must do that the portal may not. */
  ownerUrl: string;
};

/**
 * A migrated, empty database of this test file's own. Call it once, at the top of the file:
 * `const { db } = await testDatabase();`. It sets DATABASE_URL, so that `db()` and the queues use it as well.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject("postgres");
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  const client = new pg.Client({ connectionString: server.superuser });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${server.template} OWNER sanad_owner`);
  await client.end();

  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
  const url = at(server.app);
  process.env.DATABASE_URL = url;
  const database = db();
  afterAll(() => database.$disconnect());
  return { db: database, url, ownerUrl: at(server.owner) };
}
