import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import type { Person } from "../../platform/auth/actor.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { person } from "../../platform/testing/persons.ts";
import { cancelProgrammeChange, confirmProgrammeChange, proposeProgrammeChange } from "../commands.ts";
import { findProgramme, programmeChanges, programmeChangesWaiting } from "../queries.ts";

const { db } = await testDatabase();
const one = await person(db, { roles: ["ADMINISTRATOR"] });
const other = await person(db, { roles: ["ADMINISTRATOR"] });
const approver = await person(db, { roles: ["APPROVER"] });
await person(db, { roles: ["APPROVER"] });
await person(db, { roles: ["APPROVER"] });
const reason = "Few startups applied, many universities did.";

let made = 0;
async function programme(closesAt = "2100-01-01") {
  made += 1;
  const split: [Sector, number, number][] = [
    ["GOVERNMENT", 20, 5],
    ["EDUCATION", 50, 40],
    ["STARTUPS", 20, 2],
    ["PRIVATE", 10, 0],
  ];
  const { id, phases } = await db.programme.create({
    data: {
      ...{ code: `C${made}`, nameEn: "Programme", nameUr: "پروگرام", places: 100, validDays: 365 },
      quotas: { create: split.map(([sector, places, taken]) => ({ sector, places, taken })) },
      phases: {
        create: {
          ...{ code: "P1", nameEn: "Phase", nameUr: "مرحلہ", sectors: ["STARTUPS"] },
          ...{ opensAt: new Date("2020-01-01"), closesAt: new Date(closesAt) },
        },
      },
    },
    include: { phases: true },
  });
  return { id, phaseId: phases[0]?.id ?? "" };
}

const splitOf = async (programmeId: string) =>
  Object.fromEntries(
    (await db.quota.findMany({ where: { programmeId } })).map(({ sector, places }) => [sector, places]),
  );
const quotas = (EDUCATION: number, STARTUPS: number, GOVERNMENT = 20, PRIVATE = 10) => ({
  ...{ kind: "QUOTAS", reason },
  places: { EDUCATION: String(EDUCATION), STARTUPS: String(STARTUPS), GOVERNMENT, PRIVATE },
});
const carry = (from: Sector, to: Sector, places: number) => ({ kind: "CARRY_OVER", reason, from, to, places });
const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);

async function proposed(programmeId: string, input: object, who: Person = one) {
  const result = await proposeProgrammeChange(who, { programmeId, ...input });
  if (!result.ok) throw new Error(result.error.code);
  return { proposalId: (result.value as { proposalId: string }).proposalId, version: 0 };
}

describe("another split", () => {
  test("holds once a second administrator confirms it, and the portal tells the registry nothing", async () => {
    const { id } = await programme();
    const change = await proposed(id, quotas(60, 10));
    expect(await splitOf(id)).toMatchObject({ EDUCATION: 50, STARTUPS: 20 });
    expect(await programmeChangesWaiting(other)).toBe(1);
    expect(await programmeChanges(other, id, "open")).toMatchObject([
      { before: { EDUCATION: 50, STARTUPS: 20 }, mayConfirm: true, mayCancel: true },
    ]);
    expect(await programmeChanges(one, id, "open")).toMatchObject([{ mayConfirm: false, mayCancel: true }]);
    expect(await confirmProgrammeChange(other, change)).toMatchObject({ ok: true });
    expect(await splitOf(id)).toEqual({ EDUCATION: 60, STARTUPS: 10, GOVERNMENT: 20, PRIVATE: 10 });
    // Its places in the registry are its governors' to sign for.
    expect(await db.chainWrite.count()).toBe(0);
    expect(await programmeChanges(approver, id, "past")).toMatchObject([{ state: "CONFIRMED", mayCancel: false }]);
  });

  test("is no more than the programme has, and leaves each sector what is taken", async () => {
    const { id: programmeId } = await programme();
    const ask = async (input: object) => code(await proposeProgrammeChange(one, { programmeId, ...input }));
    expect(await ask(quotas(51, 20))).toBe("splitTooLarge");
    expect(await ask(quotas(39, 20))).toBe("placesTaken");
    expect(await ask(quotas(50, 20))).toBe("alreadyDone");
    expect(await ask({ ...quotas(40, 20), reason: "short" })).toBe("invalidInput");
    expect(await ask({ ...quotas(40, 20), places: { EDUCATION: 1 } })).toBe("invalidInput");
    expect(await ask(quotas(40, 20))).toBe("ok");
    expect(await ask(quotas(45, 20))).toBe("proposalOpen");
    expect(await ask(carry("STARTUPS", "EDUCATION", 1))).not.toBe("ok");
    expect(code(await proposeProgrammeChange(one, { programmeId: crypto.randomUUID(), ...quotas(40, 20) }))).toBe(
      "notFound",
    );
  });

  test("takes two administrators in office, and no other role", async () => {
    const { id } = await programme();
    for (const roles of [["APPROVER"], ["AUDITOR"], ["OPERATOR"], []] as const) {
      const who = await person(db, { roles });
      expect(code(await proposeProgrammeChange(who, { programmeId: id, ...quotas(40, 20) }))).toBe("notAllowed");
      expect(await programmeChanges(who, id, "open")).toEqual([]);
    }
    const change = await proposed(id, quotas(40, 20));
    expect(code(await confirmProgrammeChange(one, change))).toBe("sameOfficer");
    expect(code(await confirmProgrammeChange(approver, change))).toBe("notAllowed");
    expect(code(await confirmProgrammeChange(other, { ...change, version: 1 }))).toBe("changedMeanwhile");
    await db.roleGrant.updateMany({ where: { userId: one.userId }, data: { endedAt: new Date() } });
    expect(code(await confirmProgrammeChange(other, change))).toBe("officerLeft");
    await db.roleGrant.updateMany({ where: { userId: one.userId }, data: { endedAt: null } });
    const results = await Promise.all([0, 1, 2].map(() => confirmProgrammeChange(other, change)));
    expect(results.map(code).sort()).toEqual(["ok", "wrongState", "wrongState"]);
    expect(code(await cancelProgrammeChange(other, { ...change, version: 1 }))).toBe("wrongState");
  });

  test("is confirmed only from what it was proposed from, and with the places that are taken by then", async () => {
    const { id } = await programme();
    const change = await proposed(id, quotas(40, 20));
    await db.quota.updateMany({ where: { programmeId: id, sector: "EDUCATION" }, data: { taken: 41 } });
    expect(code(await confirmProgrammeChange(other, change))).toBe("placesTaken");
    await db.quota.updateMany({ where: { programmeId: id, sector: "EDUCATION" }, data: { taken: 40, places: 49 } });
    expect(code(await confirmProgrammeChange(other, change))).toBe("planChanged");
    expect(await cancelProgrammeChange(one, change)).toMatchObject({ ok: true });
    expect(code(await cancelProgrammeChange(one, change))).toBe("wrongState");
    expect(await splitOf(id)).toMatchObject({ EDUCATION: 49 });
  });

  test("does not grow beyond the programme in the database either, nor change once it is proposed, nor by one person", async () => {
    const { id } = await programme();
    await expect(
      db.quota.updateMany({ where: { programmeId: id, sector: "PRIVATE" }, data: { places: 11 } }),
    ).rejects.toThrow();
    const { proposalId } = await proposed(id, quotas(40, 20));
    await expect(db.programmeChange.update({ where: { id: proposalId }, data: { payload: {} } })).rejects.toThrow();
    await expect(
      db.programmeChange.update({ where: { id: proposalId }, data: { state: "CONFIRMED", confirmedById: one.userId } }),
    ).rejects.toThrow();
    await expect(
      db.programmeChange.update({ where: { id: proposalId }, data: { state: "CONFIRMED" } }),
    ).rejects.toThrow();
  });
});

