import pg from "pg";
import type { Served } from "../../scripts/testing/serve.mts";

/** Makes the codes sent to an address older than they may be: ten minutes are too long for a test to wait. */
export async function expireCodes(address: string): Promise<void> {
  const { databaseUrl } = JSON.parse(process.env.SANAD_STACK ?? "{}") as Served;
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`UPDATE "SignInCode" SET "expiresAt" = now() - interval '1 second' WHERE email = $1`, [address]);
  } finally {
    await client.end();
  }
}

/** Takes a table away while something is done: whatever reads it fails, as with a database that is broken. */
export async function withoutTable<T>(table: "StatusLink" | "Session", during: () => Promise<T>): Promise<T> {
  const { ownerUrl } = JSON.parse(process.env.SANAD_STACK ?? "{}") as Served;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`ALTER TABLE "${table}" RENAME TO "${table}Away"`);
    return await during().finally(() => client.query(`ALTER TABLE "${table}Away" RENAME TO "${table}"`));
  } finally {
    await client.end();
  }
}
