import { describe, expect, test } from "vitest";
import { testDatabase } from "../scripts/testing/database.ts";
import { findApplication } from "./applications/queries.ts";
import { auditTrail } from "./audit/queries.ts";
import { findReading } from "./batches/queries.ts";
import { findInstitution } from "./institutions/queries.ts";
import { configureTest, world } from "./licences/testing/fixtures.ts";
import { findPerson, people } from "./people/queries.ts";
import type { Person } from "./platform/auth/actor.ts";
import { connect } from "./platform/db/client.ts";

const { db, ownerUrl } = await testDatabase();
configureTest();
const { person, programme, institution, application } = world(db);
const [of, to] = [await institution(), await programme({ EDUCATION: 5 })];
const { id } = await application(of, to, 2);
const administrator = await person({ roles: ["ADMINISTRATOR"] });
const stranger = await person();

/** What the audit tells of somebody, the oldest first. */
async function told(who: Person): Promise<string[]> {
  const events = await db.auditEvent.findMany({ where: { actorId: who.userId }, orderBy: { id: "asc" } });
  return events.map(({ action, subjectKind, subjectId, outcome, code }) =>
    [action, subjectKind, subjectId, outcome, code].filter((part) => part !== null).join(" "),
  );
}

/** As the owner of the tables, who alone can do it. */
async function asOwner(statement: string): Promise<void> {
  const owner = connect(ownerUrl);
  await owner.$executeRawUnsafe(statement);
  await owner.$disconnect();
}

describe("what is read of somebody's", () => {
  test("is told of once a person, thing and hour, however often and at once it is read", async () => {
    await Promise.all([1, 2, 3, 4].map(() => findApplication(administrator, id)));
    await findInstitution(administrator, of.id);
    const [one, ...more] = await told(administrator);
    expect(one).toBe(`applications.read application ${id} DONE`);
    expect(more).toEqual([`institutions.read institution ${of.id} DONE`]);

    const other = await person({ roles: ["AUDITOR"] });
    await findApplication(other, id);
    expect(await told(other)).toEqual([one]);

    await asOwner(`UPDATE "AuditEvent" SET at = at - interval '1 hour' WHERE "subjectId" = '${id}'`);
    await findApplication(administrator, id);
    expect((await told(administrator)).filter((line) => line === one)).toHaveLength(2);
  });

  test("is not told of where its own people read it", async () => {
    expect(await findApplication(of.owner, id)).not.toBeNull();
    expect(await findInstitution(of.owner, of.id)).not.toBeNull();
    expect(await told(of.owner)).toEqual([]);
  });

  test("and was refused is told of, whether it is there or not", async () => {
    const nothing = crypto.randomUUID();
    for (const one of [id, id, nothing]) expect(await findApplication(stranger, one)).toBeNull();
    expect(await findInstitution(stranger, "no key at all")).toBeNull();
    expect(await findPerson(stranger, of.owner.userId)).toBeNull();
    expect(await told(stranger)).toEqual([
      `applications.read application ${id} REFUSED notFound`,
      `applications.read application ${nothing} REFUSED notFound`,
      `people.read user ${of.owner.userId} REFUSED notFound`,
    ]);
    expect(await findApplication(null, id)).toBeNull();
    expect(await db.auditEvent.count({ where: { actorId: null } })).toBe(0);
  });

  test("and holds nothing more for somebody who may read it, is no refusal", async () => {
    const [approver, reviewer] = [await person({ roles: ["APPROVER"] }), await person({ roles: ["REVIEWER"] })];
    const { id: batchId } = await db.batch.create({ data: { code: "B-READ", programmeId: to.id } });
    for (const who of [approver, reviewer]) expect(await findReading(who, batchId)).toBeNull();
    expect(await told(approver)).toEqual([]);
    expect(await told(reviewer)).toEqual([`batches.read batch ${batchId} REFUSED notFound`]);
  });

  test("is read even where the audit cannot be written", async () => {
    const auditor = await person({ roles: ["AUDITOR"] });
    await asOwner('REVOKE INSERT ON "AuditEvent" FROM sanad_app');
    expect(await findApplication(auditor, id)).toMatchObject({ id });
    await asOwner('GRANT INSERT ON "AuditEvent" TO sanad_app');
    expect(await told(auditor)).toEqual([]);
  });
});

test("whoever searches for people, or reads the audit, is in it, without the words", async () => {
  const auditor = await person({ roles: ["AUDITOR"] });
  await people(auditor);
  expect(await told(auditor)).toEqual([]);
  for (const text of ["somebody", "of.owner@people.test"]) await people(auditor, { text });
  await auditTrail(auditor);
  await auditTrail(auditor, { who: "somebody" });
  await people(stranger, { text: "somebody" });
  expect(await told(auditor)).toEqual(["people.read DONE", "audit.read DONE"]);
  const rows = await db.auditEvent.findMany({ where: { actorId: auditor.userId }, select: { data: true } });
  expect(rows).toEqual([{ data: {} }, { data: {} }]);
});
