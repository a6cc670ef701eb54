import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import { type Action, may } from "../platform/auth/permissions.ts";
import { MemberRole, Role } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { again, person } from "../platform/testing/persons.ts";
import {
  registerInstitution,
  returnInstitution,
  saveContact,
  saveIdentity,
  submitInstitution,
  verifyInstitution,
} from "./commands.ts";
import { myInstitutions } from "./queries.ts";
import { ensureTerms } from "./steps.ts";
import { currentTerms } from "./terms.ts";
import { accepted, contact, registrations } from "./testing/registrations.ts";

const { db } = await testDatabase();

const { entry, ready, stateOf, submitted } = await registrations(db);
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

describe("who may", () => {
  const commands = {
    "institutions.edit": saveContact,
    "institutions.submit": submitInstitution,
    "institutions.verify": verifyInstitution,
    "institutions.return": returnInstitution,
  } as const satisfies Partial<Record<Action, unknown>>;
  const holders = [
    ...Object.values(Role).map((role) => ({ name: role, roles: [role], member: undefined })),
    ...Object.values(MemberRole).map((role) => ({ name: `member ${role}`, roles: [], member: role })),
    { name: "foreign OWNER", roles: [], member: undefined },
  ];
  const cases = Object.entries(commands).flatMap(([action, run]) =>
    holders.map((holder) => ({ action: action as Action, run, ...holder })),
  );

  test.each(cases)("$action: $name as the table says, and a refusal changes nothing", async (given) => {
    const { id, version } = await submitted();
    const actor = await person(db, { roles: given.roles, ...(given.member && { member: { [id]: given.member } }) });
    const allowed = may(actor, given.action, { institutionId: id });
    // Nothing else in the input: whoever may, stumbles over the parse, which comes after the permission.
    const result = await given.run(actor, { institutionId: id });
    const refusal = may(actor, "institutions.read", { institutionId: id }) ? "notAllowed" : "notFound";
    expect(code(result)).toBe(allowed ? "invalidInput" : refusal);
    expect((await stateOf(id)).version).toBe(version);
    const audited = await db.auditEvent.count({ where: { actorId: actor.userId, outcome: "REFUSED" } });
    expect(audited).toBe(allowed ? 0 : 1);
  });

  test("an institution that is not there and one of others look the same", async () => {
    const { id } = await submitted();
    const stranger = await person(db);
    expect(await saveContact(stranger, { institutionId: id })).toEqual(
      await saveContact(stranger, { institutionId: randomUUID() }),
    );
    expect(code(await registerInstitution(null, { kind: "STARTUP", name: "A startup" }))).toBe("signInFirst");
  });
});

describe("registerInstitution", () => {
  test("ties a university to the directory by its name, however it is typed, and makes the registrant its owner", async () => {
    const known = await entry("Quaid-i-Azam University of Tests", ["qau-tests.edu.pk"]);
    const dean = await person(db, { email: "dean@cs.qau-tests.edu.pk" });
    const result = await registerInstitution(dean, { kind: "UNIVERSITY", name: " quaid-e-azam  Univ. of TESTS " });
    const [mine] = await myInstitutions(await again(db, dean));
    expect(result).toEqual({ ok: true, value: { institutionId: mine?.id } });
    expect(await stateOf(mine?.id ?? "")).toMatchObject({
      name: known.name,
      directoryEntryId: known.id,
      domain: "qau-tests.edu.pk",
      domainMatch: "MATCH",
      sector: "EDUCATION",
      state: "DRAFT",
    });
    expect((await again(db, dean)).memberships).toEqual([{ institutionId: mine?.id, role: "OWNER" }]);
  });

  test("takes a free name, and never ties anything but a university to the directory", async () => {
    const known = await entry();
    const owner = await person(db);
    const result = await registerInstitution(owner, { kind: "STARTUP", name: known.name });
    expect(await stateOf(result.ok ? result.value.institutionId : "")).toMatchObject({
      directoryEntryId: null,
      sector: "STARTUPS",
      domainMatch: "NONE",
    });
  });

  test("refuses bad input with the field's name", async () => {
    const owner = await person(db);
    const bad = await registerInstitution(owner, { kind: "CHURCH", name: "x", extra: 1 });
    expect(bad).toEqual({
      ok: false,
      error: { code: "invalidInput", fields: { kind: "nothingChosen", name: "tooShort", extra: "unknownField" } },
    });
    expect(
      code(await registerInstitution(owner, { kind: "UNIVERSITY", name: "U of X", directoryEntryId: randomUUID() })),
    ).toBe("notFound");
    expect(await db.membership.count({ where: { userId: owner.userId } })).toBe(0);
  });

  test("a university that is verified already is not registered twice", async () => {
    const { id, version } = await submitted();
    const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
    expect(code(await verifyInstitution(administrator, { institutionId: id, version }))).toBe("ok");
    const { name } = await stateOf(id);
    expect(code(await registerInstitution(await person(db), { kind: "UNIVERSITY", name }))).toBe(
      "institutionRegistered",
    );
  });

  test("one person opens no more than twenty registrations at a time", async () => {
    const owner = await person(db);
    const results = await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        registerInstitution(owner, { kind: "STARTUP", name: `Startup ${index}` }),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(20);
    expect(results.map(code)).toContain("registrationsOpen");
  });
});

