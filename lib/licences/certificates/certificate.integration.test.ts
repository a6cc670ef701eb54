import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { permissions } from "../../platform/auth/permissions.ts";
import { MemberRole, Role } from "../../platform/db/generated/enums.ts";
import { claimSeat, offerSeats } from "../commands.ts";
import { formatNumber } from "../number.ts";
import { configureTest, readAndApprove, success, world } from "../testing/fixtures.ts";
import { findCertificate } from "./certificate.ts";

const { db } = await testDatabase();
configureTest();
const { person, programme, institution, proposed, licensed, endWindow } = world(db);

async function oneLicence() {
  const made = await licensed(1);
  const licence = await db.licence.findFirstOrThrow({ where: { institutionId: made.institution.id } });
  return { ...made, licence, number: formatNumber(licence.number) };
}

describe("a certificate", () => {
  const readers: readonly string[] = permissions["licences.read"];

  test.each(Object.values(Role))("is shown to %s as the table of permissions says", async (role) => {
    const { number } = await oneLicence();
    const found = await findCertificate(await person({ roles: [role] }), number);
    expect(found !== null).toBe(readers.includes(role));
  });

  test.each(Object.values(MemberRole))("is shown to an %s of its institution, and of no other", async (role) => {
    const [{ institution: of, number }, other] = [await oneLicence(), await institution()];
    const found = await findCertificate(await person({ member: { institutionId: of.id, role } }), number);
    expect(found !== null).toBe(readers.includes(`member:${role}`));
    expect(await findCertificate(await person({ member: { institutionId: other.id, role } }), number)).toBeNull();
  });

  test("is shown to its holder, and to nobody who merely signed in", async () => {
    const { institution: of, number } = await oneLicence();
    const email = "holder@certificate.test";
    const people = [{ name: "Ayesha Khan", email }];
    success(await offerSeats(of.owner, { institutionId: of.id, people }));
    const { text } = await db.mail.findFirstOrThrow({ where: { to: email } });
    const token = /claim\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";
    const [holder, stranger] = [await person({ principal: true }), await person({ principal: true })];
    expect(await findCertificate(holder, number)).toBeNull();
    success(await claimSeat(holder, { token }));

    const found = await findCertificate(holder, number);
    expect(found).toMatchObject({ number, state: "ACTIVE", isHolder: true, institution: { name: of.name } });
    // Who holds it is not on a paper that is shown around.
    expect(JSON.stringify(found)).not.toContain("Ayesha");
    expect(await findCertificate(stranger, number)).toBeNull();
    expect(await findCertificate(null, number)).toBeNull();
    expect(await findCertificate({ kind: "system", name: "worker" }, number)).toBeNull();

    await db.seat.updateMany({ where: { userId: holder.userId }, data: { state: "RELEASED" } });
    expect(await findCertificate(holder, number)).toBeNull();
  });

  test("does not exist before the registry has certified the licence, not even for an official", async () => {
    const [one, other] = [await person({ roles: ["APPROVER"] }), await person({ roles: ["APPROVER"] })];
    const of = await institution();
    const batch = await proposed(one, await programme({ EDUCATION: 1 }), [{ of, asked: 1, seats: 1 }]);
    success(await readAndApprove(db, other, batch));
    await endWindow(batch.batchId);
    const { number } = await db.licence.findFirstOrThrow({ where: { institutionId: of.id } });
    expect(await findCertificate(of.owner, number)).toBeNull();
    expect(await findCertificate(other, number)).toBeNull();
  });

  test("is found however the number is typed, and never by what is none", async () => {
    const { institution: of, number } = await oneLicence();
    for (const typed of [number.toLowerCase(), number.replaceAll("-", " "), number.replaceAll("-", "")])
      expect(await findCertificate(of.owner, typed)).toMatchObject({ number });
    for (const typed of ["", "SND", `${number}0`, "x".repeat(500), "%"])
      expect(await findCertificate(of.owner, typed)).toBeNull();
  });

  test("tells when the licence has expired", async () => {
    const { institution: of, number } = await oneLicence();
    expect(await findCertificate(of.owner, number, new Date("2100-01-01"))).toMatchObject({ state: "EXPIRED" });
  });
});
