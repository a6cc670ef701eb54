import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { draftBatch, openItems, proposeBatch, rejectBatch, setItem, signBatch } from "../lib/batches/commands.ts";
import { licencesOfChunk } from "../lib/batches/manifest/steps.ts";
import { findBatch } from "../lib/batches/queries.ts";
import { actAsGovernor } from "../lib/chain/commands.ts";
import { readRegistryRule } from "../lib/chain/rule.ts";
import { approveBatch, releaseBatch } from "../lib/licences/commands.ts";
import { type Signer, signatureUnder, withKey, withPrincipal } from "../lib/licences/testing/signing.ts";
import { openChain } from "../lib/platform/chain/agent.ts";
import { registeredHeads } from "../lib/platform/chain/auditHeads.ts";
import { batchStanding } from "../lib/platform/chain/batchStanding.ts";
import type { GovernanceCall } from "../lib/platform/chain/governance.ts";
import { provenGovernance } from "../lib/platform/chain/governing.ts";
import { loadIdentity } from "../lib/platform/chain/identity.ts";
import { registryUpdates } from "../lib/platform/chain/idl.ts";
import { deployment } from "../lib/platform/chain/registry.ts";
import { sendChainWrite } from "../lib/platform/chain/send.ts";
import { governanceArgument, signedCall } from "../lib/platform/chain/signedCall.ts";
import { chainWriteKinds, isResendable } from "../lib/platform/chain/writes.ts";
import { person } from "../lib/platform/testing/persons.ts";
import { applicationOf, programmeOf } from "../scripts/testing/applications.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import { chainWriter } from "./chainWrite.ts";
import { approvedBatch, must, widenProgramme } from "./testing/batch.ts";
import { testChain } from "./testing/chain.ts";
import { testApprovers, testGovernors } from "./testing/registry.ts";

const { db, ownerUrl } = await testDatabase();
const { network, keyFile } = await testChain();
const identity = loadIdentity(keyFile);
const chain = openChain(network, identity);
const write = chainWriter(chain, db);

let proposer: Signer;
let approver: Signer;

beforeAll(async () => {
  await widenProgramme(db);
  const [one, other] = await Promise.all(testApprovers.map((key) => withApproverKey(key)));
  if (!one || !other) throw new Error("two approvers were expected");
  [proposer, approver] = [one, other];
});

async function withApproverKey(key: Signer["identity"]): Promise<Signer> {
  return withPrincipal(db, await person(db, { roles: ["APPROVER"] }), key);
}

/** A batch of two licences, proposed and read by another approver. */
async function proposed(second: Signer = approver) {
  const { id: programmeId } = await programmeOf(db);
  const { batchId } = must(await draftBatch(proposer.person, { programmeId }));
  const { id: applicationId } = await applicationOf(db, { state: "REVIEWED", seats: 2, sector: "EDUCATION" });
  must(await setItem(proposer.person, { batchId, version: 0, applicationId, outcome: "AWARD" }));
  const { planHash } = must(await proposeBatch(proposer.person, { batchId, version: 1 }));
  const itemIds = (await db.batchItem.findMany({ where: { batchId } })).map(({ id }) => id);
  must(await openItems(second.person, { batchId, planHash, itemIds }));
  return { batchId, planHash, version: 2 };
}

type Batch = Awaited<ReturnType<typeof proposed>>;

const signs = async ({ person: who, identity: key }: Signer, { batchId, planHash }: Batch) => {
  const signature = await signatureUnder(db, key, batchId);
  return must(await signBatch(who, { batchId, planHash, signature }));
};
const approves = async ({ person: who, identity: key }: Signer, batch: Batch) =>
  must(await approveBatch(who, { ...batch, signature: await signatureUnder(db, key, batch.batchId) }));
