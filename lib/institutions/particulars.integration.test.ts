import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { uploadDocument } from "../documents/commands.ts";
import { pdf } from "../documents/testing/samples.ts";
import type { Person } from "../platform/auth/actor.ts";
import type { InstitutionKind } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { again, person } from "../platform/testing/persons.ts";
import { alikeInstitutions, institutionsToJoin, registeredAlready } from "./alike/queries.ts";
import { registerInstitution, saveContact, saveParticulars, submitInstitution } from "./commands.ts";
import { doubtsOf } from "./identifiers.ts";
import { findInstitution } from "./queries.ts";
import { accepted, contact, registrations } from "./testing/registrations.ts";

const { db } = await testDatabase();
const { stateOf, submitted } = await registrations(db);
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

/** A registration of the kind that has just begun. */
async function begun(kind: InstitutionKind, name = `Example ${randomUUID()}`) {
  const registrant = await person(db);
  const result = await registerInstitution(registrant, { kind, name });
  if (!result.ok) throw new Error(result.error.code);
  const id = result.value.institutionId;
  return { owner: await again(db, registrant), id, input: { institutionId: id, version: 0, kind } };
}

const numbers = { cuin: "0123456", ntn: "1234567-8" };

describe("saveParticulars", () => {
  test("keeps the kind's answers in one form, and what looks unusual all the same", async () => {
    const { owner, id, input } = await begun("COMPANY");
    expect(await saveParticulars(owner, { ...input, cuin: "۰۱۲۳۴۵۶", ntn: "12345678" })).toEqual({
      ok: true,
      value: { version: 1 },
    });
    expect(await stateOf(id)).toMatchObject({ identifiers: numbers, identifierKeys: ["ntn:1234567", "cuin:0123456"] });
    expect(code(await saveParticulars(owner, { ...input, version: 1, cuin: "old 12", ntn: "applied for" }))).toBe("ok");
    expect(await stateOf(id)).toMatchObject({ identifiers: { cuin: "OLD12", ntn: "APPLIEDFOR" }, identifierKeys: [] });
    const view = await findInstitution(owner, id);
    expect(view && doubtsOf(view).map(({ doubt }) => doubt)).toEqual(["cuinForm", "ntnForm"]);
  });

  test("a phone number of another form is kept and doubted; a company with doubtful numbers is handed in", async () => {
    const { owner, id, input } = await begun("COMPANY");
    await saveParticulars(owner, { ...input, cuin: "K-1", ntn: "none yet" });
    const abroad = { ...contact, focalPhone: "+44 20 7946 0000" };
    expect(code(await saveContact(owner, { institutionId: id, version: 1, ...abroad }))).toBe("ok");
    expect(await stateOf(id)).toMatchObject({ focalPhone: "+44 20 7946 0000" });
    for (const purpose of ["authorisation", "incorporation"])
      await uploadDocument(owner, { institutionId: id, purpose, fileName: "a.pdf", bytes: pdf(purpose) });
    expect(code(await submitInstitution(owner, { institutionId: id, version: 2, ...accepted }))).toBe("ok");
  });

  test("asks each kind its own questions, and names what is missing", async () => {
    const refused = async (kind: InstitutionKind, answers: object) => {
      const { owner, input } = await begun(kind);
      const result = await saveParticulars(owner, { ...input, ...answers });
      return result.ok ? {} : result.error.fields;
    };
    expect(await refused("UNIVERSITY", {})).toEqual({ hecListing: "nothingChosen", charterLaw: "required" });
    expect(await refused("STARTUP", {})).toMatchObject({ backing: "nothingChosen" });
    expect(await refused("STARTUP", { backing: "SECP" })).toEqual({ cuin: "required", ntn: "required" });
    expect(await refused("STARTUP", { backing: "INCUBATOR", incubator: "NIC" })).toEqual({
      incubatorContact: "required",
    });
    expect(await refused("STARTUP", { backing: "INCUBATOR", incubator: "NIC", incubatorContact: "x" })).toEqual({});
    expect(await refused("FEDERAL_DEPARTMENT", { headName: "A" })).toEqual({ headTitle: "required" });
    expect(await refused("PROVINCIAL_DEPARTMENT", { headName: "A", headTitle: "B" })).toEqual({});
    expect(await refused("COMPANY", { ...numbers, headName: "A" })).toEqual({ headName: "unknownField" });
  });

  test("of two people at once one is told; so is whoever answers for another kind", async () => {
    const { owner, id, input } = await begun("COMPANY");
    const results = await Promise.all([1, 2].map(() => saveParticulars(owner, { ...input, ...numbers })));
    expect(results.map(code).sort()).toEqual(["changedMeanwhile", "ok"]);
    const other = { institutionId: id, version: 1, kind: "FEDERAL_DEPARTMENT", headName: "A", headTitle: "B" };
    expect(code(await saveParticulars(owner, other))).toBe("changedMeanwhile");
  });

  test("is for those who may edit, while it may be edited", async () => {
    const { id, input } = await begun("COMPANY");
    const viewer = await person(db, { member: { [id]: "VIEWER" } });
    expect(code(await saveParticulars(viewer, { ...input, ...numbers }))).toBe("notAllowed");
    expect(code(await saveParticulars(await person(db), { ...input, ...numbers }))).toBe("notFound");
    const { owner, ...handedIn } = await submitted();
    const late = { institutionId: handedIn.id, version: handedIn.version, kind: "UNIVERSITY" };
    expect(code(await saveParticulars(owner, { ...late, hecListing: "yes", charterLaw: "Act" }))).toBe("wrongState");
  });
});

