import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { rejectBatch, signBatch } from "../../batches/commands.ts";
import { findBatch, findToSign } from "../../batches/queries.ts";
import { refuseSignature, settleSignature } from "../../batches/signing/settle.ts";
import { licenceChunkHash, manifestHash } from "../../platform/chain/encoding.ts";
import type { ChainWritePayloads } from "../../platform/chain/writes.ts";
import { cancelBatch, releaseBatch } from "../commands.ts";
import { codeOf, configureTest, readAndApprove, success, world } from "../testing/fixtures.ts";
import { foundedRegistry, type Signer, signatureUnder, withKey } from "../testing/signing.ts";

const { db } = await testDatabase();
configureTest();
const { person, programme, institution, proposed, endWindow } = world(db);
const worker = { kind: "system" as const, name: "worker" };

beforeAll(() => foundedRegistry(db));

const approver = async (): Promise<Signer> => withKey(db, await person({ roles: ["APPROVER"] }));

/** A batch that is proposed and signed by nobody yet. */
async function awaiting() {
  const [proposer, other] = [await approver(), await approver()];
  const of = await institution();
  const items = [{ of, asked: 3, seats: 3 }];
  const batch = await proposed(proposer.person, await programme({ EDUCATION: 100 }), items);
  return { proposer, other, batch, of };
}

type Batch = Awaited<ReturnType<typeof proposed>>;
type Change = Parameters<typeof signatureUnder>[3];

async function signs({ person: who, identity }: Signer, { batchId, planHash }: Batch, change?: Change) {
  return signBatch(who, { batchId, planHash, signature: await signatureUnder(db, identity, batchId, change) });
}

async function approves({ person: who, identity }: Signer, batch: Batch) {
  return readAndApprove(db, who, { ...batch, signature: await signatureUnder(db, identity, batch.batchId) });
}

const signaturesOf = (batchId: string) =>
  db.signature.findMany({ where: { subjectId: batchId }, orderBy: { signedAt: "asc" } });
const batchOf = (id: string) => db.batch.findUniqueOrThrow({ where: { id } });

/** What the outbox holds of the signatures of a batch. */
async function payloads(batchId: string): Promise<ChainWritePayloads["approveBatch"][]> {
  const { code } = await batchOf(batchId);
  const rows = await db.chainWrite.findMany({
    where: { key: { startsWith: `approve:${code}:` } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ payload }) => payload as ChainWritePayloads["approveBatch"]);
}

/** The registry certifies every signature that is on its way. */
async function certify(batchId: string): Promise<void> {
  for (const payload of await payloads(batchId))
    await db.$transaction((tx) => settleSignature(tx, payload, { block: "7", at: "1" }));
}

describe("an approver's signature", () => {
  test("is put on its way as it was made, once, by the proposer and by whoever approves", async () => {
    const { proposer, other, batch } = await awaiting();
    success(await signs(proposer, batch));
    expect(codeOf(await signs(proposer, batch))).toBe("alreadyDone");
    success(await approves(other, batch));
    const [first, second] = await payloads(batch.batchId);
    expect([first?.principal, second?.principal]).toEqual([proposer.person.principal, other.person.principal]);
    expect(await signaturesOf(batch.batchId)).toMatchObject([{ state: "SENT" }, { state: "SENT" }]);
    expect(await findBatch(other.person, batch.batchId)).toMatchObject({
      signing: { needed: 2, isOwed: false, signatures: [{ state: "SENT" }, { state: "SENT" }] },
    });
  });

  test("is asked for with the approval where licences are awarded, and nowhere else", async () => {
    const { other, batch, of } = await awaiting();
    expect(codeOf(await readAndApprove(db, other.person, batch))).toBe("signatureMissing");
    const to = await programme({ EDUCATION: 5 });
    const none = await proposed((await approver()).person, to, [{ of, asked: 3, seats: 0 }]);
    success(await readAndApprove(db, other.person, none));
    await endWindow(none.batchId);
    expect(success(await releaseBatch(worker, { batchId: none.batchId }))).toEqual({ released: true });
  });

  test("is refused when it is another's, of another thing, run out or changed on its way", async () => {
    const { proposer, other, batch } = await awaiting();
    const { batchId, planHash } = batch;
    const hand = (signature: string) => signBatch(proposer.person, { batchId, planHash, signature });
    expect(codeOf(await hand(await signatureUnder(db, other.identity, batchId)))).toBe("signatureWrong");
    const changes: Change[] = [
      { batchId: "B-9999" },
      { manifestHash: "a1".repeat(32) },
      { planHash: "b2".repeat(32) },
      { canister: "rdmx6-jaaaa-aaaaa-aaadq-cai" },
    ];
    for (const change of changes) expect(codeOf(await signs(proposer, batch, change))).toBe("signatureWrong");
    expect(codeOf(await signs(proposer, batch, { expiresInSeconds: -10 }))).toBe("signatureExpired");
    const mine = Buffer.from(await signatureUnder(db, proposer.identity, batchId), "base64");
    mine[mine.length - 5] = (mine[mine.length - 5] ?? 0) ^ 1;
    expect(codeOf(await hand(mine.toString("base64")))).toBe("signatureWrong");
    expect(codeOf(await hand("not base64!"))).toBe("invalidInput");
    expect(await signaturesOf(batchId)).toEqual([]);
  });

  test("is for whoever proposed or approved this plan, with an identity of their own", async () => {
    const { proposer, batch } = await awaiting();
    expect(codeOf(await signs(await approver(), batch))).toBe("notAllowed");
    expect(codeOf(await signs(await withKey(db, await person({ roles: ["AUDITOR"] })), batch))).toBe("notAllowed");
    const unlinked = { ...proposer, person: { ...proposer.person, principal: null } };
    expect(codeOf(await signs(unlinked, batch))).toBe("internetIdentityNeeded");
    expect(codeOf(await signs(proposer, { ...batch, planHash: "00".repeat(32) }))).toBe("planChanged");
    const unknown = { batchId: crypto.randomUUID(), planHash: batch.planHash, signature: "AAAA" };
    expect(codeOf(await signBatch(proposer.person, unknown))).toBe("notFound");
  });

  test("that ran out is told to its signer, who signs anew; one that the registry refused too, with its reason", async () => {
    const { proposer, other, batch } = await awaiting();
    success(await signs(proposer, batch));
    success(await approves(other, batch));
    const [first, second] = await payloads(batch.batchId);
    if (!first || !second) throw new Error("two signatures were expected");
    await db.$transaction((tx) => refuseSignature(tx, first, { code: "expired", detail: null }));
    await db.$transaction((tx) => refuseSignature(tx, second, { code: "notAuthorised", detail: null }));
    expect(await signaturesOf(batch.batchId)).toMatchObject([
      { state: "EXPIRED", refusal: "expired" },
      { state: "REFUSED", refusal: "notAuthorised" },
    ]);
    const letters = await db.mail.findMany({
      where: {
        to: { in: [proposer.person.email ?? "", other.person.email ?? ""] },
        letter: { startsWith: "signature" },
      },
      orderBy: { letter: "asc" },
    });
    expect(letters.map(({ letter, to }) => [letter, to])).toEqual([
      ["signatureExpired", proposer.person.email],
      ["signatureRefused", other.person.email],
    ]);
    for (const who of [proposer, other])
      expect((await findBatch(who.person, batch.batchId))?.signing.isOwed).toBe(true);
    success(await signs(proposer, batch));
    success(await signs(other, batch));
    expect((await findBatch(other.person, batch.batchId))?.signing.isOwed).toBe(false);
  });
});