const writesOf = (kind: string, code: string) =>
  db.chainWrite.findMany({
    where: { kind, payload: { path: ["batchId"], equals: code } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
const codeOfBatch = async ({ batchId }: Batch) => (await db.batch.findUniqueOrThrow({ where: { id: batchId } })).code;
const deliver = async (batch: Batch) => {
  for (const { id } of await writesOf("approveBatch", await codeOfBatch(batch))) await write(id);
};
const states = async ({ batchId }: Batch) =>
  (await db.signature.findMany({ where: { subjectId: batchId }, orderBy: { signedAt: "asc" } })).map(
    ({ state }) => state,
  );
/** As if so long had passed that a signature ran out before anybody handed it on. What was written does not change, but for the owner. */
const runsOut = async (id: string) => {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const expiresAt = new Date(Date.now() - 60_000).toISOString();
  await owner.query(`BEGIN; ALTER TABLE "ChainWrite" DISABLE TRIGGER USER`);
  await owner.query(
    `UPDATE "ChainWrite" SET payload = jsonb_set(payload, '{expiresAt}', to_jsonb($2::text)) WHERE id = $1`,
    [id, expiresAt],
  );
  await owner.query(`ALTER TABLE "ChainWrite" ENABLE TRIGGER USER; COMMIT`);
  await owner.end();
};
const runOut = async (batch: Batch) => {
  for (const { id } of await writesOf("approveBatch", await codeOfBatch(batch))) await runsOut(id);
};
const release = async ({ batchId }: Batch) => must(await releaseBatch({ kind: "system", name: "test" }, { batchId }));

test("a stolen server key issues nothing that approvers have not signed, whatever the portal's database says", async () => {
  const { code } = await approvedBatch(db, { seats: [3], signed: false });
  const issued = (await deployment(chain)).issued;
  const [row] = await writesOf("issueBatch", code);
  const payload = chainWriteKinds.issueBatch.parse(row?.payload);
  const entries = await licencesOfChunk(db, code, 0);
  expect(await sendChainWrite(chain, { kind: "issueBatch", payload, entries })).toMatchObject({
    ok: false,
    refusal: { code: "notApproved", detail: { needed: "2", approvals: "0" } },
  });
  // Nor does it approve by itself, under any name that it has.
  const { manifestHash } = payload;
  const approval = { batchId: code, manifestHash, planHash: "00".repeat(32) };
  const envelope = await signatureUnder(db, identity, (await db.batch.findUniqueOrThrow({ where: { code } })).id);
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const own = { ...approval, principal: chain.principal, envelope, expiresAt };
  expect(await sendChainWrite(chain, { kind: "approveBatch", payload: own })).toMatchObject({
    ok: false,
    refusal: { code: "notAuthorised" },
  });
  expect((await deployment(chain)).issued).toEqual(issued);
});

describe("a batch that its approvers sign", () => {
  beforeAll(() => readRegistryRule(chain, db));

  test("is released once the registry has certified both, and issued", async () => {
    const batch = await proposed();
    await signs(proposer, batch);
    await approves(approver, batch);
    expect(await release(batch)).toEqual({ released: false });
    await deliver(batch);
    expect(await states(batch)).toEqual(["CERTIFIED", "CERTIFIED"]);
    expect(await release(batch)).toEqual({ released: true });
    const code = await codeOfBatch(batch);
    for (const { id } of await writesOf("issueBatch", code)) await write(id);
    expect((await db.batch.findUniqueOrThrow({ where: { code } })).state).toBe("COMPLETED");
    const { standing } = await batchStanding(chain, code);
    expect(standing?.approvals.map(({ approver: who }) => who)).toEqual([
      proposer.person.principal,
      approver.person.principal,
    ]);
  });

  test("has a signature whose reply was lost found in what the registry certifies", async () => {
    const batch = await proposed();
    await signs(proposer, batch);
    let lost = 0;
    const losing = openChain(network, identity, async (input, init) => {
      const response = await fetch(input, init);
      if (!String(input).endsWith("/call")) return response;
      lost += 1;
      throw new TypeError("the connection broke");
    });
    const [row] = await writesOf("approveBatch", await codeOfBatch(batch));
    const clumsy = chainWriter(losing, db);
    await expect(clumsy(row?.id ?? "")).rejects.toThrow("did not answer");
    expect(await states(batch)).toEqual(["SENT"]);
    await clumsy(row?.id ?? "");
    expect(await states(batch)).toEqual(["CERTIFIED"]);
    expect(lost).toBe(1);
  });

  test("has one that ran out on its way given back, to be made anew", async () => {
    const batch = await proposed();
    await signs(proposer, batch);
    await runOut(batch);
    await deliver(batch);
    expect(await states(batch)).toEqual(["EXPIRED"]);
    expect((await findBatch(proposer.person, batch.batchId))?.signing.isOwed).toBe(true);
    await signs(proposer, batch);
    await deliver(batch);
    expect(await states(batch)).toEqual(["EXPIRED", "CERTIFIED"]);
  });

  test("has one refused, with its reason, of somebody whom the registry does not know as an approver", async () => {
    const stranger = await withKey(db, await person(db, { roles: ["APPROVER"] }));
    const batch = await proposed(stranger);
    await approves(stranger, batch);
    await deliver(batch);
    expect(await db.signature.findFirst({ where: { subjectId: batch.batchId } })).toMatchObject({
      state: "REFUSED",
      refusal: "notAuthorised",
    });
    expect(await release(batch)).toEqual({ released: false });
  });
});

describe("what was signed and is called off", () => {
  const rejects = async (batch: Batch) => {
    const { version } = await db.batch.findUniqueOrThrow({ where: { id: batch.batchId } });
    must(await rejectBatch(approver.person, { batchId: batch.batchId, version, reason: "Wrong programme." }));
    const [drop] = await writesOf("dropBatch", await codeOfBatch(batch));
    return drop?.id ?? "";
  };
  const endOf = (id: string) =>
    db.chainWrite.findUniqueOrThrow({ where: { id }, select: { state: true, lastError: true } });

  test("is dropped after the signature that is on its way, which stands there then and counts for nothing", async () => {
    const batch = await proposed();
    await signs(proposer, batch);
    const drop = await rejects(batch);
    await write(drop);
    expect(await states(batch)).toEqual(["CERTIFIED"]);
    expect(await endOf(drop)).toEqual({ state: "CERTIFIED", lastError: null });
    const { standing } = await batchStanding(chain, await codeOfBatch(batch));
    expect(standing).toMatchObject({ dropped: true, approvals: [{ approver: proposer.person.principal }] });
  });

  test("waits while it is not known whether its signature arrived", async () => {
    const batch = await proposed();
    await signs(proposer, batch);
    const drop = await rejects(batch);
    const deaf = openChain(network, identity, () => Promise.reject(new TypeError("the connection broke")));
    await expect(chainWriter(deaf, db)(drop)).rejects.toThrow();
    expect(await endOf(drop)).toMatchObject({ state: "QUEUED" });
    await write(drop);
    expect([await states(batch), (await endOf(drop)).state]).toEqual([["CERTIFIED"], "CERTIFIED"]);
  });

  test("is nothing to the registry where its signature ran out on its way, and nothing to the operators", async () => {
    const { email } = await person(db, { roles: ["OPERATOR"] });
    const batch = await proposed();
    await signs(proposer, batch);
    await runOut(batch);
    const drop = await rejects(batch);
    await write(drop);
    expect(await states(batch)).toEqual(["EXPIRED"]);
    expect(await endOf(drop)).toEqual({ state: "REFUSED", lastError: "notFound" });
    expect((await batchStanding(chain, await codeOfBatch(batch))).standing).toBeFalsy();
    expect(isResendable("dropBatch", "notFound")).toBe(false);
    expect(await db.mail.count({ where: { to: email ?? "" } })).toBe(0);
    // One that ran out before is not dropped at all.
    const other = await proposed();
    await signs(proposer, other);
    await runOut(other);
    await deliver(other);
    expect(await rejects(other)).toBe("");
  });
});

describe("a governor's own call", () => {
  const [first, second] = testGovernors;
  const caps = { total: 100_001, government: 0, education: 90_000, startups: 5, private: 0 };

  /** Signed by the governor in the portal, and waiting to be handed on. */
  async function handedIn(key: typeof first, call: GovernanceCall): Promise<string> {
    if (!key) throw new Error("a governor was expected");
    const principal = key.getPrincipal().toText();
    const known = await db.user.findFirst({ where: { principal }, select: { id: true } });
    const { userId } = known ? { userId: known.id } : await person(db, { roles: ["ADMINISTRATOR"] });
    await db.user.update({ where: { id: userId }, data: { principal } });
    const actor = { ...administrator, userId, principal };
    const canister = network.canisters.licence_registry;
    const arg = governanceArgument(call);
    const envelope = await signedCall(key, { canister, method: call.method, arg, expiresInSeconds: 240 });
    const done = must(await actAsGovernor(actor, { signature: Buffer.from(envelope).toString("base64") }));
    return done.writeId;
  }

  let administrator: Awaited<ReturnType<typeof person>>;
  beforeAll(async () => {
    administrator = await person(db, { roles: ["ADMINISTRATOR"] });
  });

  const losing = openChain(network, identity, async (input, init) => {
    const response = await fetch(input, init);
    if (!String(input).endsWith("/call")) return response;
    throw new TypeError("the connection broke");
  });
  const clumsy = chainWriter(losing, db);
  const rowOf = (id: string) => db.chainWrite.findUniqueOrThrow({ where: { id } });

  /** Reaches the registry, and the answer is lost; then it is looked for. */
  async function lost(id: string) {
    await expect(clumsy(id)).rejects.toThrow("did not answer");
    expect((await rowOf(id)).state).toBe("SENT");
    await clumsy(id);
    return rowOf(id);
  }

  test("whose reply was lost is found in the log, though its motion is over by then", async () => {
    const act = { kind: "caps", caps } as const;
    const argument = { operation: crypto.randomUUID(), act, decision: "more places" };
    const moved = await lost(await handedIn(first, { method: "move", argument }));
    expect(moved).toMatchObject({ state: "CERTIFIED", attempts: 2, lastError: null });
    const { motion, block } = moved.answer as { motion: string; block: string };
    expect(motion).toBe(block);
    const agreed = await lost(await handedIn(second, { method: "agree", argument: { motion } }));
    expect(agreed).toMatchObject({ state: "CERTIFIED", answer: { block: (BigInt(motion) + 1n).toString() } });
    const { leaf } = await provenGovernance(chain);
    expect([leaf.caps, leaf.motions]).toEqual([caps, []]);
  });

  test("whose reply was lost is found in the log, where it says of a head of the audit that it is forged", async () => {
    const head = { operation: "forged", sequence: 2n ** 64n - 1n, hash: new Uint8Array(32).fill(7) };
    const { noteAuditHead } = registryUpdates;
    const noted = await chain.update(network.canisters.licence_registry, "noteAuditHead", noteAuditHead, [head]);
    const block = (noted.reply as { ok: { block: bigint } }).ok.block.toString();
    const said = { reason: "keyStolen", decision: "Minute 12/2026" } as const;
    const argument = { block, sequence: head.sequence.toString(), ...said };
    for (const [nth, key] of [first, second].entries())
      expect(await lost(await handedIn(key, { method: "disownHead", argument }))).toMatchObject({
        ...{ state: "CERTIFIED", attempts: 2, answer: { block: (BigInt(block) + BigInt(nth) + 1n).toString() } },
      });
    expect(await registeredHeads(chain)).toMatchObject([{ disowned: expect.any(Date) }]);
  });

  test("that never came is refused once it ran out, and signed anew", async () => {
    const argument = { operation: crypto.randomUUID(), act: { kind: "caps", caps } as const, decision: "again" };
    const id = await handedIn(first, { method: "move", argument });
    await runsOut(id);
    await write(id);
    expect(await rowOf(id)).toMatchObject({ state: "REFUSED", lastError: "expired" });
    const again = await handedIn(first, { method: "move", argument });
    await write(again);
    expect((await rowOf(again)).state).toBe("CERTIFIED");
  });
});
