import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Person } from "../platform/auth/actor.ts";
import type { Result } from "../platform/errors/result.ts";
import { person } from "../platform/testing/persons.ts";
import { alikeInstitutions } from "./alike/queries.ts";
import { returnInstitution, submitInstitution, verifyInstitution } from "./commands.ts";
import { findInstitution } from "./queries.ts";
import { accepted, registrations } from "./testing/registrations.ts";

const { db } = await testDatabase();
const { entry, stateOf, submitted } = await registrations(db);
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

let administrator: Person;
beforeEach(async () => {
  administrator = await person(db, { roles: ["ADMINISTRATOR"] });
});

describe("verifying", () => {
  test("one administrator is enough where the directory knows the institution", async () => {
    const { owner, id, version } = await submitted(true);
    expect(await verifyInstitution(administrator, { institutionId: id, version })).toEqual({
      ok: true,
      value: { verified: true },
    });
    expect(await stateOf(id)).toMatchObject({ state: "VERIFIED", verifiedAt: expect.any(Date) });
    const mail = await db.mail.findFirstOrThrow({ where: { to: owner.email ?? "" }, orderBy: { createdAt: "desc" } });
    expect(mail.subject).toContain("is verified");
  });

  test("without the directory it takes two different ones", async () => {
    const { id, version } = await submitted(false);
    expect(await verifyInstitution(administrator, { institutionId: id, version })).toEqual({
      ok: true,
      value: { verified: false },
    });
    expect((await stateOf(id)).state).toBe("SUBMITTED");
    const next = { institutionId: id, version: version + 1 };
    expect(code(await verifyInstitution(administrator, next))).toBe("sameOfficer");
    const other = await person(db, { roles: ["ADMINISTRATOR"] });
    expect(await verifyInstitution(other, next)).toEqual({ ok: true, value: { verified: true } });
    expect((await stateOf(id)).state).toBe("VERIFIED");
  });

  test("nobody checks an institution that they belong to", async () => {
    const { id, version } = await submitted();
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [id]: "VIEWER" } });
    expect(code(await verifyInstitution(insider, { institutionId: id, version }))).toBe("conflictOfInterest");
    const reasons = ["nameUnclear"];
    expect(code(await returnInstitution(insider, { institutionId: id, version, reasons }))).toBe("conflictOfInterest");
    expect(await stateOf(id)).toMatchObject({ state: "SUBMITTED", version });
  });

  test("of two administrators at the same time one is told that something changed", async () => {
    const { id, version } = await submitted(false);
    const other = await person(db, { roles: ["ADMINISTRATOR"] });
    const results = await Promise.all([
      verifyInstitution(administrator, { institutionId: id, version }),
      returnInstitution(other, { institutionId: id, version, reasons: ["documentWrong"] }),
    ]);
    expect(results.map(code).sort().at(-1)).toBe("ok");
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  test("of two registrations of one university, verified at the same time, one is refused", async () => {
    const known = await entry();
    const both = await Promise.all(
      [1, 2].map(async () => {
        const { id, version } = await submitted();
        await db.institution.update({ where: { id }, data: { directoryEntryId: known.id } });
        return { institutionId: id, version };
      }),
    );
    expect((await alikeInstitutions(administrator, both[0]?.institutionId ?? "")).map(({ id }) => id)).toEqual([
      both[1]?.institutionId,
    ]);
    const results = await Promise.all(both.map((input) => verifyInstitution(administrator, input)));
    expect(results.map(code).sort()).toEqual(["institutionRegistered", "ok"]);
  });

  test("a return names its reasons in the registrant's language, and a corrected registration starts a new round", async () => {
    const { owner, id, version } = await submitted(false);
    await db.user.update({ where: { id: owner.userId }, data: { locale: "ur" } });
    await verifyInstitution(administrator, { institutionId: id, version });
    const other = await person(db, { roles: ["ADMINISTRATOR"] });
    const back = { institutionId: id, version: version + 1 };
    expect(await returnInstitution(other, { ...back, reasons: [] })).toMatchObject({
      error: { fields: { reasons: "reasonRequired" } },
    });
    expect(await returnInstitution(other, back)).toMatchObject({ error: { fields: { reasons: "reasonRequired" } } });
    expect(code(await returnInstitution(other, { ...back, reasons: ["invented"] }))).toBe("invalidInput");
    expect(
      code(await returnInstitution(other, { ...back, reasons: ["documentUnreadable"], note: "Page two is dark." })),
    ).toBe("ok");
    expect(code(await returnInstitution(other, { ...back, reasons: ["nameUnclear"] }))).toBe("wrongState");
    const mail = await db.mail.findFirstOrThrow({ where: { to: owner.email ?? "" }, orderBy: { createdAt: "desc" } });
    expect(mail.text).toContain("دوبارہ صاف اور مکمل اسکین کریں");
    expect(mail.text).toContain("Page two is dark.");
    expect(mail.text).toContain(`/ur/institutions/${id}`);

    const seen = await findInstitution(owner, id);
    expect(seen).toMatchObject({ round: 2, checks: [], returned: { reasons: ["documentUnreadable"] } });
    const again = { institutionId: id, version: version + 2, ...accepted };
    expect(code(await submitInstitution(owner, again))).toBe("ok");
    // What was found before the correction counts no more: it takes two again.
    expect(await verifyInstitution(administrator, { institutionId: id, version: version + 3 })).toMatchObject({
      value: { verified: false },
    });
    expect(await verifyInstitution(other, { institutionId: id, version: version + 4 })).toMatchObject({
      value: { verified: true },
    });
  });

  test("whoever found it genuine may think better of it while the second is awaited", async () => {
    const { id, version } = await submitted(false);
    await verifyInstitution(administrator, { institutionId: id, version });
    const input = { institutionId: id, version: version + 1, reasons: ["alreadyRegistered"] };
    expect(code(await returnInstitution(administrator, input))).toBe("ok");
    expect(await db.institutionCheck.count({ where: { institutionId: id } })).toBe(1);
  });
});
