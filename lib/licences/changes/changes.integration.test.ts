import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { permissions } from "../../platform/auth/permissions.ts";
import type { Licence } from "../../platform/db/generated/client.ts";
import type { Role } from "../../platform/db/generated/enums.ts";
import { approveChange, proposeChange, rejectChange, suspendLicence } from "../commands.ts";
import { expireLicences } from "../expire.ts";
import type { LicenceChange } from "../rules.ts";
import { refuseStatus, settleStatus } from "../steps.ts";
import { changeTogether, propose } from "../testing/changing.ts";
import { codeOf, configureTest, success, world } from "../testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);

async function inForce() {
  const made = await licensed(1);
  const licence = await db.licence.findFirstOrThrow({ where: { institutionId: made.institution.id } });
  return { ...made, licence };
}
const now = (licence: Licence) => db.licence.findUniqueOrThrow({ where: { id: licence.id } });
const asked = async (licence: Licence, reason: string) => ({
  licenceId: licence.id,
  version: (await now(licence)).version,
  reason,
});

/** Settles the last change asked for, as the worker does with a certified answer. */
async function certify(licence: Licence): Promise<void> {
  const write = await db.chainWrite.findFirstOrThrow({
    where: { key: { startsWith: `status:${licence.id}:` } },
    orderBy: { id: "desc" },
  });
  await db.$transaction(async (tx) => {
    await settleStatus(tx, { kind: write.kind as LicenceChange, payload: write.payload as never });
    await tx.chainWrite.update({ where: { id: write.id }, data: { state: "CERTIFIED" } });
  });
}

const letters = (to: string | null, words: string) =>
  db.mail.count({ where: { to: to ?? "", subject: { contains: words } } });

async function twoApprovers() {
  const [one, other] = [await person({ roles: ["APPROVER"] }), await person({ roles: ["APPROVER"] })];
  return [{ person: one }, { person: other }] as const;
}

