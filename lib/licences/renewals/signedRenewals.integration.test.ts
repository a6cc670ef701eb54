import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { refuseSignature, settleSignature } from "../../batches/signing/settle.ts";
import { actHash } from "../../platform/auth/confirmation.ts";
import type { ChainWritePayloads } from "../../platform/chain/writes.ts";
import {
  approveRenewal,
  approveRenewals,
  askRenewal,
  declineRenewal,
  proposeRenewal,
  signRenewal,
} from "../commands.ts";
import { renewalsWaiting } from "../queries.ts";
import { renewalsConfirmed } from "../rules.ts";
import { followSignature } from "../steps.ts";
import { decideRenewal } from "../testing/changing.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";
import { foundedRegistry, type Signer, signatureUnderAct, withKey } from "../testing/signing.ts";
import { previewRenewals } from "./chosen.ts";
import { findRenewal } from "./deskRenewal.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);

const approver = async (): Promise<Signer> => withKey(db, await person({ roles: ["APPROVER"] }));

/** A renewal of two licences that is asked for in a registry that takes two signatures. */
async function asked() {
  await foundedRegistry(db, 0);
  const { institution } = await licensed(2);
  await foundedRegistry(db);
  const where = { institutionId: institution.id };
  await db.licence.updateMany({ where, data: { validUntil: new Date(Date.now() + 30 * 86_400_000) } });
  const { renewalId } = success(await askRenewal(institution.owner, where));
  return { institution, where, renewalId, one: await approver(), other: await approver() };
}

const renewal = (id: string) => db.renewal.findUniqueOrThrow({ where: { id } });

async function signature(
  { person: who, identity }: Signer,
  id: string,
  change?: Parameters<typeof signatureUnderAct>[3],
) {
  const found = await findRenewal(who, id);
  if (!found) throw new Error("no such renewal");
  return signatureUnderAct(identity, found.operation, found.act, change);
}

async function payloads(operation: string): Promise<ChainWritePayloads["approveBatch"][]> {
  const rows = await db.chainWrite.findMany({
    where: { key: { startsWith: `approve:${operation}:` } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ payload }) => payload as ChainWritePayloads["approveBatch"]);
}

const certify = (payload: ChainWritePayloads["approveBatch"]) =>
  db.$transaction(async (tx) => {
    await settleSignature(tx, payload, { block: "7", at: "1" });
    await followSignature(tx, payload.batchId, new Date());
  });

const writes = (renewalId: string) => db.chainWrite.count({ where: { key: { startsWith: `renew:${renewalId}:` } } });

test("a renewal is asked of the registry once both signatures are certified, at the same moment too, and once", async () => {
  const { renewalId, one, other } = await asked();
  expect(codeOf(await proposeRenewal(one.person, { renewalId, version: 0 }))).toBe("signatureMissing");
  await decideRenewal("propose", one, renewalId);
  expect(codeOf(await approveRenewal(other.person, { renewalId, version: 1 }))).toBe("signatureMissing");
  await decideRenewal("approve", other, renewalId);
  expect(await renewal(renewalId)).toMatchObject({ state: "PROPOSED", approverIds: [other.person.userId] });
  expect(await writes(renewalId)).toBe(0);
  const { operation } = await renewal(renewalId);
  await Promise.all((await payloads(operation ?? "")).map(certify));
  expect(await writes(renewalId)).toBe(1);
  expect(await renewal(renewalId)).toMatchObject({ state: "APPROVED", decidedById: other.person.userId });
});