describe("saving", () => {
  test("two people who saw the same version: the first saves, the second is told", async () => {
    const { owner, id } = await ready(await person(db));
    const { version } = await stateOf(id);
    const results = await Promise.all([
      saveContact(owner, { institutionId: id, version, ...contact, focalName: "First" }),
      saveIdentity(owner, { institutionId: id, version, kind: "STARTUP", name: "Second Labs" }),
    ]);
    expect(results.map(code).sort()).toEqual(["changedMeanwhile", "ok"]);
    expect((await stateOf(id)).version).toBe(version + 1);
  });

  test("names every field at fault, and keeps what was there", async () => {
    const { owner, id } = await ready(await person(db));
    const { version } = await stateOf(id);
    const bad = { districtCode: "nowhere!", focalName: " ", focalTitle: "x".repeat(200), focalPhone: "12" };
    expect(await saveContact(owner, { institutionId: id, version, ...bad })).toMatchObject({
      error: {
        fields: {
          districtCode: "invalidInput",
          focalName: "required",
          focalTitle: "tooLong",
          focalPhone: "phoneInvalid",
        },
      },
    });
    expect(await saveContact(owner, { institutionId: id, version, ...contact, districtCode: "PK999" })).toMatchObject({
      error: { fields: { districtCode: "invalidInput" } },
    });
    expect(
      await saveIdentity(owner, { institutionId: id, version, kind: "STARTUP", name: "Labs", domain: "no domain" }),
    ).toMatchObject({ error: { fields: { domain: "domainInvalid" } } });
    expect(await stateOf(id)).toMatchObject({ version, focalPhone: "+923001234567" });
  });

  test("the identity decides sector, directory entry and how the address fits", async () => {
    const known = await entry("University of Choosing", ["choosing.edu.pk"]);
    const { owner, id } = await ready(await person(db, { email: "a@choosing.edu.pk" }), false);
    let { version } = await stateOf(id);
    await saveIdentity(owner, {
      institutionId: id,
      version: version++,
      kind: "UNIVERSITY",
      name: "Choosing",
      directoryEntryId: known.id,
    });
    expect(await stateOf(id)).toMatchObject({ name: known.name, domainMatch: "MATCH", directoryEntryId: known.id });
    const own = { institutionId: id, kind: "COMPANY", name: "Choosing", domain: "https://www.choosing.edu.pk/" };
    expect(code(await saveIdentity(owner, { ...own, version }))).toBe("ok");
    expect(await stateOf(id)).toMatchObject({
      sector: "PRIVATE",
      domain: "choosing.edu.pk",
      domainMatch: "WEAK",
      directoryEntryId: null,
    });
  });

  test("what was handed in is not edited", async () => {
    const { owner, id, version } = await submitted();
    expect(code(await saveContact(owner, { institutionId: id, version, ...contact }))).toBe("wrongState");
  });
});

describe("submitInstitution", () => {
  test("keeps which terms were accepted, by whom and when, and writes to the members", async () => {
    const { owner, id } = await submitted();
    expect(await stateOf(id)).toMatchObject({
      state: "SUBMITTED",
      termsVersion: accepted.termsVersion,
      termsAcceptedById: owner.userId,
      submittedAt: expect.any(Date),
    });
    const terms = await db.terms.findUniqueOrThrow({ where: { version: accepted.termsVersion } });
    expect(Buffer.from(terms.hash)).toEqual(Buffer.from(currentTerms().hash));
    const [letter, ...more] = await db.mail.findMany({ where: { to: owner.email ?? "" } });
    expect(more).toEqual([]);
    expect(letter?.text).toContain("within 5 working days");
  });

  test("refuses what is incomplete, terms of another version, and terms that were not accepted", async () => {
    const { owner, id } = await ready(await person(db));
    const { version } = await stateOf(id);
    const submit = (more: object) => submitInstitution(owner, { institutionId: id, version, ...accepted, ...more });
    expect(code(await submit({ termsVersion: "1999-01" }))).toBe("termsOutdated");
    expect(await submit({ accepted: undefined })).toMatchObject({
      error: { fields: { accepted: "termsNotAccepted" } },
    });
    await db.document.updateMany({ where: { institutionId: id }, data: { removedAt: new Date() } });
    expect(code(await submit({}))).toBe("incomplete");
    expect((await stateOf(id)).state).toBe("DRAFT");
  });

  test("sent twice at once, it is handed in once", async () => {
    const { owner, id } = await ready(await person(db));
    const { version } = await stateOf(id);
    const results = await Promise.all(
      [1, 2, 3].map(() => submitInstitution(owner, { institutionId: id, version, ...accepted })),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await db.mail.count({ where: { to: owner.email ?? "" } })).toBe(1);
  });

  test("the terms of a version never change", async () => {
    await db.terms.updateMany({ where: { version: accepted.termsVersion }, data: { hash: new Uint8Array(32) } });
    await expect(db.$transaction((tx) => ensureTerms(tx))).rejects.toThrow("without a new version");
    await db.terms.updateMany({ where: { version: accepted.termsVersion }, data: { hash: currentTerms().hash } });
  });
});