test("a document that the kind does not bring is refused at upload", async () => {
  const { owner, id, input } = await begun("STARTUP");
  const upload = (purpose: string) =>
    uploadDocument(owner, { institutionId: id, purpose, fileName: "a.pdf", bytes: pdf(purpose) });
  expect(await upload("charter")).toMatchObject({ error: { fields: { purpose: "invalidInput" } } });
  expect(code(await upload("incubatorLetter"))).toBe("invalidInput");
  const backed = { backing: "INCUBATOR", incubator: "NIC", incubatorContact: "a@nic.example" };
  await saveParticulars(owner, { ...input, ...backed });
  expect(code(await upload("incubatorLetter"))).toBe("ok");
});

describe("one institution, registered twice", () => {
  const why = async (actor: Person, id: string) =>
    Object.fromEntries((await registeredAlready(actor, id)).map((one) => [one.id, one.why]));

  test("is found by its numbers under any name, for those who register it and for who checks", async () => {
    const first = await begun("COMPANY", "Kiran Labs (Private) Limited");
    await saveParticulars(first.owner, { ...first.input, cuin: "7654321", ntn: "7654321-0" });
    const second = await begun("STARTUP", "Sunbeam");
    const same = { backing: "SECP", cuin: "7654321", ntn: "7654321" };
    await saveParticulars(second.owner, { ...second.input, ...same });
    expect(await why(second.owner, second.id)).toEqual({});
    await db.institution.update({ where: { id: first.id }, data: { state: "VERIFIED" } });
    expect(await why(second.owner, second.id)).toEqual({ [first.id]: ["ntn", "cuin"] });
    expect(await why(await person(db), second.id)).toEqual({});

    await db.institution.update({ where: { id: second.id }, data: { state: "SUBMITTED" } });
    const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
    expect(await alikeInstitutions(administrator, second.id)).toMatchObject([{ id: first.id, why: ["ntn", "cuin"] }]);
    expect(await alikeInstitutions(second.owner, second.id)).toEqual([]);
  });

  test("is found by another spelling and by its domain, but departments of one government are not one", async () => {
    const { id } = await begun("COMPANY", "Khyber Softwares Pvt Ltd");
    await db.institution.update({ where: { id }, data: { state: "VERIFIED", domain: "khyber.example" } });
    const somebody = await person(db);
    const found = async (typed: Parameters<typeof institutionsToJoin>[1]) =>
      (await institutionsToJoin(somebody, typed)).filter((one) => one.id === id).flatMap((one) => one.why);
    expect(await found({ name: "KHYBER SOFTWARE (private) limited" })).toEqual(["name"]);
    expect(await found({ name: "Other", domain: "khyber.example" })).toEqual(["domain"]);
    await db.institution.update({ where: { id }, data: { domain: "gov.pk" } });
    expect(await found({ name: "Other", domain: "gov.pk" })).toEqual([]);
  });
});