describe("a batch", () => {
  test("waits after its window for signatures that the registry has certified, and goes with the last", async () => {
    const { proposer, other, batch } = await awaiting();
    const release = async () => success(await releaseBatch(worker, { batchId: batch.batchId })).released;
    success(await approves(other, batch));
    await endWindow(batch.batchId);
    expect(await release()).toBe(false);
    await certify(batch.batchId);
    expect(await release()).toBe(false);
    success(await signs(proposer, batch));
    expect(await release()).toBe(false);
    await certify(batch.batchId);
    expect(await release()).toBe(true);
    expect((await batchOf(batch.batchId)).state).toBe("RELEASED");
  });

  test("that was signed and is cancelled or rejected is taken out of the registry, another is not", async () => {
    const drops = async (batchId: string) => {
      const { code } = await batchOf(batchId);
      return (await db.chainWrite.findMany({ where: { key: `drop:${code}` } })).map(({ payload }) => payload);
    };
    const [cancelled, rejected, unsigned] = [await awaiting(), await awaiting(), await awaiting()];
    success(await approves(cancelled.other, cancelled.batch));
    const { version } = await batchOf(cancelled.batch.batchId);
    success(await cancelBatch(cancelled.other.person, { batchId: cancelled.batch.batchId, version }));
    expect(await drops(cancelled.batch.batchId)).toMatchObject([
      { reason: "cancelled", decision: cancelled.batch.batchId },
    ]);
    success(await signs(rejected.proposer, rejected.batch));
    for (const { other, batch } of [rejected, unsigned])
      success(
        await rejectBatch(other.person, {
          batchId: batch.batchId,
          version: batch.version,
          reason: "Too many at once.",
        }),
      );
    expect(await drops(rejected.batch.batchId)).toMatchObject([
      { reason: "rejected", decision: rejected.batch.batchId },
    ]);
    expect(await drops(unsigned.batch.batchId)).toEqual([]);
    for (const { batch } of [cancelled, rejected, unsigned])
      expect(await db.batchChunk.count({ where: { batchId: batch.batchId } })).toBe(0);
  });

  test("is read before it is signed, licence by licence, by whoever may decide on it alone", async () => {
    const { proposer, other, batch, of } = await awaiting();
    for (const who of [proposer, other]) {
      const toSign = await findToSign(who.person, batch.batchId);
      expect(toSign?.chunks.flat()).toHaveLength(3);
      expect(Buffer.from(manifestHash((toSign?.chunks ?? []).map(licenceChunkHash))).toString("hex")).toBe(
        toSign?.manifestHash,
      );
      expect(toSign?.planHash).toBe(batch.planHash);
    }
    const close = await person({ roles: ["APPROVER"], member: { institutionId: of.id, role: "VIEWER" } });
    expect(await findToSign(close, batch.batchId)).toBeNull();
    for (const role of ["ADMINISTRATOR", "AUDITOR", "REVIEWER", "OPERATOR"] as const)
      expect(await findToSign(await person({ roles: [role] }), batch.batchId)).toBeNull();
  });
});
