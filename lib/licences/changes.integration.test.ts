import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { permissions } from "../platform/auth/permissions.ts";
import type { Licence } from "../platform/db/generated/client.ts";
import type { Role } from "../platform/db/generated/enums.ts";
import { reinstateLicence, revokeLicence, suspendLicence } from "./commands.ts";
import { expireLicences } from "./expire.ts";
import type { LicenceChange } from "./rules.ts";
import { settleStatus } from "./steps.ts";
import { codeOf, configureTest, success, world } from "./testing/fixtures.ts";

const { db } = await testDatabase();
configureTest();
const { person, licensed } = world(db);
const commands = { suspend: suspendLicence, reinstate: reinstateLicence, revoke: revokeLicence };

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
    for (const who of [insider, holder])
      expect(codeOf(await revokeLicence(who, await asked(licence, "issuedInError")))).toBe("conflictOfInterest");
    expect(codeOf(await revokeLicence(approver, await asked(licence, "issuedInError")))).toBe("ok");
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

    success(await reinstateLicence(approver, await asked(licence, "resolved")));
    await certify(licence);
    expect((await now(licence)).state).toBe("ACTIVE");
    success(await revokeLicence(approver, await asked(licence, "issuedInError")));
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
    for (const [change, reason] of [
      ["suspend", "termsBreach"],
      ["reinstate", "resolved"],
      ["revoke", "termsBreach"],
    ] as const) {
      const isAllowed = (permissions[`licences.${change}`] as readonly string[]).includes(role);
      expect(codeOf(await commands[change](actor, await asked(licence, reason))) === "notAllowed").toBe(!isAllowed);
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
    expect(codeOf(await reinstateLicence(approver, await asked(licence, "resolved")))).toBe("wrongState");
    success(await revokeLicence(approver, await asked(licence, "termsBreach")));
    await certify(licence);
    for (const change of ["suspend", "revoke"] as const)
      expect(codeOf(await commands[change](approver, await asked(licence, "termsBreach")))).toBe("wrongState");
  });

  test("waits for the change before it, and a stale page is told so", async () => {
    const { approver, licence } = await inForce();
    const input = await asked(licence, "termsBreach");
    success(await suspendLicence(approver, input));
    expect(codeOf(await suspendLicence(approver, input))).toBe("changedMeanwhile");
    expect(codeOf(await revokeLicence(approver, await asked(licence, "termsBreach")))).toBe("changeUnderway");
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
    success(await revokeLicence(approver, await asked(licence, "termsBreach")));
    await certify(licence);
    expect((await now(licence)).state).toBe("REVOKED");
  });
});
