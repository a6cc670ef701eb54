import { randomInt } from "node:crypto";
import { newReceipt } from "../../lib/applications/receipt.ts";
import { newNumbers } from "../../lib/licences/number.ts";
import { applicant, lowId, type Names, onDatabase } from "./submitted.ts";

/** An institution with licences in force, and its owner. */
export type Licensed = { institutionId: string; institution: string; address: string };

/**
 * Puts an institution with licences that end in a month straight into the database: how they are awarded is walked elsewhere. The
 * registry knows nothing of them, so that nobody can take a seat of theirs.
 */
export async function licensed(locale: "en" | "ur", seats: number, names?: Names): Promise<Licensed> {
  const { institution, institutionId, address, userId } = await applicant(locale, names);
  const [applicationId, batchId] = [lowId(), lowId()];
  await onDatabase(async (client) => {
    await client.query(
      `INSERT INTO "Application" (id, "institutionId", "programmeId", "phaseId", receipt, state, seats, "createdById", "decidedAt")
       SELECT $1, $2, "programmeId", id, $5, 'AWARDED', $3, $4, now() FROM "Phase" WHERE 'EDUCATION' = ANY(sectors) ORDER BY "opensAt", code LIMIT 1`,
      [applicationId, institutionId, seats, userId, newReceipt()],
    );
    await client.query(
      `INSERT INTO "Batch" (id, code, "programmeId", state, "completedAt")
       SELECT $1, $2, "programmeId", 'COMPLETED', now() FROM "Application" WHERE id = $3`,
      [batchId, `B-${randomInt(100_000, 1_000_000)}`, applicationId],
    );
    await client.query(
      `INSERT INTO "Licence" (id, number, "programmeId", "phaseId", sector, "institutionId", "applicationId", "batchId", chunk, position,
         state, "validFrom", "validUntil", "issuedAt", block, demonstration)
       SELECT gen_random_uuid(), number, "programmeId", "phaseId", 'EDUCATION', "institutionId", id, $2, 0, nth - 1,
         'ACTIVE', now(), now() + interval '30 days', now(), 0, true
       FROM "Application", unnest($3::text[]) WITH ORDINALITY AS one (number, nth) WHERE id = $1`,
      [applicationId, batchId, newNumbers(seats)],
    );
  });
  return { institutionId, institution, address };
}

/** The licences of an institution. */
export async function licencesOf(institutionId: string): Promise<{ id: string; number: string }[]> {
  const found: { id: string; number: string }[] = [];
  await onDatabase(async (client) => {
    const { rows } = await client.query<{ id: string; number: string }>(
      `SELECT id, number FROM "Licence" WHERE "institutionId" = $1 ORDER BY position`,
      [institutionId],
    );
    found.push(...rows);
  });
  return found;
}

/** So many days go by for the offers of an institution; they end no sooner, and the worker reminds nobody of them any more. */
export async function offersAge(institutionId: string, days: number): Promise<void> {
  await onDatabase((client) =>
    client.query(
      `UPDATE "Seat" SET "offeredAt" = "offeredAt" - make_interval(days => $2), "remindedAt" = "remindedAt" - make_interval(days => $2),
         reminders = greatest(reminders, 2)
       WHERE "licenceId" IN (SELECT id FROM "Licence" WHERE "institutionId" = $1)`,
      [institutionId, days],
    ),
  );
}
