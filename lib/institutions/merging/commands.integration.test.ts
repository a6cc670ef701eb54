import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import { configureTest, world } from "../../licences/testing/fixtures.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { Role } from "../../platform/db/generated/enums.ts";
import type { Result } from "../../platform/errors/result.ts";
import { again, person } from "../../platform/testing/persons.ts";
import { cancelMerge, confirmMerge, proposeMerge } from "../commands.ts";
import { findInstitution } from "../queries.ts";
import { mergedInto, mergeProposed } from "./queries.ts";

const { db } = await testDatabase();
configureTest();
const { institution, licensed } = world(db);
const [first, second] = [
  await person(db, { roles: ["ADMINISTRATOR"] }),
  await person(db, { roles: ["ADMINISTRATOR"] }),
];
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);
const reason = "Both have the same head and the same office.";
const stateOf = (id: string) => db.institution.findUniqueOrThrow({ where: { id } });

/** Another institution of the same sector. */
async function twin(id: string) {
  const { sector, kind } = await stateOf(id);
  const other = await institution();
  await db.institution.update({ where: { id: other.id }, data: { sector, kind } });
  return other;
}

async function propose(by: Person, institutionId: string, intoId: string) {
  const { version } = await stateOf(institutionId);
  return proposeMerge(by, { institutionId, version, intoId, reason });
}

/** A merge that waits for another administrator. */
async function proposed(fromId: string, intoId: string) {
  const result = await propose(first, fromId, intoId);
  if (!result.ok) throw new Error(result.error.code);
  return { mergeId: result.value.mergeId, version: 0 };
}

test("whatever belongs to an institution is moved, or is known to stay as its history or to be closed", async () => {
  const moved = ["Application", "Document", "Licence", "Membership", "MessengerAccount", "OutcomeEntry", "Renewal"];
  moved.push("SeatImport");
  const stays = ["CaseLease", "InstitutionCheck", "InstitutionSuspension", "RegistrationDecline", "RegistrationInvite"];
  // What was written about a registration stays with it.
  stays.push("CaseMessage", "CaseReading");
  const closed = ["Invitation", "JoinRequest", "OwnershipTransfer"];
  const rows = await db.$queryRaw<{ table: string }[]>`
    SELECT table_name AS table FROM information_schema.columns
    WHERE table_schema = 'public' AND column_name = 'institutionId'`;
  expect(rows.map(({ table }) => table).sort()).toEqual([...moved, ...stays, ...closed].sort());
});

describe("a merge", () => {
  test("moves people, applications and licences, and changes no number, block or state", async () => {
    const { institution: from } = await licensed(2);
    const into = await twin(from.id);
    const both = await person(db, { member: { [from.id]: "EDITOR", [into.id]: "VIEWER" } });
    const what = { number: true, block: true, state: true, sector: true, version: true } as const;
    const before = await db.licence.findMany({
      where: { institutionId: from.id },
      select: what,
      orderBy: { id: "asc" },
    });
    const merge = await proposed(from.id, into.id);
    expect(await mergeProposed(second, into.id)).toMatchObject({ id: merge.mergeId, proposedBy: first.name });
    expect(await db.licence.count({ where: { institutionId: from.id } })).toBe(2);
    expect(code(await confirmMerge(second, merge))).toBe("ok");

    expect(await stateOf(from.id)).toMatchObject({ state: "MERGED", mergedIntoId: into.id });
    const after = await db.licence.findMany({
      where: { institutionId: into.id },
      select: what,
      orderBy: { id: "asc" },
    });
    expect(after).toEqual(before);
    expect(await db.application.count({ where: { institutionId: from.id } })).toBe(0);
    expect((await again(db, from.owner)).memberships).toEqual([{ institutionId: into.id, role: "OWNER" }]);
    // Whoever belonged to both keeps what they were in the one that stays.
    expect((await again(db, both)).memberships).toEqual([{ institutionId: into.id, role: "VIEWER" }]);
    expect(await mergedInto(await again(db, from.owner), from.id)).toBe(into.id);
    expect(await mergedInto(await person(db), from.id)).toBeUndefined();
    expect(await findInstitution(await again(db, from.owner), from.id)).toBeNull();
    const letters = await db.mail.findMany({ where: { to: from.owner.email ?? "" } });
    expect(letters.some(({ text }) => text.includes(`/institutions/${into.id}`))).toBe(true);
  });

  test("takes two administrators, neither of them of one of the two", async () => {
    const from = await institution();
    const into = await twin(from.id);
    for (const role of Object.values(Role).filter((one) => one !== "ADMINISTRATOR"))
      expect(["notAllowed", "notFound"]).toContain(
        code(await propose(await person(db, { roles: [role] }), from.id, into.id)),
      );
    expect(code(await propose(from.owner, from.id, into.id))).toBe("notAllowed");
    for (const of of [from, into]) {
      const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [of.id]: "VIEWER" } });
      expect(code(await propose(insider, from.id, into.id))).toBe("conflictOfInterest");
    }
    const merge = await proposed(from.id, into.id);
    expect(code(await confirmMerge(first, merge))).toBe("sameOfficer");
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [into.id]: "VIEWER" } });
    expect(code(await confirmMerge(insider, merge))).toBe("conflictOfInterest");
    expect(code(await cancelMerge(insider, merge))).toBe("conflictOfInterest");
    expect(code(await propose(second, into.id, from.id))).toBe("changeUnderway");
    expect(code(await confirmMerge(second, { ...merge, version: 4 }))).toBe("changedMeanwhile");
    const results = await Promise.all([confirmMerge(second, merge), cancelMerge(first, merge)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(code(await confirmMerge(second, merge))).toBe("alreadyDone");
  });

  test("is refused for itself, another sector, what is not verified, and while a decision is on its way", async () => {
    const { institution: from } = await licensed(1);
    const into = await twin(from.id);
    expect(code(await propose(first, from.id, from.id))).toBe("nothingChosen");
    const other = await institution();
    await db.institution.update({ where: { id: other.id }, data: { sector: "STARTUPS" } });
    const own = (await stateOf(from.id)).sector;
    expect(code(await propose(first, from.id, other.id))).toBe(own === "STARTUPS" ? "ok" : "otherSector");
    await db.institution.update({ where: { id: into.id }, data: { state: "SUSPENDED" } });
    expect(code(await propose(first, from.id, into.id))).toBe("wrongState");
    await db.institution.update({ where: { id: into.id }, data: { state: "DRAFT" } });
    expect(code(await propose(first, from.id, into.id))).toBe("notFound");
    await db.institution.update({ where: { id: into.id }, data: { state: "VERIFIED" } });
    const short = {
      institutionId: from.id,
      version: (await stateOf(from.id)).version,
      intoId: into.id,
      reason: "short",
    };
    expect(code(await proposeMerge(first, short))).toBe("invalidInput");

    const merge = await proposed(from.id, into.id);
    await db.application.updateMany({ where: { institutionId: from.id }, data: { state: "PROPOSED" } });
    expect(code(await confirmMerge(second, merge))).toBe("changeUnderway");
    expect(await stateOf(from.id)).toMatchObject({ state: "VERIFIED", mergedIntoId: null });
    expect(code(await cancelMerge(first, merge))).toBe("ok");
  });
});
