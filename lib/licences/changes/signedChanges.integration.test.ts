import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { refuseSignature } from "../../batches/signing/settle.ts";
import { approveChange, proposeChange, rejectChange, signChange } from "../commands.ts";
import { writeKeys } from "../rules.ts";
import { sendDecided } from "../sendDecided.ts";
import { refuseStatus } from "../steps.ts";
import { certifySignature, signaturesSent } from "../testing/certifying.ts";
import { changeTogether, propose } from "../testing/changing.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";
import { foundedRegistry, type Signer, signatureUnderAct, withKey } from "../testing/signing.ts";
import { findProposedChange, proposedChangesWaiting } from "./proposed.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);

const approver = async (): Promise<Signer> => withKey(db, await person({ roles: ["APPROVER"] }));

/** A licence that was issued before the portal knew how many signatures the registry asks for. */
async function revoking() {
  await foundedRegistry(db, 0);
  const { institution } = await licensed(1);
  await foundedRegistry(db);
  const licence = await db.licence.findFirstOrThrow({ where: { institutionId: institution.id } });
  const change = { licenceId: licence.id, change: "revoke" as const, reason: "termsBreach" };
  return { institution, licence, change, one: await approver(), other: await approver() };
}

const changeOf = (id: string) => db.licenceChange.findUniqueOrThrow({ where: { id }, include: { licence: true } });

/** Whoever signs a change as it stands, or as it does not. */
async function signature({ identity }: Signer, id: string, change?: Parameters<typeof signatureUnderAct>[3]) {
  const { operation, kind, reason, licence } = await changeOf(id);
  const act = { kind, number: licence.number, reason, decision: operation };
  return signatureUnderAct(identity, operation, act, change);
}

const payloads = async (id: string) => signaturesSent(db, (await changeOf(id)).operation);
const certify = (payload: Parameters<typeof certifySignature>[1]) => certifySignature(db, payload);

async function writes(id: string): Promise<number> {
  return db.chainWrite.count({ where: { key: (await changeOf(id)).operation } });
}

