import { expect } from "@playwright/test";
import pg from "pg";
import { portal } from "./portal.ts";

/** Makes the codes sent to an address older than they may be: ten minutes are too long for a test to wait. */
export async function expireCodes(address: string): Promise<void> {
  await change(`UPDATE "SignInCode" SET "expiresAt" = now() - interval '1 second' WHERE email = $1`, address);
}

/** Makes the last day of the places that are offered to an application be over. */
export async function endOffer(applicationId: string): Promise<void> {
  await change(
    `UPDATE "PlaceOffer" SET until = now() - interval '1 second' WHERE "applicationId" = $1 AND state = 'OPEN'`,
    applicationId,
  );
}

/** As if the letters to an address had been tried for half a day; once the worker is done with them, or it would be what came last. */
export async function giveUpLetters(address: string): Promise<void> {
  await change(
    `UPDATE "Mail" SET "sentAt" = NULL, attempts = 20, "lastError" = 'ETIMEDOUT 421', "failedAt" = now()
     WHERE "to" = $1 AND "sentAt" IS NOT NULL`,
    address,
  );
}

/** What is changed may still be on its way: it is waited for. */
async function change(sql: string, value: string): Promise<void> {
  const { databaseUrl } = portal();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await expect(async () => expect((await client.query(sql, [value])).rowCount).toBeGreaterThan(0)).toPass({
      timeout: 60_000,
    });
  } finally {
    await client.end();
  }
}
