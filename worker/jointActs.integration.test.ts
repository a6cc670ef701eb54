import { beforeAll, expect, test } from "vitest";
import { readRegistryRule } from "../lib/chain/rule.ts";
import { suspendLicence } from "../lib/licences/commands.ts";
import type { JointChange } from "../lib/licences/rules.ts";
import { changeTogether } from "../lib/licences/testing/changing.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { batchStanding } from "../lib/platform/chain/batchStanding.ts";
import { actHash } from "../lib/platform/chain/encoding.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { verifyProof } from "../lib/platform/chain/registry.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { chainWriter } from "./chainWrite.ts";
import { approvedBatch, must, twoSigners, widenProgramme } from "./testing/batch.ts";
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

test("a licence is reinstated, and revoked, by the certified signatures of two approvers over exactly that", async () => {
  const { id: batchId } = await approvedBatch(db, { seats: [1] });
  await written({ kind: { in: ["issueBatch"] } });
  const { id: licenceId, number } = await db.licence.findFirstOrThrow({ where: { batchId } });
  const two = await twoSigners(db);
  const now = () => db.licence.findUniqueOrThrow({ where: { id: licenceId } });
  const suspension = { licenceId, version: (await now()).version, reason: "underInvestigation" };
  must(await suspendLicence(two[0].person, suspension));
  await written({ kind: { in: ["suspend"] } });
  expect((await verifyProof(chain, number)).record?.status).toBe("suspended");

  const acts: [JointChange, string, string][] = [
    ["reinstate", "resolved", "active"],
    ["revoke", "termsBreach", "revoked"],
  ];
  for (const [change, reason, status] of acts) {
    expect(await changeTogether(db, two, { licenceId, change, reason })).toBe(false);
    expect(await db.chainWrite.count({ where: { kind: change } })).toBe(0);
    await written({ kind: { in: ["approveBatch"] } });
    await written({ kind: { in: [change] } });
    const { operation } = await db.licenceChange.findFirstOrThrow({ where: { licenceId, kind: change } });
    const { standing } = await batchStanding(chain, operation);
    expect(standing?.approvals.map(({ approver }) => approver)).toEqual(two.map(({ person }) => person.principal));
    const hash = Buffer.from(actHash({ kind: change, number, reason, decision: operation })).toString("hex");
    expect(standing).toMatchObject({ manifestHash: hash, planHash: hash });
    expect((await verifyProof(chain, number)).record?.status).toBe(status);
    expect((await now()).state).toBe(status.toUpperCase());
  }
});