describe("a revocation in a registry that asks for two signatures", () => {
  test("is asked of the registry once both are certified, and never before", async () => {
    const { change, one, other } = await revoking();
    const id = await propose(db, one, change);
    expect(codeOf(await approveChange(other.person, { licenceChangeId: id }))).toBe("signatureMissing");
    success(await approveChange(other.person, { licenceChangeId: id, signature: await signature(other, id) }));
    const [first, second] = await payloads(id);
    expect([first?.principal, second?.principal]).toEqual([one.person.principal, other.person.principal]);
    expect(first).toMatchObject({ batchId: (await changeOf(id)).operation, manifestHash: first?.planHash });
    expect(await writes(id)).toBe(0);
    await certify(second);
    expect(await writes(id)).toBe(0);
    await certify(first);
    expect(await writes(id)).toBe(1);
    expect((await changeOf(id)).state).toBe("SENT");
  });

  test("is asked of it once when both are certified at the same moment", async () => {
    const { change, one, other } = await revoking();
    await changeTogether(db, [one, other], change);
    const { id } = await db.licenceChange.findFirstOrThrow({ where: { licenceId: change.licenceId } });
    await Promise.all((await payloads(id)).map(certify));
    expect(await writes(id)).toBe(1);
  });

  test("waits for another approver when one who approved it holds the office no more", async () => {
    const { change, one, other } = await revoking();
    await changeTogether(db, [one, other], change);
    const { id } = await db.licenceChange.findFirstOrThrow({ where: { licenceId: change.licenceId } });
    await db.roleGrant.updateMany({ where: { userId: other.person.userId }, data: { endedAt: new Date() } });
    for (const payload of await payloads(id)) await certify(payload);
    expect(await writes(id)).toBe(0);
    const third = await approver();
    success(await approveChange(third.person, { licenceChangeId: id, signature: await signature(third, id) }));
    expect(await writes(id)).toBe(1);
  });

  test("goes to the registry when its policy comes to ask for no more signatures than there are", async () => {
    const { change, one, other } = await revoking();
    await foundedRegistry(db, 3);
    await changeTogether(db, [one, other], change);
    const { id } = await db.licenceChange.findFirstOrThrow({ where: { licenceId: change.licenceId } });
    for (const payload of await payloads(id)) await certify(payload);
    expect(await sendDecided(db)).toBe(0);
    await foundedRegistry(db, 2);
    expect(await sendDecided(db)).toBe(1);
    expect(await sendDecided(db)).toBe(0);
    expect(await writes(id)).toBe(1);
  });

  test("takes no signature that is another's, of another thing, run out, or missing", async () => {
    const { change, licence, one, other } = await revoking();
    const input = { ...change, version: licence.version };
    expect(codeOf(await proposeChange(one.person, input))).toBe("signatureMissing");
    const operation = writeKeys.status(licence.id, licence.version);
    const act = { kind: change.change, number: licence.number, reason: change.reason, decision: operation };
    const proposed = async (by: Signer, wrong?: Parameters<typeof signatureUnderAct>[3]) =>
      proposeChange(one.person, { ...input, signature: await signatureUnderAct(by.identity, operation, act, wrong) });
    expect(codeOf(await proposed(other))).toBe("signatureWrong");
    for (const wrong of [
      { operation: "status:other:0" },
      { act: { kind: "reinstate" as const } },
      { act: { number: "SND00000000000" } },
      { act: { reason: "issuedInError" } },
      { act: { decision: "another" } },
    ])
      expect([wrong, codeOf(await proposed(one, wrong))]).toEqual([wrong, "signatureWrong"]);
    expect(codeOf(await proposed(one, { expiresInSeconds: -10 }))).toBe("signatureExpired");
    const unlinked = { ...one.person, principal: null };
    expect(codeOf(await proposeChange(unlinked, { ...input, signature: "AAAA" }))).toBe("internetIdentityNeeded");
    expect(await db.licenceChange.count({ where: { licenceId: licence.id } })).toBe(0);
    success(await proposed(one));
  });

  test("is signed anew by whoever's signature ran out or was refused, and by nobody else", async () => {
    const { institution, change, one, other } = await revoking();
    const id = await propose(db, one, change);
    const again = async (who: Signer) =>
      signChange(who.person, { licenceChangeId: id, signature: await signature(who, id) });
    expect(codeOf(await again(one))).toBe("alreadyDone");
    expect(codeOf(await again(other))).toBe("notAllowed");
    const [first] = await payloads(id);
    if (!first) throw new Error("no signature is on its way");
    await db.$transaction((tx) => refuseSignature(tx, first, { code: "expired", detail: null }));
    const letter = await db.mail.findFirstOrThrow({
      where: { to: one.person.email ?? "", letter: "signatureExpired" },
    });
    expect(letter.subject).toBe("Your signature under a decision on a licence ran out");
    expect(letter.text).toContain(`/desk/licences/decisions/${id}`);
    expect((await findProposedChange(one.person, id))?.signing).toMatchObject({ needed: 2, isOwed: true });
    success(await again(one));
    expect((await findProposedChange(one.person, id))?.signing.isOwed).toBe(false);
    await db.membership.create({
      data: { userId: one.person.userId, institutionId: institution.id, role: "VIEWER" },
    });
    expect(codeOf(await again(one))).toBe("conflictOfInterest");
  });

  test("that is rejected is taken out of the registry, since somebody signed it", async () => {
    const { change, one, other } = await revoking();
    const id = await propose(db, one, change);
    success(await rejectChange(other.person, { licenceChangeId: id, reason: "They have answered by now." }));
    const { operation } = await changeOf(id);
    const [drop] = await db.chainWrite.findMany({ where: { key: `drop:${operation}` } });
    expect(drop?.payload).toMatchObject({ batchId: operation, reason: "rejected", decision: id });
    for (const payload of await payloads(id)) await certify(payload);
    expect(await writes(id)).toBe(0);
  });

  test("that the registry refused is taken out of it: nobody does it later on the same approvals", async () => {
    const { change, one, other } = await revoking();
    await changeTogether(db, [one, other], change);
    const { id, operation } = await db.licenceChange.findFirstOrThrow({ where: { licenceId: change.licenceId } });
    for (const payload of await payloads(id)) await certify(payload);
    const { payload } = await db.chainWrite.findUniqueOrThrow({ where: { key: operation } });
    await db.$transaction((tx) => refuseStatus(tx, payload as never, { code: "illegalTransition", detail: null }));
    const drop = await db.chainWrite.findUniqueOrThrow({ where: { key: `drop:${operation}` } });
    expect(drop.payload).toMatchObject({ batchId: operation, reason: "refused", decision: id });
  });

  test("waits for the word of those alone whom it does not concern and who have not given theirs", async () => {
    const { institution, change, one, other } = await revoking();
    const close = await person({ roles: ["APPROVER"], member: { institutionId: institution.id, role: "VIEWER" } });
    const before = await Promise.all([one.person, other.person, close].map((who) => proposedChangesWaiting(who)));
    const id = await propose(db, one, change);
    const after = await Promise.all([one.person, other.person, close].map((who) => proposedChangesWaiting(who)));
    expect(after.map((count, nth) => (count ?? 0) - (before[nth] ?? 0))).toEqual([0, 1, 0]);
    const roles = [one.person, other.person, close].map(async (who) => (await findProposedChange(who, id))?.role);
    expect(await Promise.all(roles)).toEqual(["proposer", "open", "concerned"]);
    expect((await findProposedChange(await person({ roles: ["AUDITOR"] }), id))?.role).toBe("reader");
    expect(await proposedChangesWaiting(await person({ roles: ["AUDITOR"] }))).toBeUndefined();
  });
});
