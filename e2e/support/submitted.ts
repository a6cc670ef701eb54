import { randomInt, randomUUID } from "node:crypto";
import pg from "pg";
import { newReceipt } from "../../lib/applications/receipt.ts";
import { guest } from "./guest.ts";
import { portal } from "./portal.ts";

/** An application that was handed in, and who may see it. */
export type Submitted = { id: string; receipt: string; institution: string; institutionId: string; address: string };

/** Puts an application that was handed in straight into the database: its way there is walked elsewhere. */
export async function submitted(locale: "en" | "ur" = "en", names?: Names): Promise<Submitted> {
  const [id, receipt] = [lowId(), newReceipt()];
  const { institution, institutionId, address, userId } = await applicant(locale, names);
  await onDatabase(async (client) => {
    await client.query(
      `INSERT INTO "Application" (id, "institutionId", "programmeId", "phaseId", receipt, state, seats, "rubricVersion", "createdById", "submittedAt")
       SELECT $1, $2, "programmeId", id, $3, 'INFORMATION_REQUESTED', 3, 1, $4, now() FROM "Phase" WHERE 'EDUCATION' = ANY(sectors) ORDER BY "opensAt", code LIMIT 1`,
      [id, institutionId, receipt, userId],
    );
    await client.query(
      `INSERT INTO "ApplicationEvent" (id, "applicationId", kind, data) VALUES ($1, $2, 'submitted', '{"seats":3}')`,
      [randomUUID(), id],
    );
    await client.query(
      `INSERT INTO "InformationRequest" (id, "applicationId", "askedById", question) VALUES ($1, $2, $3, 'What is it for?')`,
      [randomUUID(), id, userId],
    );
  });
  return { id, receipt, institution, institutionId, address };
}

/** An application that two people who have nothing to do with the journey have scored, so that it waits for a decision. */
export async function reviewed(locale: "en" | "ur" = "en"): Promise<Submitted> {
  const application = await submitted(locale);
  await onDatabase(async (client) => {
    await client.query(`DELETE FROM "InformationRequest" WHERE "applicationId" = $1`, [application.id]);
    await client.query(`UPDATE "Application" SET state = 'REVIEWED' WHERE id = $1`, [application.id]);
    await client.query(
      `INSERT INTO "Review" (id, "applicationId", "reviewerId", state, total, comment, "submittedAt")
       SELECT gen_random_uuid(), $1, gen_random_uuid(), 'SUBMITTED', 4000, 'Nobody is named who could begin.', now()
       FROM generate_series(1, 2)`,
      [application.id],
    );
  });
  return application;
}

/** An application that waits for places, with this score: before everybody of its sector whose score is less. */
export async function waitlisted(locale: "en" | "ur", score: number): Promise<Submitted> {
  const application = await reviewed(locale);
  await onDatabase(async (client) => {
    await client.query(`UPDATE "Application" SET state = 'WAITLISTED' WHERE id = $1`, [application.id]);
    await client.query(`INSERT INTO "WaitlistEntry" ("applicationId", score, since) VALUES ($1, $2, now())`, [
      application.id,
      score,
    ]);
  });
  return application;
}

/** An application that a reviewer of the demonstration was asked to score without being told whose it is. */
export async function blindFor(reviewer: string, names: Names): Promise<Submitted> {
  const application = await submitted("en", names);
  await onDatabase(async (client) => {
    await client.query(`DELETE FROM "InformationRequest" WHERE "applicationId" = $1`, [application.id]);
    await client.query(`UPDATE "Application" SET state = 'IN_REVIEW' WHERE id = $1`, [application.id]);
    await client.query(
      `INSERT INTO "Review" (id, "applicationId", "reviewerId", blind) SELECT gen_random_uuid(), $1, id, true FROM "User" WHERE name = $2`,
      [application.id, reviewer],
    );
  });
  return application;
}

