import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { refuseSignature } from "../../batches/signing/settle.ts";
import { approveChange, proposeChange, rejectChange, signChange, suspendLicence } from "../commands.ts";
import { findLicence } from "../history.ts";
import { changeToSign } from "../rules.ts";
import { sendDecided } from "../sendDecided.ts";
import { refuseStatus } from "../steps.ts";
import { certifySignature, signaturesSent } from "../testing/certifying.ts";
import { changeTogether, propose, suspend } from "../testing/changing.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";
import { foundedRegistry, type Signer, signatureUnderAct, withKey } from "../testing/signing.ts";
import { findProposedChange, proposedChanges, proposedChangesWaiting } from "./proposed.ts";
import { previewSuspension } from "./suspension.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);

const approver = async (): Promise<Signer> => withKey(db, await person({ roles: ["APPROVER"] }));
const reason = "securityIncident";

/** Licences that were issued before the portal knew how many signatures the registry asks for. */
async function suspending(count = 1) {
  await foundedRegistry(db, 0);
  const { institution } = await licensed(count);
  await foundedRegistry(db);
  const licences = await db.licence.findMany({ where: { institutionId: institution.id }, orderBy: { id: "asc" } });
  const [licence] = licences;
  if (!licence) throw new Error("no licence");
  return { institution, licences, licence, licenceId: licence.id, one: await approver(), other: await approver() };
}

const suspensionOf = (licenceId: string) =>
  db.licenceChange.findFirstOrThrow({
    where: { licenceId, kind: "suspend" },
    orderBy: { id: "desc" },
    include: { licence: true },
  });

const sent = async (licenceId: string) => signaturesSent(db, (await suspensionOf(licenceId)).operation);
const writes = (licenceId: string) =>
  db.chainWrite.count({ where: { kind: "suspend", key: { startsWith: `status:${licenceId}:` } } });

/** Whoever signs a suspension as it stands. */
async function signature({ identity }: Signer, licenceId: string) {
  const { operation, licence } = await suspensionOf(licenceId);
  const act = { kind: "suspend" as const, number: licence.number, reason, decision: operation };
  return signatureUnderAct(identity, operation, act);
}

/** The registry gives the last signature under the suspension back. */
async function refused(licenceId: string, code: string) {
  const payload = (await sent(licenceId)).at(-1);
  if (!payload) throw new Error("no signature is on its way");
  await db.$transaction((tx) => refuseSignature(tx, payload, { code, detail: null }));
}