describe("unused places", () => {
  test("are carried over when the sector's phases are over; the sum stays", async () => {
    const { id } = await programme("2025-01-01");
    expect(await confirmProgrammeChange(other, await proposed(id, carry("STARTUPS", "EDUCATION", 18)))).toMatchObject({
      ok: true,
    });
    expect(await splitOf(id)).toEqual({ EDUCATION: 68, STARTUPS: 2, GOVERNMENT: 20, PRIVATE: 10 });
  });

  test("are not carried over while institutions can still apply, nor more of them than there are", async () => {
    const open = await programme();
    const ask = async (programmeId: string, input: object) =>
      code(await proposeProgrammeChange(one, { programmeId, ...input }));
    expect(await ask(open.id, carry("STARTUPS", "EDUCATION", 1))).toBe("phaseStillOpen");
    const { id } = await programme("2025-01-01");
    expect(await ask(id, carry("STARTUPS", "EDUCATION", 19))).toBe("quotaExceeded");
    expect(await ask(id, carry("STARTUPS", "STARTUPS", 1))).toBe("invalidInput");
    expect(await ask(id, carry("STARTUPS", "EDUCATION", 0))).toBe("invalidInput");
  });
});

describe("a phase", () => {
  test("gets other dates, whole days in Pakistan", async () => {
    const { id, phaseId } = await programme();
    const dates = (opens: string, closes: string) => ({ kind: "PHASE", reason, phaseId, opens, closes });
    const ask = async (input: object) => code(await proposeProgrammeChange(one, { programmeId: id, ...input }));
    expect(await ask(dates("2099-02-01", "2099-01-01"))).toBe("datesInvalid");
    expect(await ask(dates("2020-01-01", "2021-01-01"))).toBe("datesPassed");
    expect(await ask({ ...dates("2099-01-01", "2099-02-01"), phaseId: crypto.randomUUID() })).toBe("notFound");
    await confirmProgrammeChange(other, await proposed(id, dates("2099-01-01", "2099-03-31")));
    const detail = await findProgramme(approver, id);
    expect(detail?.phases).toMatchObject([
      { opensAt: new Date("2098-12-31T19:00:00Z"), closesAt: new Date("2099-03-31T19:00:00Z"), submitted: 0 },
    ]);
  });
});

describe("the quorum", () => {
  const quorum = (approvals: number, larger: object = {}) => ({ kind: "QUORUM", reason, approvals, ...larger });

  test("is what is written, at least one, and no more than can be reached", async () => {
    const { id } = await programme();
    const ask = async (input: object) => code(await proposeProgrammeChange(one, { programmeId: id, ...input }));
    expect(await ask(quorum(0))).toBe("invalidInput");
    expect(await ask(quorum(6))).toBe("invalidInput");
    expect(await ask(quorum(1, { above: 200 }))).toBe("invalidInput");
    expect(await ask(quorum(5))).toBe("quorumUnreachable");
    await confirmProgrammeChange(other, await proposed(id, quorum(1, { above: 200, approvalsAbove: 2 })));
    expect((await findProgramme(approver, id))?.quorum).toEqual([
      { above: 0, approvals: 1 },
      { above: 200, approvals: 2 },
    ]);
    await expect(db.quorumRule.updateMany({ where: { programmeId: id }, data: { approvals: 0 } })).rejects.toThrow();
  });
});
