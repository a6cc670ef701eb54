import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enqueue, sender } from "../../lib/platform/jobs/queues.ts";
import { testDatabase } from "../testing/database.ts";

const { db, url, ownerUrl } = await testDatabase();
const app = new pg.Client({ connectionString: url });
const owner = new pg.Client({ connectionString: ownerUrl });

beforeAll(async () => {
  await app.connect();
  await owner.connect();
  await db.auditEvent.create({ data: { actorKind: "anonymous", action: "test", outcome: "DONE" } });
});
afterAll(async () => {
  await app.end();
  await owner.end();
});

const insufficientPrivilege = "42501";

describe("the app role", () => {
  test.each([
    `UPDATE "AuditEvent" SET action = 'other'`,
    `DELETE FROM "AuditEvent"`,
    `TRUNCATE "AuditEvent" CASCADE`,
    `UPDATE "AuditSeal" SET hash = ''`,
    `DELETE FROM "AuditSeal"`,
    `INSERT INTO "NetworkPin" ("rootKey", "subnetId", "licenceRegistry", messenger) VALUES ('', '', '', '')`,
    `DELETE FROM "_prisma_migrations"`,
    `TRUNCATE "User" CASCADE`,
    `CREATE TABLE mine (id int)`,
    `ALTER TABLE "AuditEvent" DISABLE TRIGGER ALL`,
    `GRANT ALL ON "AuditEvent" TO sanad_app`,
    `CREATE TABLE jobs.mine (id int)`,
    `SET ROLE sanad_owner`,
    `CREATE DATABASE mine`,
  ])("may not: %s", async (sql) => {
    const outcome = await app.query(sql).then(
      () => "done",
      (error: { code: string }) => error.code,
    );
    // A GRANT without the right to it is a warning in PostgreSQL, and gives nothing.
    if (sql.startsWith("GRANT"))
      await expect(app.query(`DELETE FROM "AuditEvent"`)).rejects.toThrow("permission denied");
    else expect(outcome).toBe(insufficientPrivilege);
  });

  test("adds to the audit and reads it", async () => {
    await db.auditEvent.create({ data: { actorKind: "anonymous", action: "second", outcome: "DONE" } });
    expect(await db.auditEvent.count()).toBe(2);
  });

  test("gets rights to tables that a later migration makes", async () => {
    await owner.query("CREATE TABLE later (id int)");
    await expect(app.query("INSERT INTO later VALUES (1)")).resolves.toMatchObject({ rowCount: 1 });
  });

  test("puts jobs into its queues, inside its own transaction", async () => {
    await db.$transaction((tx) => enqueue(tx, "mail", { mailId: "a" }));
    const refused = db.$transaction(async (tx) => {
      await enqueue(tx, "mail", { mailId: "b" });
      throw new Error("rolled back");
    });
    await expect(refused).rejects.toThrow("rolled back");
    const jobs = await (await sender()).findJobs("mail");
    expect(jobs.map((job) => job.data)).toEqual([{ mailId: "a" }]);
    await (await sender()).stop({ graceful: false });
  });
});