describe("a suspension in a registry that asks for two signatures", () => {
  test("takes one officer's own signature, and is asked of the registry once that is certified, never before", async () => {
    const { licence, licenceId, one } = await suspending();
    expect(codeOf(await suspendLicence(one.person, { licenceId, version: licence.version, reason }))).toBe(
      "signatureMissing",
    );
    const letters = await db.mail.count();
    await suspend(db, one, licenceId, reason);
    expect(await db.mail.count()).toBe(letters);
    const [own, ...others] = await sent(licenceId);
    expect(others).toEqual([]);
    const { operation } = await suspensionOf(licenceId);
    expect(own).toMatchObject({
      batchId: operation,
      principal: one.person.principal,
      manifestHash: own?.planHash,
    });
    expect(await writes(licenceId)).toBe(0);
    expect(await sendDecided(db)).toBe(0);
    expect(await findLicence(one.person, licenceId)).toMatchObject({ suspending: { isOnItsWay: true } });
    await certifySignature(db, own);
    expect(await writes(licenceId)).toBe(1);
    expect(await suspensionOf(licenceId)).toMatchObject({ state: "SENT", approverIds: [] });
    const after = await findLicence(one.person, licenceId);
    expect(after?.suspending).toBeUndefined();
    expect(after?.changes).toMatchObject([{ kind: "suspend", reason, officers: [one.person.name] }]);
  });

  test("waits for nobody's approval, and for nobody's word", async () => {
    const { licenceId, one, other } = await suspending();
    const before = await proposedChangesWaiting(other.person);
    await suspend(db, one, licenceId, reason);
    const { id: licenceChangeId } = await suspensionOf(licenceId);
    expect(await proposedChangesWaiting(other.person)).toBe(before);
    expect((await proposedChanges(other.person)).map(({ id }) => id)).not.toContain(licenceChangeId);
    expect(codeOf(await approveChange(other.person, { licenceChangeId, signature: "AAAA" }))).toBe("wrongState");
    const by = { approverIds: [other.person.userId] };
    await expect(db.licenceChange.update({ where: { id: licenceChangeId }, data: by })).rejects.toThrow();
  });

  test("takes no signature that is another's, of another thing, or run out", async () => {
    const { licences, licence, licenceId, one, other } = await suspending(2);
    const { version } = licence;
    const { operation, act } = changeToSign("suspend", { ...licence, reason });
    const asked = async (by: Signer, wrong?: Parameters<typeof signatureUnderAct>[3]) =>
      suspendLicence(one.person, {
        ...{ licenceId, version, reason },
        signature: await signatureUnderAct(by.identity, operation, act, wrong),
      });
    expect(codeOf(await asked(other))).toBe("signatureWrong");
    for (const wrong of [
      { operation: "status:other:0" },
      { act: { kind: "revoke" as const } },
      { act: { number: licences[1]?.number ?? "" } },
      { act: { reason: "termsBreach" } },
      { act: { decision: "another" } },
    ])
      expect([wrong, codeOf(await asked(one, wrong))]).toEqual([wrong, "signatureWrong"]);
    expect(codeOf(await asked(one, { expiresInSeconds: -10 }))).toBe("signatureExpired");
    const unlinked = { ...one.person, principal: null };
    expect(codeOf(await suspendLicence(unlinked, { licenceId, version, reason, signature: "AAAA" }))).toBe(
      "internetIdentityNeeded",
    );
    expect(await db.licenceChange.count({ where: { licenceId } })).toBe(0);
    expect((await db.licence.findUniqueOrThrow({ where: { id: licenceId } })).version).toBe(version);
    success(await asked(one));
  });

  test("goes beside a revocation that waits for approvers, under an id of its own, and neither disturbs the other", async () => {
    const { licenceId, one, other } = await suspending();
    const licenceChangeId = await propose(db, one, { licenceId, change: "revoke", reason: "termsBreach" });
    await suspend(db, other, licenceId, reason);
    const revocation = await db.licenceChange.findUniqueOrThrow({
      where: { id: licenceChangeId },
      include: { licence: true },
    });
    expect(revocation.operation).not.toBe((await suspensionOf(licenceId)).operation);
    expect(await findLicence(one.person, licenceId)).toMatchObject({
      ...{ proposed: { id: licenceChangeId, kind: "revoke" }, suspending: { isOnItsWay: true } },
    });
    const [own] = await sent(licenceId);
    await certifySignature(db, own);
    expect(await writes(licenceId)).toBe(1);
    expect((await findLicence(one.person, licenceId))?.proposed).toMatchObject({ id: licenceChangeId });
    const { operation, licence } = revocation;
    const act = { kind: "revoke" as const, number: licence.number, reason: "termsBreach", decision: operation };
    success(
      await approveChange(other.person, {
        ...{ licenceChangeId, signature: await signatureUnderAct(other.identity, operation, act) },
      }),
    );
    for (const payload of await signaturesSent(db, operation)) await certifySignature(db, payload);
    expect(await db.chainWrite.count({ where: { key: operation, kind: "revoke" } })).toBe(1);
  });

  test("is alone: nothing else is asked for while its signature is on its way, or wanted", async () => {
    const { licenceId, one, other } = await suspending();
    const again = async () => {
      const licence = await db.licence.findUniqueOrThrow({ where: { id: licenceId } });
      const signed = (kind: "suspend" | "revoke", reason: string) => {
        const { operation, act } = changeToSign(kind, { ...licence, reason });
        return signatureUnderAct(other.identity, operation, act);
      };
      const given = { licenceId, version: licence.version };
      const revocation = { ...given, change: "revoke", reason: "termsBreach" };
      return [
        codeOf(await suspendLicence(other.person, { ...given, reason, signature: await signed("suspend", reason) })),
        codeOf(await proposeChange(other.person, { ...revocation, signature: await signed("revoke", "termsBreach") })),
        (await previewSuspension(other.person, [licenceId]))[0]?.effect,
      ];
    };
    await suspend(db, one, licenceId, reason);
    expect(await again()).toEqual(["changeUnderway", "changeUnderway", "underway"]);
    await refused(licenceId, "expired");
    expect(await again()).toEqual(["changeUnderway", "changeUnderway", "underway"]);
  });

  test("whose signature ran out or was refused is signed anew by its officer, and by nobody else", async () => {
    const { licenceId, one, other } = await suspending();
    await suspend(db, one, licenceId, reason);
    const { id: licenceChangeId } = await suspensionOf(licenceId);
    const again = async (who: Signer) =>
      signChange(who.person, { licenceChangeId, signature: await signature(who, licenceId) });
    expect(codeOf(await again(one))).toBe("alreadyDone");
    const listed = async ({ person }: Signer) =>
      (await proposedChanges(person)).filter(({ id }) => id === licenceChangeId).map(({ waits }) => waits);
    for (const code of ["expired", "notAuthorised"]) {
      expect([await listed(one), await listed(other)]).toEqual([[], []]);
      await refused(licenceId, code);
      expect([await listed(one), await listed(other)]).toEqual([[true], [false]]);
      expect(codeOf(await again(other))).toBe("notAllowed");
      expect(await findLicence(other.person, licenceId)).toMatchObject({ suspending: { isOnItsWay: false } });
      const seen = async ({ person }: Signer) => {
        const change = await findProposedChange(person, licenceChangeId);
        return [change?.role, change?.signing.needed, change?.signing.isOwed, change?.isSigned];
      };
      expect(await seen(one)).toEqual(["proposer", 1, true, false]);
      expect(await seen(other)).toEqual(["open", 1, false, false]);
      success(await again(one));
      expect(await seen(one)).toEqual(["proposer", 1, false, true]);
    }
    const letters = await db.mail.findMany({ where: { to: one.person.email ?? "", letter: { startsWith: "sign" } } });
    expect(letters.map(({ letter }) => letter).sort()).toEqual(["signatureExpired", "signatureRefused"]);
    for (const { text } of letters) expect(text).toContain(`/desk/licences/decisions/${licenceChangeId}`);
    expect(await writes(licenceId)).toBe(0);
    await certifySignature(db, (await sent(licenceId)).at(-1));
    expect(await writes(licenceId)).toBe(1);
  });

  test("whose signature did not arrive is taken back by any approver, who can suspend then", async () => {
    const { licenceId, one, other } = await suspending();
    await suspend(db, one, licenceId, reason);
    const { id: licenceChangeId, operation } = await suspensionOf(licenceId);
    const takeBack = ({ person }: Signer) =>
      rejectChange(person, { licenceChangeId, reason: "Their signature does not arrive." });
    for (const who of [one, other]) expect(codeOf(await takeBack(who))).toBe("changeUnderway");
    await refused(licenceId, "expired");
    success(await takeBack(other));
    // Nobody's signature is in the registry or on its way there: there is nothing to take out.
    expect(await db.chainWrite.count({ where: { key: `drop:${operation}` } })).toBe(0);
    await suspend(db, other, licenceId, reason);
    await certifySignature(db, (await sent(licenceId)).at(-1));
    expect(await writes(licenceId)).toBe(1);
  });

  test("that the registry refused is taken out of it, and its officer is told", async () => {
    const { licenceId, one, other } = await suspending();
    await suspend(db, one, licenceId, reason);
    await certifySignature(db, (await sent(licenceId))[0]);
    const { operation } = await suspensionOf(licenceId);
    const { payload } = await db.chainWrite.findUniqueOrThrow({ where: { key: operation } });
    await db.$transaction((tx) => refuseStatus(tx, payload as never, { code: "illegalTransition", detail: null }));
    expect(await db.chainWrite.count({ where: { key: `drop:${operation}` } })).toBe(1);
    const letter = await db.mail.findFirstOrThrow({ where: { to: one.person.email ?? "", letter: "changeRefused" } });
    expect(letter.subject).toContain("The register refused a suspension");
    expect(await db.mail.count({ where: { to: other.person.email ?? "", letter: "changeRefused" } })).toBe(0);
  });

  test("goes to the registry when its policy comes to ask for none", async () => {
    const { licenceId, one } = await suspending();
    await suspend(db, one, licenceId, reason);
    await foundedRegistry(db, 0);
    expect(await sendDecided(db)).toBeGreaterThan(0);
    expect(await writes(licenceId)).toBe(1);
  });

  test("of several licences is as many suspensions, each with the signature that its preview says", async () => {
    const { licences, one } = await suspending(3);
    const rows = await previewSuspension(
      one.person,
      licences.map(({ id }) => id),
    );
    const acts = rows.map(({ toSign }) => {
      if (!toSign) throw new Error("nothing is signed");
      return { ...toSign, act: { ...toSign.act, reason } };
    });
    const signatures = await Promise.all(
      acts.map(({ operation, act }) => signatureUnderAct(one.identity, operation, act)),
    );
    const suspended = async (nth: number, by = nth) => {
      const { id: licenceId, version } = rows[nth] ?? {};
      return codeOf(await suspendLicence(one.person, { licenceId, version, reason, signature: signatures[by] }));
    };
    expect(await suspended(0, 1)).toBe("signatureWrong");
    expect([await suspended(0), await suspended(1), await suspended(2)]).toEqual(["ok", "ok", "ok"]);
    for (const { id } of licences) for (const payload of await sent(id)) await certifySignature(db, payload);
    for (const { id } of licences) expect(await writes(id)).toBe(1);
  });
});