test("several renewals are approved together, each with its own signature and line of the audit, or none of them", async () => {
  const [first, second] = [await asked(), await asked()];
  const [ids, { one, other }] = [[first.renewalId, second.renewalId], first];
  const effects = async (who: Signer) => (await previewRenewals(who.person, ids)).map(({ effect }) => effect);
  expect(await effects(one)).toEqual(["proposes", "proposes"]);
  for (const id of ids) await decideRenewal("propose", one, id);
  expect([await effects(one), await effects(other)]).toEqual([
    ["decided", "decided"],
    ["approves", "approves"],
  ]);
  const yes = (by: Signer) =>
    Promise.all(ids.map(async (id) => ({ renewalId: id, version: 1, signature: await signature(by, id) })));
  const approved = async (by: Signer, renewals: unknown) => codeOf(await approveRenewals(by.person, { renewals }));
  const [here = { signature: "" }, there = { signature: "" }] = await yes(other);
  const swapped = [
    { ...here, signature: there.signature },
    { ...there, signature: here.signature },
  ];
  expect(await approved(other, swapped)).toBe("signatureWrong");
  expect(await approved(other, [here, { ...there, version: 0 }])).toBe("changedMeanwhile");
  expect(await approved(other, [here, here])).toBe("changedMeanwhile");
  expect(await approved(other, [])).toBe("invalidInput");
  expect(await approved(one, await yes(one))).toBe("sameOfficer");
  for (const id of ids) expect(await renewal(id)).toMatchObject({ approverIds: [], version: 1 });
  expect(success(await approveRenewals(other.person, { renewals: [here, there] }))).toEqual({ approved: 2 });
  for (const id of ids) expect(await renewal(id)).toMatchObject({ approverIds: [other.person.userId], version: 2 });
  expect(await effects(other)).toEqual(["decided", "decided"]);
  // Whatever became of it: whose word was given is told from whose was not.
  const decidedById = other.person.userId;
  await db.renewal.updateMany({ where: { id: { in: ids } }, data: { state: "APPROVED", decidedById } });
  const third = { ...other, person: await person({ roles: ["APPROVER"] }) };
  expect(await Promise.all([one, other, third].map(effects))).toEqual([
    ["decided", "decided"],
    ["decided", "decided"],
    ["closed", "closed"],
  ]);
  const lines = await db.auditEvent.findMany({
    where: { action: "licences.approveRenewal", outcome: "DONE", actorId: other.person.userId },
    orderBy: { id: "asc" },
  });
  expect(lines.map(({ subjectKind, subjectId }) => [subjectKind, subjectId])).toEqual(
    ids.toSorted().map((id) => ["renewal", id]),
  );
});

test("several renewals are approved by one fresh confirmation of exactly these, and by no other", async () => {
  const [first, second] = [await asked(), await asked()];
  const [ids, { one }] = [[first.renewalId, second.renewalId], first];
  for (const id of ids) await decideRenewal("propose", one, id);
  const { isScripted: _, ...unscripted } = first.other.person;
  const official = { ...first.other, person: unscripted };
  const renewals = await Promise.all(
    ids.map(async (id) => ({ renewalId: id, version: 1, signature: await signature(official, id) })),
  );
  const confirm = (of: { id: string; version: number }[]) =>
    db.confirmation.create({
      data: {
        ...{ userId: official.person.userId, sessionId: official.person.sessionId, action: "licences.approveRenewal" },
        ...{ actHash: actHash("licences.approveRenewal", renewalsConfirmed(of)) },
        ...{ challenge: randomBytes(32), expiresAt: new Date(Date.now() + 60_000), confirmedAt: new Date() },
      },
    });
  const approve = () => approveRenewals(official.person, { renewals });
  expect(codeOf(await approve())).toBe("confirmationNeeded");
  await confirm([{ id: first.renewalId, version: 1 }]);
  expect(codeOf(await approve())).toBe("confirmationNeeded");
  await confirm(ids.map((id) => ({ id, version: 1 })));
  expect(success(await approve())).toEqual({ approved: 2 });
});

