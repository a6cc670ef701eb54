import { beforeAll, expect, test } from "vitest";
import { readRegistryRule } from "../lib/chain/rule.ts";
import type { LicenceChange } from "../lib/licences/rules.ts";
import { changeTogether, suspend } from "../lib/licences/testing/changing.ts";
import type { Signer } from "../lib/licences/testing/signing.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { batchStanding } from "../lib/platform/chain/batchStanding.ts";
import { actHash } from "../lib/platform/chain/encoding.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { verifyProof } from "../lib/platform/chain/registry.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { chainWriter } from "./chainWrite.ts";
import { approvedBatch, twoSigners, widenProgramme } from "./testing/batch.ts";
import { testChain } from "./testing/chain.ts";

const { db } = await testDatabase();
const { network, keyFile } = await testChain();
const chain = openChain(network, loadIdentity(keyFile));
const write = chainWriter(chain, db);

beforeAll(async () => {
  await widenProgramme(db);
  await readRegistryRule(chain, db);
});

/** Everything of a licence that waits is written, in the order in which it was asked for. */
async function written(where: { kind: { in: string[] } }): Promise<void> {
  for (const { id } of await db.chainWrite.findMany({ where: { ...where, state: "QUEUED" }, orderBy: { id: "asc" } }))
    await write(id);
}

async function issued(): Promise<{ licenceId: string; number: string; two: [Signer, Signer] }> {
  const { id: batchId } = await approvedBatch(db, { seats: [1] });
  await written({ kind: { in: ["issueBatch"] } });
  const { id: licenceId, number } = await db.licence.findFirstOrThrow({ where: { batchId } });
  return { licenceId, number, two: await twoSigners(db) };
}

/** What somebody asked for is not done before the signatures under it are there, and then is what they signed, and these alone. */
async function followsSignatures(
  { licenceId, number }: { licenceId: string; number: string },
  { kind, reason, status }: { kind: LicenceChange; reason: string; status: string },
  signers: readonly Signer[],
): Promise<void> {
  const { operation } = await db.licenceChange.findFirstOrThrow({ where: { licenceId, kind } });
  expect(await db.chainWrite.count({ where: { key: operation } })).toBe(0);
  await written({ kind: { in: ["approveBatch"] } });
  await written({ kind: { in: [kind] } });
  const { standing } = await batchStanding(chain, operation);
  expect(standing?.approvals.map(({ approver }) => approver)).toEqual(signers.map(({ person }) => person.principal));
  const hash = Buffer.from(actHash({ kind, number, reason, decision: operation })).toString("hex");
  expect(standing).toMatchObject({ manifestHash: hash, planHash: hash });
  expect((await verifyProof(chain, number)).record?.status).toBe(status);
  expect((await db.licence.findUniqueOrThrow({ where: { id: licenceId } })).state).toBe(status.toUpperCase());
}

const suspension = { kind: "suspend", reason: "underInvestigation", status: "suspended" } as const;

test("a licence is suspended by the certified signature of one approver over exactly that", async () => {
  const { two, ...licence } = await issued();
  const [one] = two;
  await suspend(db, one, licence.licenceId, suspension.reason);
  await followsSignatures(licence, suspension, [one]);
});

test("a licence is reinstated, and revoked, by the certified signatures of two approvers over exactly that", async () => {
  const { two, ...licence } = await issued();
  await suspend(db, two[1], licence.licenceId, suspension.reason);
  await followsSignatures(licence, suspension, [two[1]]);
  for (const act of [
    { kind: "reinstate", reason: "resolved", status: "active" },
    { kind: "revoke", reason: "termsBreach", status: "revoked" },
  ] as const) {
    const change = { licenceId: licence.licenceId, change: act.kind, reason: act.reason };
    expect(await changeTogether(db, two, change)).toBe(false);
    await followsSignatures(licence, act, two);
  }
});
