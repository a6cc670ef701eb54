import { draftBatch, openItems, proposeBatch, setItem, signBatch } from "../../lib/batches/commands.ts";
import { signaturesAsked } from "../../lib/batches/signing/steps.ts";
import { approveBatch, releaseBatch } from "../../lib/licences/commands.ts";
import { type Signer, signatureUnder, withPrincipal } from "../../lib/licences/testing/signing.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { openChain } from "../../lib/platform/chain/agent.ts";
import { config } from "../../lib/platform/config.ts";
import type { Db } from "../../lib/platform/db/client.ts";
import type { Sector } from "../../lib/platform/db/generated/enums.ts";
import type { Result } from "../../lib/platform/errors/result.ts";
import { person } from "../../lib/platform/testing/persons.ts";
import { applicationOf, programmeOf } from "../../scripts/testing/applications.ts";
import { chainWriter } from "../chainWrite.ts";
import { approveInRegistry, testApprovers } from "./registry.ts";

/** Far more places than the programme opens with, so that tests may issue as they please. */
export async function widenProgramme(db: Db): Promise<void> {
  const { id } = await programmeOf(db);
  await db.programme.update({ where: { id }, data: { places: 400_000 } });
  await db.quota.updateMany({ where: { programmeId: id }, data: { places: 100_000 } });
}

/**
 * A batch with an award of each size, approved by two people, in the registry too unless told otherwise, and, unless told otherwise,
 * released: its chunks wait in the outbox. Where the portal knows that the registry asks for signatures, they sign through it.
 */
export async function approvedBatch(
  db: Db,
  given: { seats: readonly number[]; sector?: Sector; released?: boolean; signed?: boolean },
): Promise<{ id: string; code: string }> {
  const { seats, sector = "EDUCATION", released = true, signed = true } = given;
  const { id: programmeId } = await programmeOf(db);
  const isAsked = signed && (await signaturesAsked(db)) > 0;
  const [one, other] = isAsked ? await Promise.all([signer(db, 0), signer(db, 1)]) : [];
  const [first, second] = [one?.person ?? (await approver(db)), other?.person ?? (await approver(db))];
  const { batchId } = must(await draftBatch(first, { programmeId }));
  const version = async () => (await db.batch.findUniqueOrThrow({ where: { id: batchId } })).version;
  for (const asked of seats) {
    const { id } = await applicationOf(db, { state: "REVIEWED", seats: asked, sector });
    must(await setItem(first, { batchId, version: await version(), applicationId: id, outcome: "AWARD" }));
  }
  const { planHash } = must(await proposeBatch(first, { batchId, version: await version() }));
  const itemIds = (await db.batchItem.findMany({ where: { batchId } })).map(({ id }) => id);
  must(await openItems(second, { batchId, planHash, itemIds }));
  const signature = async (by: Signer) => signatureUnder(db, by.identity, batchId);
  if (one) must(await signBatch(first, { batchId, planHash, signature: await signature(one) }));
  const own = other && { signature: await signature(other) };
  must(await approveBatch(second, { batchId, planHash, version: await version(), ...own }));
  const { code } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
  if (isAsked) await deliver(db, code);
  else if (signed) await approveInRegistry(db, batchId);
  if (released) must(await releaseBatch({ kind: "system", name: "test" }, { batchId }));
  return { id: batchId, code };
}

/** Hands the signatures under a batch on to the registry, as the worker does. */
async function deliver(db: Db, code: string): Promise<void> {
  const write = chainWriter(openChain(config().network), db);
  const where = { kind: "approveBatch", payload: { path: ["batchId"], equals: code } };
  for (const { id } of await db.chainWrite.findMany({ where })) await write(id);
}

/** Two accounts of people whom the registry of the tests knows as approvers. */
export async function twoSigners(db: Db): Promise<[Signer, Signer]> {
  return [await signer(db, 0), await signer(db, 1)];
}

/** The account of somebody whom the registry of the tests knows as an approver. */
async function signer(db: Db, nth: number): Promise<Signer> {
  const identity = testApprovers[nth];
  if (!identity) throw new Error(`there is no approver ${nth}`);
  return withPrincipal(db, await approver(db), identity);
}

function approver(db: Db): Promise<Person> {
  return person(db, { roles: ["APPROVER"] });
}

/** The value of a success; throws for a failure. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