describe("changing a licence", () => {
  test("is for officers whom it does not concern: neither of the institution nor with its seat", async () => {
    const { approver, institution, licence } = await inForce();
    const insider = await person({ roles: ["APPROVER"], member: { institutionId: institution.id, role: "VIEWER" } });
    const holder = await person({ roles: ["APPROVER"] });
    await db.seat.create({
      data: {
        licenceId: licence.id,
        state: "BOUND",
        email: "holder@people.test",
        name: "Holder",
        claimHash: new Uint8Array(32),
        offeredById: insider.userId,
        expiresAt: new Date(),
        userId: holder.userId,
      },
    });
    const input = async (reason: string) => ({ ...(await asked(licence, reason)), change: "revoke" });
    for (const who of [insider, holder]) {
      expect(codeOf(await suspendLicence(who, await asked(licence, "termsBreach")))).toBe("conflictOfInterest");
      expect(codeOf(await proposeChange(who, await input("issuedInError")))).toBe("conflictOfInterest");
    }
    const { licenceChangeId } = success(await proposeChange(approver, await input("issuedInError")));
    for (const who of [insider, holder]) {
      expect(codeOf(await approveChange(who, { licenceChangeId }))).toBe("conflictOfInterest");
      expect(codeOf(await rejectChange(who, { licenceChangeId, reason: "It is my own." }))).toBe("conflictOfInterest");
    }
  });

  test("holds once the registry has certified it, and the institution is told why", async () => {
    const { approver, licence, institution } = await inForce();
    success(await suspendLicence(approver, await asked(licence, "underInvestigation")));
    expect((await now(licence)).state).toBe("ACTIVE");
    await certify(licence);
    expect(await now(licence)).toMatchObject({ state: "SUSPENDED", reason: "underInvestigation" });
    const mail = await db.mail.findFirstOrThrow({
      where: { to: institution.owner.email ?? "" },
      orderBy: { id: "desc" },
    });
    expect(mail.text).toContain("Under investigation");

    const two = await twoApprovers();
    expect(await changeTogether(db, two, { licenceId: licence.id, change: "reinstate", reason: "resolved" })).toBe(
      true,
    );
    await certify(licence);
    expect((await now(licence)).state).toBe("ACTIVE");
    await changeTogether(db, two, { licenceId: licence.id, change: "revoke", reason: "issuedInError" });
    await certify(licence);
    await certify(licence);
    expect((await now(licence)).state).toBe("REVOKED");
    // The place comes back only by an act of two people.
    expect(await db.quota.findFirstOrThrow({ where: { programmeId: licence.programmeId } })).toMatchObject({
      taken: 1,
    });
  });

  const roles: (Role | "none")[] = ["none", "REVIEWER", "APPROVER", "ADMINISTRATOR", "AUDITOR", "OPERATOR"];
  test.each(roles)("as %s is allowed exactly where the table says so", async (role) => {
    const { licence } = await inForce();
    const actor = await person({ roles: role === "none" ? [] : [role] });
    const licenceChangeId = crypto.randomUUID();
    const tried = {
      suspend: await suspendLicence(actor, await asked(licence, "termsBreach")),
      proposeChange: await proposeChange(actor, { ...(await asked(licence, "resolved")), change: "reinstate" }),
      approveChange: await approveChange(actor, { licenceChangeId }),
      rejectChange: await rejectChange(actor, { licenceChangeId, reason: "It is not needed." }),
    };
    for (const [act, result] of Object.entries(tried)) {
      const isAllowed = (permissions[`licences.${act as keyof typeof tried}`] as readonly string[]).includes(role);
      expect([act, codeOf(result) === "notAllowed"]).toEqual([act, !isAllowed]);
    }
  });

  test("takes a reason of its own catalogue only, and nothing beside it", async () => {
    const { approver, licence } = await inForce();
    expect(await suspendLicence(approver, await asked(licence, "resolved"))).toMatchObject({
      error: { code: "reasonRequired", fields: { reason: "reasonRequired" } },
    });
    const { licenceId, version } = await asked(licence, "");
    expect(await suspendLicence(approver, { licenceId, version })).toMatchObject({
      error: { code: "invalidInput", fields: { reason: "reasonRequired" } },
    });
    expect(codeOf(await suspendLicence(approver, { ...(await asked(licence, "termsBreach")), state: "ACTIVE" }))).toBe(
      "invalidInput",
    );
    expect(codeOf(await suspendLicence(null, await asked(licence, "termsBreach")))).toBe("signInFirst");
    expect(await db.chainWrite.count({ where: { key: { startsWith: `status:${licence.id}` } } })).toBe(0);
  });

  test("that the table does not know is refused", async () => {
    const { approver, licence } = await inForce();
    const input = async (change: string, reason: string) => ({ ...(await asked(licence, reason)), change });
    expect(codeOf(await proposeChange(approver, await input("reinstate", "resolved")))).toBe("wrongState");
    expect(codeOf(await proposeChange(approver, await input("suspend", "termsBreach")))).toBe("invalidInput");
    await changeTogether(db, await twoApprovers(), { licenceId: licence.id, change: "revoke", reason: "termsBreach" });
    await certify(licence);
    expect(codeOf(await suspendLicence(approver, await asked(licence, "termsBreach")))).toBe("wrongState");
    expect(codeOf(await proposeChange(approver, await input("revoke", "termsBreach")))).toBe("wrongState");
  });

  test("waits for the change before it, and a stale page is told so", async () => {
    const { approver, licence } = await inForce();
    const input = await asked(licence, "termsBreach");
    success(await suspendLicence(approver, input));
    expect(codeOf(await suspendLicence(approver, input))).toBe("changedMeanwhile");
    const revocation = { ...(await asked(licence, "termsBreach")), change: "revoke" };
    expect(codeOf(await proposeChange(approver, revocation))).toBe("changeUnderway");
  });

  test("asked for by five officers at once is asked of the registry once", async () => {
    const { approver, licence } = await inForce();
    const input = await asked(licence, "termsBreach");
    const codes = (await Promise.all(Array.from({ length: 5 }, () => suspendLicence(approver, input)))).map(codeOf);
    expect(codes.sort()).toEqual([
      "changedMeanwhile",
      "changedMeanwhile",
      "changedMeanwhile",
      "changedMeanwhile",
      "ok",
    ]);
    expect(await db.chainWrite.count({ where: { key: { startsWith: `status:${licence.id}` } } })).toBe(1);
  });

  test("of an expired licence is a revocation or nothing", async () => {
    const { approver, licence } = await inForce();
    const { validUntil } = await now(licence);
    if (!validUntil) throw new Error("no dates");
    const expireAt = (at: Date) => db.$transaction((tx) => expireLicences(tx, at));
    expect(await expireAt(new Date(validUntil.getTime() - 1))).toEqual([]);
    expect(await expireAt(validUntil)).toContain(licence.id);
    expect((await now(licence)).state).toBe("EXPIRED");
    expect(codeOf(await suspendLicence(approver, await asked(licence, "termsBreach")))).toBe("wrongState");
    await changeTogether(db, await twoApprovers(), { licenceId: licence.id, change: "revoke", reason: "termsBreach" });
    await certify(licence);
    expect((await now(licence)).state).toBe("REVOKED");
  });
});

