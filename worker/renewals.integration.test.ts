import { expect, test } from "vitest";
import { readRegistryRule } from "../lib/chain/rule.ts";
import { askRenewal } from "../lib/licences/commands.ts";
import { differing, together } from "../lib/licences/figures/cells.ts";
import { portalCells } from "../lib/licences/figures/portalCells.ts";
import { findLicence } from "../lib/licences/history.ts";
import { changeTogether, decideRenewal, suspend } from "../lib/licences/testing/changing.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { certifiedFigures } from "../lib/platform/chain/figures.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { registryTip, verifyProof } from "../lib/platform/chain/registry.ts";
import { nanoseconds } from "../lib/platform/chain/writes.ts";
import { person } from "../lib/platform/testing/persons.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { chainWriter } from "./chainWrite.ts";
import { approvedBatch, must, twoSigners, widenProgramme } from "./testing/batch.ts";
import { testChain } from "./testing/chain.ts";

const { db } = await testDatabase();
const { network, keyFile } = await testChain();
const identity = loadIdentity(keyFile);
const reader = openChain(network);
const write = chainWriter(openChain(network, identity), db);

const soon = new Date(Date.now() + 30 * 86_400_000);

/** Gives the first reply up for lost. */
const losing = () => {
  let lost = false;
  return openChain(network, identity, async (input, init) => {
    const response = await fetch(input, init);
    if (lost || !String(input).endsWith("/call")) return response;
    lost = true;
    throw new TypeError("the connection broke");
  });
};

/** Writes of a kind that wait are written. */
async function written(kind: string): Promise<void> {
  for (const { id } of await db.chainWrite.findMany({ where: { kind, state: "QUEUED" }, orderBy: { id: "asc" } }))
    await write(id);
}

test("licences are renewed by two approvers' certified signatures; one that was suspended meanwhile falls out, the rest is asked for again, and a lost reply renews nothing twice", async () => {
  await widenProgramme(db);
  await readRegistryRule(reader, db);
  const { id: batchId } = await approvedBatch(db, { seats: [500, 3] });
  await written("issueBatch");
  const [first] = await db.licence.findMany({ where: { batchId }, orderBy: { number: "asc" } });
  if (!first) throw new Error("no licence");
  const { institutionId } = first;
  await db.licence.updateMany({ where: { batchId }, data: { institutionId, validUntil: soon } });

  const owner = await person(db, { member: { [institutionId]: "OWNER" } });
  const two = await twoSigners(db);
  const [one, other] = two;
  const { renewalId, licences } = must(await askRenewal(owner, { institutionId }));
  expect(licences).toBe(500);
  const sent = () =>
    db.chainWrite.findMany({ where: { key: { startsWith: `renew:${renewalId}:` } }, orderBy: { createdAt: "asc" } });
  const decide = async () => {
    await decideRenewal("propose", one, renewalId);
    await decideRenewal("approve", other, renewalId);
    const before = (await sent()).length;
    await written("approveBatch");
    expect(await sent()).toHaveLength(before + 1);
  };
  await decide();

  // Suspended on the registry, before the renewal gets there.
  const [{ payload } = { payload: null }] = await sent();
  const [{ number } = { number: "" }] = (payload as { renewals: { number: string }[] }).renewals;
  const { id: licenceId } = await db.licence.findUniqueOrThrow({ where: { number } });
  await suspend(db, other, licenceId, "securityIncident");
  await written("approveBatch");
  await written("suspend");
  await written("renewBatch");
  expect(await sent()).toMatchObject([
    {
      state: "REFUSED",
      answer: {
        code: "refused",
        detail: [{ index: "0", error: { illegalTransition: { from: { suspended: null } } } }],
      },
    },
  ]);
  expect(await db.licence.count({ where: { batchId, validUntil: { gt: soon } } })).toBe(0);
  await written("dropBatch");

  await decide();
  const before = (await registryTip(reader)).block ?? 0n;
  const [, rest] = await sent();
  const clumsy = chainWriter(losing(), db);
  await expect(clumsy(rest?.id ?? "")).rejects.toThrow("did not answer");
  await clumsy(rest?.id ?? "");
  expect((await sent()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["REFUSED", 1],
    ["CERTIFIED", 2],
  ]);
  expect((await registryTip(reader)).block).toBe(before + 1n);
  expect(await db.renewalItem.count({ where: { renewalId, renewed: true, live: false } })).toBe(499);
  expect(await db.renewalItem.count({ where: { renewalId, live: true } })).toBe(0);
  const told = { to: owner.email ?? "", letter: "renewalDone" };
  expect(await db.mail.count({ where: { ...told, subject: { startsWith: "499 licences" } } })).toBe(1);
  expect(await db.mail.count({ where: told })).toBe(1);

  const counts = await certifiedFigures(reader);
  expect(together(counts.cells)).toMatchObject({ issued: 503, inForce: 502, suspended: 1 });
  expect(differing(counts.cells, await portalCells(db, counts.at))).toBe(0);
  expect(differing(counts.cells, await portalCells(db, new Date("2100-01-01")))).toBe(counts.cells.length);

  const left = await db.licence.findUniqueOrThrow({ where: { id: licenceId } });
  expect(left.validUntil).toEqual(soon);
  for (const licence of await db.licence.findMany({ where: { batchId, validUntil: { gt: soon } }, take: 2 })) {
    const { record } = await verifyProof(reader, licence.number);
    expect(record?.validUntil.toString()).toBe(nanoseconds(licence.validUntil as Date));
    expect((await findLicence(other.person, licence.id))?.changes).toMatchObject([
      { kind: "renewBatch", state: "REFUSED" },
      { kind: "renewBatch", state: "CERTIFIED", until: licence.validUntil, officers: ["Somebody", "Somebody"] },
    ]);
  }
  expect((await findLicence(other.person, licenceId))?.changes).toMatchObject([
    { kind: "renewBatch", state: "REFUSED" },
    { kind: "suspend", state: "CERTIFIED" },
  ]);

  // It may be asked for again once it is in force, with the three that were too many.
  await changeTogether(db, two, { licenceId, change: "reinstate", reason: "resolved" });
  await written("approveBatch");
  await written("reinstate");
  expect(must(await askRenewal(owner, { institutionId })).licences).toBe(4);
});
