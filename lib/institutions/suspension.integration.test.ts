import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { startApplication } from "../applications/commands.ts";
import { offerSeats } from "../licences/commands.ts";
import { institutionStanding } from "../licences/standing.ts";
import { configureTest, world } from "../licences/testing/fixtures.ts";
import { Role } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import { institutionsToJoin } from "./alike/queries.ts";
import { liftSuspension, registerInstitution, suspendInstitution } from "./commands.ts";
import { findInstitution } from "./queries.ts";
import { registrations } from "./testing/registrations.ts";

const { db } = await testDatabase();
configureTest();
const { entry, stateOf } = await registrations(db);
const { institution, licensed } = world(db);
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);
const reason = "Letters to the address come back.";

/** What a suspension of the institution takes, as it stands now. */
async function asked(institutionId: string) {
  const { version } = await stateOf(institutionId);
  return { institutionId, version, reason, confirmed: "yes" };
}

async function suspended() {
  const { id, owner } = await institution();
  const result = await suspendInstitution(administrator, await asked(id));
  if (!result.ok) throw new Error(result.error.code);
  return { id, owner };
}

describe("a suspension", () => {
  test("stops applications and offers of seats, and leaves licences as they are", async () => {
    const { institution: of } = await licensed(2);
    expect(await institutionStanding(administrator, of.id)).toMatchObject({ inForce: 2, members: 1 });
    expect(code(await suspendInstitution(administrator, await asked(of.id)))).toBe("ok");
    const people = [{ name: "Somebody", email: "somebody@holders.example" }];
    expect(code(await offerSeats(of.owner, { institutionId: of.id, people }))).toBe("institutionSuspended");
    const { id: phaseId } = await db.phase.findFirstOrThrow();
    expect(code(await startApplication(of.owner, { institutionId: of.id, phaseId }))).toBe("institutionSuspended");
    expect(await db.licence.count({ where: { institutionId: of.id, state: "ACTIVE" } })).toBe(2);
    expect(await institutionStanding(administrator, of.id)).toMatchObject({ inForce: 2, suspended: 0 });

    const { version } = await stateOf(of.id);
    const lift = { institutionId: of.id, version, reason: "A new address was given." };
    expect(code(await liftSuspension(administrator, lift))).toBe("ok");
    expect(code(await offerSeats(of.owner, { institutionId: of.id, people }))).toBe("ok");
  });

  test("is read by its people with its reason, and by the desk with who did what", async () => {
    const { id, owner } = await suspended();
    expect(await findInstitution(owner, id)).toMatchObject({ suspended: { reason }, suspensions: [] });
    const letter = await db.mail.findFirstOrThrow({ where: { to: owner.email ?? "" }, orderBy: { createdAt: "desc" } });
    expect(letter.text).toContain(reason);
    const { version } = await stateOf(id);
    await liftSuspension(administrator, { institutionId: id, version, reason: "A new address was given." });
    expect(await findInstitution(administrator, id)).toMatchObject({
      ...{ state: "VERIFIED", suspended: null },
      suspensions: [{ suspendedBy: administrator.name, liftedBy: administrator.name, reason }],
    });
  });

  test("keeps the university registered: nobody registers it again, and who tries is led to it", async () => {
    const { id } = await suspended();
    const known = await entry();
    await db.institution.update({ where: { id }, data: { directoryEntryId: known.id } });
    const somebody = await person(db);
    expect(code(await registerInstitution(somebody, { kind: "UNIVERSITY", name: known.name }))).toBe(
      "institutionRegistered",
    );
    const found = await institutionsToJoin(somebody, { name: known.name, directoryEntryId: known.id });
    expect(found.map((one) => one.id)).toContain(id);
  });
});

describe("who may", () => {
  test("administrators alone, none of them on their own institution", async () => {
    const { id, owner } = await institution();
    for (const role of Object.values(Role).filter((one) => one !== "ADMINISTRATOR"))
      expect(["notAllowed", "notFound"]).toContain(
        code(await suspendInstitution(await person(db, { roles: [role] }), await asked(id))),
      );
    expect(code(await suspendInstitution(owner, await asked(id)))).toBe("notAllowed");
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [id]: "VIEWER" } });
    expect(code(await suspendInstitution(insider, await asked(id)))).toBe("conflictOfInterest");
    await suspendInstitution(administrator, await asked(id));
    expect(code(await liftSuspension(insider, { institutionId: id, version: 1, reason }))).toBe("conflictOfInterest");
  });

  test("a reason and the confirmation are needed; of two at once one is told", async () => {
    const { id } = await institution();
    const input = await asked(id);
    expect(await suspendInstitution(administrator, { ...input, reason: "short", confirmed: "no" })).toMatchObject({
      error: { fields: { reason: "tooShort", confirmed: "nothingChosen" } },
    });
    const { version } = input;
    expect(code(await liftSuspension(administrator, { institutionId: id, version, reason }))).toBe("wrongState");
    expect(code(await suspendInstitution(administrator, { ...input, version: 9 }))).toBe("changedMeanwhile");
    const results = await Promise.all([1, 2].map(() => suspendInstitution(administrator, input)));
    expect(results.map(code).sort()).toEqual(["ok", "wrongState"]);
    expect(await db.institutionSuspension.count({ where: { institutionId: id } })).toBe(1);
  });
});