test("a suspension where the registry asks for no signature goes to it at once, and a revocation still by two", async () => {
  const { licenceId, one, other } = await suspending();
  await foundedRegistry(db, 0);
  const [unsigned, second] = [{ person: one.person }, { person: other.person }] as const;
  expect((await previewSuspension(one.person, [licenceId]))[0]?.toSign).toBeNull();
  await suspend(db, unsigned, licenceId, reason);
  expect(await writes(licenceId)).toBe(1);
  expect(await suspensionOf(licenceId)).toMatchObject({ state: "SENT", approverIds: [] });
  await db.chainWrite.updateMany({ where: { kind: "suspend" }, data: { state: "CERTIFIED" } });
  const revocation = { licenceId, change: "revoke" as const, reason: "termsBreach" };
  expect(await changeTogether(db, [unsigned, second], revocation)).toBe(true);
});

test("of more decisions than the desk lists, what waits for the reader comes first, and what is being signed hides nothing", async () => {
  const { licences, one, other } = await suspending(52);
  const open = (kind: "suspend" | "revoke", at: number) =>
    licences.slice(1).map(({ id }, nth) => ({
      ...{ licenceId: id, kind, reason, operation: `${kind}:${id}`, contentHash: Buffer.alloc(32, nth) },
      ...{ proposedById: one.person.userId, proposedAt: new Date(Date.now() - at) },
    }));
  const beingSigned = open("suspend", 7_200_000);
  // Both older than what waits for the reader: 51 on their way, and 51 of which the reader has proposed each.
  await db.licenceChange.createMany({ data: [...beingSigned, ...open("revoke", 3_600_000)] });
  await db.signature.createMany({
    data: beingSigned.map(({ operation, contentHash, licenceId, proposedById: userId }) => ({
      ...{ code: operation, subjectKind: "CHANGE" as const, subjectId: licenceId, userId, principal: operation },
      ...{ planHash: contentHash, manifestHash: contentHash, writeId: crypto.randomUUID(), signedAt: new Date() },
    })),
  });
  const waiting = await propose(db, other, { licenceId: licences[0]?.id ?? "", change: "revoke", reason });
  const listed = await proposedChanges(one.person);
  expect(listed).toHaveLength(50);
  expect(listed[0]).toMatchObject({ id: waiting, waits: true });
  expect(listed.filter(({ kind }) => kind === "suspend")).toEqual([]);
  expect(await proposedChangesWaiting(one.person)).toBe(listed.filter(({ waits }) => waits).length);
});