test("a renewal takes no signature over other licences, other ends or under another operation", async () => {
  const { renewalId, one, other } = await asked();
  const { act } = (await findRenewal(one.person, renewalId)) ?? { act: { renewals: [] } };
  const [first, second] = act.renewals;
  if (!first || !second) throw new Error("two licences were expected");
  const proposed = async (by: Signer, change?: Parameters<typeof signatureUnderAct>[3]) =>
    proposeRenewal(one.person, { renewalId, version: 0, signature: await signature(by, renewalId, change) });
  expect(codeOf(await proposed(other))).toBe("signatureWrong");
  for (const change of [
    { operation: `renew:${renewalId}:7` },
    { act: { renewals: [first] } },
    { act: { renewals: [second, first] } },
    { act: { renewals: [first, { ...second, validUntil: "4102444800000000000" }] } },
    { act: { decision: "another" } },
  ])
    expect([change, codeOf(await proposed(one, change))]).toEqual([change, "signatureWrong"]);
  expect(await renewal(renewalId)).toMatchObject({ state: "ASKED", version: 0 });
  success(await proposed(one));
});

test("a renewal that falls back is signed anew under another operation, and the old one is taken out of the registry", async () => {
  const { renewalId, one, other, where } = await asked();
  await decideRenewal("propose", one, renewalId);
  const { operation: first } = await renewal(renewalId);
  const [licence] = await db.licence.findMany({ where });
  await db.licence.update({ where: { id: licence?.id ?? "" }, data: { state: "SUSPENDED" } });
  await decideRenewal("approve", other, renewalId);
  expect(await renewal(renewalId)).toMatchObject({ state: "ASKED", operation: null });
  expect(await db.chainWrite.count({ where: { key: `drop:${first}` } })).toBe(1);
  for (const payload of await payloads(first ?? "")) await certify(payload);
  expect(await writes(renewalId)).toBe(0);
  await decideRenewal("propose", other, renewalId);
  expect((await renewal(renewalId)).operation).not.toBe(first);
});

test("a renewal's signature that ran out is made anew by its signer; declined, it is taken out of the registry", async () => {
  const { renewalId, one, other } = await asked();
  await decideRenewal("propose", one, renewalId);
  const { operation, version } = await renewal(renewalId);
  const [sent] = await payloads(operation ?? "");
  if (!sent) throw new Error("no signature is on its way");
  await db.$transaction((tx) => refuseSignature(tx, sent, { code: "expired", detail: null }));
  const letter = await db.mail.findFirstOrThrow({ where: { to: one.person.email ?? "", letter: "signatureExpired" } });
  expect(letter.subject).toBe("Your signature under a renewal of licences ran out");
  expect(letter.text).toContain(`/desk/licences/renewals/${renewalId}`);
  const again = async (who: Signer) =>
    signRenewal(who.person, { renewalId, signature: await signature(who, renewalId) });
  expect(codeOf(await again(other))).toBe("notAllowed");
  success(await again(one));
  expect(codeOf(await again(one))).toBe("alreadyDone");
  success(await declineRenewal(other.person, { renewalId, version, reason: "notUsed" }));
  const drop = await db.chainWrite.findUniqueOrThrow({ where: { key: `drop:${operation}` } });
  expect(drop.payload).toMatchObject({ batchId: operation, reason: "rejected", decision: renewalId });
});

test("a renewal waits for the word of those alone who are not close and have not given theirs", async () => {
  const { institution, renewalId, one, other } = await asked();
  const close = await person({ roles: ["APPROVER"], member: { institutionId: institution.id, role: "VIEWER" } });
  const counts = () => Promise.all([one.person, other.person, close].map((who) => renewalsWaiting(who)));
  const before = await counts();
  await decideRenewal("propose", one, renewalId);
  expect((await counts()).map((count, nth) => (count ?? 0) - (before[nth] ?? 0))).toEqual([-1, 0, 0]);
  const roles = [one.person, other.person, close].map(async (who) => (await findRenewal(who, renewalId))?.role);
  expect(await Promise.all(roles)).toEqual(["proposer", "open", "close"]);
  expect((await findRenewal(await person({ roles: ["AUDITOR"] }), renewalId))?.role).toBe("reader");
});