describe("a revocation", () => {
  const revocation = (licence: Licence) => ({
    ...{ licenceId: licence.id, change: "revoke" as const, reason: "termsBreach" },
  });
  const writes = (licence: Licence) =>
    db.chainWrite.count({ where: { kind: "revoke", key: { startsWith: `status:${licence.id}:` } } });

  test("is proposed by one approver and approved by another, who is told of it, and asked of the registry then", async () => {
    const { licence } = await inForce();
    const [one, other] = await twoApprovers();
    const licenceChangeId = await propose(db, one, revocation(licence));
    expect(await writes(licence)).toBe(0);
    expect(await letters(other.person.email, "is waiting for a second approver")).toBe(1);
    expect(await letters(one.person.email, "is waiting for a second approver")).toBe(0);
    expect(codeOf(await approveChange(one.person, { licenceChangeId }))).toBe("sameOfficer");
    const principal = "2vxsx-fae";
    await db.user.update({ where: { id: one.person.userId }, data: { principal } });
    expect(codeOf(await approveChange({ ...other.person, principal }, { licenceChangeId }))).toBe("sameOfficer");
    success(await approveChange(other.person, { licenceChangeId }));
    expect(await writes(licence)).toBe(1);
    expect(codeOf(await approveChange(other.person, { licenceChangeId }))).toBe("wrongState");
    expect(codeOf(await rejectChange(one.person, { licenceChangeId, reason: "It is too late." }))).toBe("wrongState");
  });

  test("is approved by somebody who has just confirmed that it is they", async () => {
    const { licence } = await inForce();
    const [one, other] = await twoApprovers();
    const licenceChangeId = await propose(db, one, revocation(licence));
    const { isScripted: _, ...present } = other.person;
    expect(codeOf(await approveChange(present, { licenceChangeId }))).toBe("confirmationNeeded");
  });

  test("of two approvers at once is asked of the registry once", async () => {
    const { licence } = await inForce();
    const [[one, other], [third]] = [await twoApprovers(), await twoApprovers()];
    const licenceChangeId = await propose(db, one, revocation(licence));
    const codes = await Promise.all([other, third].map(({ person }) => approveChange(person, { licenceChangeId })));
    expect(codes.map(codeOf).sort()).toEqual(["ok", "wrongState"]);
    expect(await writes(licence)).toBe(1);
  });

  test("waits alone for approvers, but for the brake, and stands when that is pulled", async () => {
    const { licence } = await inForce();
    const [one, other] = await twoApprovers();
    const licenceChangeId = await propose(db, one, revocation(licence));
    const again = { ...(await asked(licence, "termsBreach")), change: "revoke" };
    expect(codeOf(await proposeChange(other.person, again))).toBe("changeProposed");
    success(await suspendLicence(other.person, await asked(licence, "securityIncident")));
    await certify(licence);
    expect((await now(licence)).state).toBe("SUSPENDED");
    const back = { ...(await asked(licence, "resolved")), change: "reinstate" };
    expect(codeOf(await proposeChange(other.person, back))).toBe("changeProposed");
    success(await approveChange(other.person, { licenceChangeId }));
    await certify(licence);
    expect((await now(licence)).state).toBe("REVOKED");
  });

  test("is rejected by another, or taken back by its proposer, with a reason; then it may be proposed anew", async () => {
    const { licence } = await inForce();
    const [one, other] = await twoApprovers();
    for (const { person } of [one, other]) {
      const licenceChangeId = await propose(db, one, revocation(licence));
      expect(codeOf(await rejectChange(person, { licenceChangeId, reason: "no" }))).toBe("invalidInput");
      success(await rejectChange(person, { licenceChangeId, reason: "They have answered by now." }));
      expect(codeOf(await approveChange(other.person, { licenceChangeId }))).toBe("wrongState");
    }
    expect(await writes(licence)).toBe(0);
    expect(await changeTogether(db, [one, other], revocation(licence))).toBe(true);
  });

  test("whose proposer turns out to stand close is approved by nobody", async () => {
    const { licence, institution } = await inForce();
    const [one, other] = await twoApprovers();
    const licenceChangeId = await propose(db, one, revocation(licence));
    await db.membership.create({
      data: { userId: one.person.userId, institutionId: institution.id, role: "VIEWER" },
    });
    expect(codeOf(await approveChange(other.person, { licenceChangeId }))).toBe("proposerConflicted");
  });

  test("that the registry refuses leaves the licence as it is, and whoever decided it is told", async () => {
    const { licence } = await inForce();
    const [one, other] = await twoApprovers();
    await changeTogether(db, [one, other], revocation(licence));
    const where = { kind: "revoke", key: { startsWith: `status:${licence.id}:` } };
    const { payload } = await db.chainWrite.findFirstOrThrow({ where });
    const refusal = { code: "notApproved", detail: { needed: "2", approvals: "1" } };
    await db.$transaction((tx) => refuseStatus(tx, payload as never, refusal));
    for (const { person } of [one, other]) expect(await letters(person.email, "The register refused")).toBe(1);
    expect((await now(licence)).state).toBe("ACTIVE");
  });
});
