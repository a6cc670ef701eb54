import { draftBatch, openItems, proposeBatch, setItem } from "../../lib/batches/commands.ts";
import { approveBatch, releaseBatch } from "../../lib/licences/commands.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import type { Db } from "../../lib/platform/db/client.ts";
import type { Sector } from "../../lib/platform/db/generated/enums.ts";
import type { Result } from "../../lib/platform/errors/result.ts";
import { person } from "../../lib/platform/testing/persons.ts";
import { applicationOf, programmeOf } from "../../scripts/testing/applications.ts";
import { approveInRegistry } from "./registry.ts";

/** Far more places than the programme opens with, so that tests may issue as they please. */
export async function widenProgramme(db: Db): Promise<void> {
  const { id } = await programmeOf(db);
  await db.programme.update({ where: { id }, data: { places: 400_000 } });
  await db.quota.updateMany({ where: { programmeId: id }, data: { places: 100_000 } });
}

/** A batch with an award of each size, approved by two people, in the registry too unless told otherwise, and, unless told otherwise, released: its chunks wait in the outbox. */
export async function approvedBatch(
  db: Db,
  given: { seats: readonly number[]; sector?: Sector; released?: boolean; signed?: boolean },
): Promise<{ id: string; code: string }> {
  const { seats, sector = "EDUCATION", released = true, signed = true } = given;
  const { id: programmeId } = await programmeOf(db);
  const [first, second] = [await approver(db), await approver(db)];
  const { batchId } = must(await draftBatch(first, { programmeId }));
  const version = async () => (await db.batch.findUniqueOrThrow({ where: { id: batchId } })).version;
  for (const asked of seats) {
    const { id } = await applicationOf(db, { state: "REVIEWED", seats: asked, sector });
    must(await setItem(first, { batchId, version: await version(), applicationId: id, outcome: "AWARD" }));
  }
  const { planHash } = must(await proposeBatch(first, { batchId, version: await version() }));
  const itemIds = (await db.batchItem.findMany({ where: { batchId } })).map(({ id }) => id);
  must(await openItems(second, { batchId, planHash, itemIds }));
  must(await approveBatch(second, { batchId, planHash, version: await version() }));
  if (signed) await approveInRegistry(db, batchId);
  if (released) must(await releaseBatch({ kind: "system", name: "test" }, { batchId }));
  const { code } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
  return { id: batchId, code };
}

function approver(db: Db): Promise<Person> {
  return person(db, { roles: ["APPROVER"] });
}

/** The value of a success; throws for a failure. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