/** An application that was declined, with its reason and what it rests on, by two people who have nothing to do with the journey. */
export async function declined(locale: "en" | "ur" = "en"): Promise<Submitted> {
  const application = await submitted(locale);
  const batchId = lowId();
  await onDatabase(async (client) => {
    await client.query(`UPDATE "Application" SET state = 'DECLINED', "decidedAt" = now() WHERE id = $1`, [
      application.id,
    ]);
    await client.query(`DELETE FROM "InformationRequest" WHERE "applicationId" = $1`, [application.id]);
    await client.query(
      `INSERT INTO "Batch" (id, code, "programmeId", state, "proposedById", "proposedAt", "approvedById", "approvedAt", "releasedAt")
       SELECT $1::uuid, $2, "programmeId", 'COMPLETED', $3, now(), $4, now(), now() FROM "Application" WHERE id = $5`,
      [batchId, `B-${randomInt(100_000, 1_000_000)}`, randomUUID(), randomUUID(), application.id],
    );
    await client.query(
      `INSERT INTO "BatchItem" (id, "batchId", "applicationId", outcome, seats, reason, evidence)
       VALUES ($1, $2, $3, 'DECLINE', 0, 'readinessLacking', '{readiness}')`,
      [randomUUID(), batchId, application.id],
    );
  });
  return application;
}

/** A draft with nothing in it yet, and the two people who write it. */
export async function draftOfTwo(locale: "en" | "ur"): Promise<{ id: string; addresses: [string, string] }> {
  const id = lowId();
  const [colleague, other] = [randomUUID(), guest()];
  const { institutionId, address, userId } = await applicant(locale);
  await onDatabase(async (client) => {
    await client.query(
      `INSERT INTO "User" (id, email, name, locale, demonstration) VALUES ($1, $2, 'Omar Example', $3, true)`,
      [colleague, other, locale],
    );
    await client.query(`INSERT INTO "Membership" (id, "institutionId", "userId", role) VALUES ($1, $2, $3, 'EDITOR')`, [
      randomUUID(),
      institutionId,
      colleague,
    ]);
    await client.query(
      `INSERT INTO "Application" (id, "institutionId", "programmeId", "phaseId", "createdById")
       SELECT $1, $2, "programmeId", id, $3 FROM "Phase" WHERE 'EDUCATION' = ANY(sectors) ORDER BY "opensAt", code LIMIT 1`,
      [id, institutionId, userId],
    );
  });
  return { id, addresses: [address, other] };
}

/** What an institution is called in both languages. */
export type Names = { en: string; ur: string };

/** Names that no other institution has, for a journey that looks for it by name; without a Latin letter in Urdu. */
export function ownNames(): Names {
  const own = randomInt(1_000_000, 10_000_000);
  return { en: `Example University ${own}`, ur: `جامعہ مثال ${own}` };
}

/** A verified university and its owner, put into the database. */
export async function applicant(locale: "en" | "ur", names: Names = { en: "Example University", ur: "جامعہ مثال" }) {
  const [institutionId, userId, address] = [lowId(), randomUUID(), guest()];
  const institution = names[locale];
  await onDatabase(async (client) => {
    await client.query(
      `INSERT INTO "Institution" (id, kind, sector, name, "nameUr", "searchName", state, demonstration)
       VALUES ($1, 'UNIVERSITY', 'EDUCATION', $2, $3, $4, 'VERIFIED', true)`,
      [institutionId, names.en, names.ur, names.en.toLowerCase()],
    );
    await client.query(
      `INSERT INTO "User" (id, email, name, locale, demonstration) VALUES ($1, $2, 'Zara Example', $3, true)`,
      [userId, address, locale],
    );
    await client.query(`INSERT INTO "Membership" (id, "institutionId", "userId", role) VALUES ($1, $2, $3, 'OWNER')`, [
      randomUUID(),
      institutionId,
      userId,
    ]);
  });
  return { institution, institutionId, userId, address };
}

/** Lets the sessions of an address end in so many seconds; 0 is at once. */
export async function endSessionsIn(address: string, seconds: number): Promise<void> {
  await onDatabase((client) =>
    client.query(
      `UPDATE "Session" SET "expiresAt" = now() + make_interval(secs => $2)
       WHERE "endedAt" IS NULL AND "userId" = (SELECT id FROM "User" WHERE email = $1)`,
      [address, seconds],
    ),
  );
}

/** An id below those that the portal gives: whoever looks at the newest of a kind finds what the portal was filled with, not this. */
export function lowId(): string {
  return `00000000-${randomUUID().slice(9)}`;
}

/** Does something on the database of the portal that is looked at. */
export async function onDatabase(use: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const { databaseUrl } = portal();
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}
