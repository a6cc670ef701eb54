import { expect, test } from "vitest";
import { differing, together } from "../lib/licences/cells.ts";
import { approveRenewal, askRenewal, proposeRenewal, suspendLicence } from "../lib/licences/commands.ts";
import { findLicence } from "../lib/licences/history.ts";
import { portalCells } from "../lib/licences/portalCells.ts";
import { changeTogether } from "../lib/licences/testing/changing.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { certifiedFigures } from "../lib/platform/chain/figures.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { registryTip, verifyProof } from "../lib/platform/chain/registry.ts";
import { nanoseconds } from "../lib/platform/chain/writes.ts";
import { person } from "../lib/platform/testing/persons.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { chainWriter } from "./chainWrite.ts";
import { approvedBatch, widenProgramme } from "./testing/batch.ts";
import { testChain } from "./testing/chain.ts";

const { db } = await testDatabase();
const { network, keyFile } = await testChain();
const identity = loadIdentity(keyFile);
const reader = openChain(network);
const write = chainWriter(openChain(network, identity), db);

const soon = new Date(Date.now() + 30 * 86_400_000);
const must = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

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

test("licences that are renewed together go in chunks; one that was suspended meanwhile falls out alone, and a lost reply renews nothing twice", async () => {
  await widenProgramme(db);
  const { id: batchId, code } = await approvedBatch(db, { seats: [500, 3] });
  for (const { id } of await db.chainWrite.findMany({ where: { key: { startsWith: `issue:${code}:` } } }))
    await write(id);
  const [first] = await db.licence.findMany({ where: { batchId }, orderBy: { number: "asc" } });
  if (!first) throw new Error("no licence");
  const { institutionId } = first;
  await db.licence.updateMany({ where: { batchId }, data: { institutionId, validUntil: soon } });

  const owner = await person(db, { member: { [institutionId]: "OWNER" } });
  const [one, other] = [await person(db, { roles: ["APPROVER"] }), await person(db, { roles: ["APPROVER"] })];
  const { renewalId } = must(await askRenewal(owner, { institutionId }));
  must(await proposeRenewal(one, { renewalId, version: 0 }));
  expect(must(await approveRenewal(other, { renewalId, version: 1 })).licences).toBe(503);
  const sent = () =>
    db.chainWrite.findMany({ where: { key: { startsWith: `renew:${renewalId}:` } }, orderBy: { key: "asc" } });
  const sizes = async () => (await sent()).map(({ payload }) => (payload as { renewals: [] }).renewals.length);
  expect(await sizes()).toEqual([500, 3]);

  // Of the first chunk: suspended on the registry, before the renewal gets there.
  const [{ payload } = { payload: null }] = await sent();
  const [{ number } = { number: "" }] = (payload as { renewals: { number: string }[] }).renewals;
  const { id: licenceId, version } = await db.licence.findUniqueOrThrow({ where: { number } });
  must(await suspendLicence(other, { licenceId, version, reason: "securityIncident" }));
  await write((await db.chainWrite.findFirstOrThrow({ where: { kind: "suspend" } })).id);

  const before = (await registryTip(reader)).block ?? 0n;
  await write((await sent())[0]?.id ?? "");
  expect(await sizes()).toEqual([500, 499, 3]);
  expect((await sent()).map(({ state, answer }) => ({ state, answer }))).toMatchObject([
    {
      state: "REFUSED",
      answer: {
        code: "refused",
        detail: [{ index: "0", error: { illegalTransition: { from: { suspended: null } } } }],
      },
    },
    { state: "QUEUED" },
    { state: "QUEUED" },
  ]);
  expect(await db.licence.count({ where: { batchId, validUntil: { gt: soon } } })).toBe(0);

  const [, rest, second] = await sent();
  await write(second?.id ?? "");
  const clumsy = chainWriter(losing(), db);
  await expect(clumsy(rest?.id ?? "")).rejects.toThrow("did not answer");
  await clumsy(rest?.id ?? "");
  expect((await sent()).map(({ state, attempts }) => [state, attempts])).toEqual([
    ["REFUSED", 1],
    ["CERTIFIED", 2],
    ["CERTIFIED", 1],
  ]);
  expect((await registryTip(reader)).block).toBe(before + 2n);
  expect(await db.renewalItem.count({ where: { renewalId, renewed: true, live: false } })).toBe(502);
  expect(await db.renewalItem.count({ where: { renewalId, live: true } })).toBe(0);
  const told = { to: owner.email ?? "", letter: "renewalDone" };
  expect(await db.mail.count({ where: { ...told, subject: { startsWith: "502 licences" } } })).toBe(1);
  expect(await db.mail.count({ where: told })).toBe(1);

  const counts = await certifiedFigures(reader);
  expect(together(counts.cells)).toMatchObject({ issued: 503, inForce: 502, suspended: 1 });
  expect(differing(counts.cells, await portalCells(db, counts.at))).toBe(0);
  expect(differing(counts.cells, await portalCells(db, new Date("2100-01-01")))).toBe(counts.cells.length);

  const left = await db.licence.findUniqueOrThrow({ where: { id: licenceId } });
  expect(left.validUntil).toEqual(soon);
  for (const licence of await db.licence.findMany({ where: { batchId, NOT: { id: licenceId } }, take: 2 })) {
    expect(licence.validUntil?.getTime()).toBeGreaterThan(soon.getTime());
    const { record } = await verifyProof(reader, licence.number);
    expect(record?.validUntil.toString()).toBe(nanoseconds(licence.validUntil as Date));
    expect((await findLicence(other, licence.id))?.changes).toMatchObject([
      { kind: "renewBatch", state: "CERTIFIED", until: licence.validUntil },
    ]);
  }
  expect((await findLicence(other, licenceId))?.changes).toMatchObject([
    { kind: "renewBatch", state: "REFUSED" },
    { kind: "suspend", state: "CERTIFIED" },
  ]);

  // It may be asked for again once it is in force.
  await changeTogether(db, [{ person: one }, { person: other }], {
    licenceId,
    change: "reinstate",
    reason: "resolved",
  });
  await write((await db.chainWrite.findFirstOrThrow({ where: { kind: "reinstate" } })).id);
  expect(must(await askRenewal(owner, { institutionId })).licences).toBe(1);
});
