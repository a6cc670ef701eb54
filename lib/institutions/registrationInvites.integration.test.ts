import { describe, expect, test } from "vitest";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Person } from "../platform/auth/actor.ts";
import { Role } from "../platform/db/generated/enums.ts";
import type { Result } from "../platform/errors/result.ts";
import { again, person } from "../platform/testing/persons.ts";
import {
  acceptRegistrationInvite,
  inviteRegistration,
  verifyInstitution,
  withdrawRegistrationInvite,
} from "./commands.ts";
import { directoryRows, findDirectoryEntry, findRegistrationInvite } from "./directoryDesk.ts";
import { registrations } from "./testing/registrations.ts";

const { db } = await testDatabase();
const { entry, stateOf, submitted } = await registrations(db);
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);
const listing = { text: "", state: undefined, sector: undefined, page: 1 };

let addresses = 0;
/** A university that was asked: its entry, the invitation and the secret of its letter. */
async function asked(by: Person = administrator) {
  const listed = await entry();
  const email = `registrar${++addresses}@people.example`;
  const result = await inviteRegistration(by, { directoryEntryId: listed.id, email });
  if (!result.ok) throw new Error(result.error.code);
  const { text } = await db.mail.findFirstOrThrow({ where: { to: email } });
  const token = /\/register\/([A-Za-z0-9_-]{43})/.exec(text)?.[1] ?? "";
  return { listed, email, token, id: result.value.inviteId };
}

const accept = (actor: Person | null, token: string) => acceptRegistrationInvite(actor, { token });

describe("inviting", () => {
  test("is an administrator's, and only once to one address while it is open", async () => {
    const listed = await entry();
    const input = { directoryEntryId: listed.id, email: "Dean@University.example" };
    for (const role of Object.values(Role).filter((one) => one !== "ADMINISTRATOR"))
      expect(code(await inviteRegistration(await person(db, { roles: [role] }), input))).toBe("notAllowed");
    const both = await Promise.all([1, 2].map(() => inviteRegistration(administrator, input)));
    expect(both.map(code).sort()).toEqual(["duplicate", "ok"]);
    expect(await db.mail.count({ where: { to: "dean@university.example" } })).toBe(1);
    expect(code(await inviteRegistration(administrator, { ...input, email: "no address" }))).toBe("invalidInput");
    const own = { ...input, email: administrator.email };
    expect(code(await inviteRegistration(administrator, own))).toBe("conflictOfInterest");
    expect(code(await inviteRegistration(administrator, { ...input, directoryEntryId: crypto.randomUUID() }))).toBe(
      "notFound",
    );
  });

  test("is refused for a university that is verified already", async () => {
    const { id, version } = await submitted();
    await verifyInstitution(administrator, { institutionId: id, version });
    const { directoryEntryId } = await stateOf(id);
    const result = await inviteRegistration(administrator, { directoryEntryId, email: "a@people.example" });
    expect(code(result)).toBe("institutionRegistered");
  });

  test("one that ran out makes room for the next", async () => {
    const { listed, email, id } = await asked();
    await db.registrationInvite.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(code(await inviteRegistration(administrator, { directoryEntryId: listed.id, email }))).toBe("ok");
  });
});

describe("opening", () => {
  test("fills the registration in from the directory, once, for the first who comes; the same person finds it again", async () => {
    const { listed, token } = await asked();
    const dean = await person(db, { email: `dean@${listed.domains[0]}` });
    const opened = await accept(dean, token);
    const institutionId = opened.ok ? opened.value.institutionId : "";
    expect(await stateOf(institutionId)).toMatchObject({
      ...{ kind: "UNIVERSITY", name: listed.name, directoryEntryId: listed.id, domain: listed.domains[0] },
      ...{ domainMatch: "MATCH", state: "DRAFT" },
    });
    expect((await again(db, dean)).memberships).toEqual([{ institutionId, role: "OWNER" }]);
    expect(await accept(dean, token)).toEqual(opened);
    expect(await findRegistrationInvite(dean, token)).toMatchObject({ institutionId });
    const other = await person(db);
    expect(code(await accept(other, token))).toBe("notFound");
    expect(await findRegistrationInvite(other, token)).toBeNull();
    expect(await db.institution.count({ where: { directoryEntryId: listed.id } })).toBe(1);
  });

  test("of two who come at once one opens it", async () => {
    const { listed, token } = await asked();
    const people = await Promise.all([1, 2, 3].map(() => person(db)));
    const results = await Promise.all(people.map((one) => accept(one, token)));
    expect(results.map(code).sort()).toEqual(["notFound", "notFound", "ok"]);
    expect(await db.institution.count({ where: { directoryEntryId: listed.id } })).toBe(1);
  });

  test("is over once it ran out, was withdrawn, or the university is verified", async () => {
    const somebody = await person(db);
    const old = await asked();
    await db.registrationInvite.update({ where: { id: old.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(code(await accept(somebody, old.token))).toBe("claimExpired");
    expect(await findRegistrationInvite(somebody, old.token)).toMatchObject({ isExpired: true });

    const taken = await asked();
    const withdrawal = { registrationInviteId: taken.id, version: 0 };
    expect(code(await withdrawRegistrationInvite(await person(db, { roles: ["AUDITOR"] }), withdrawal))).toBe(
      "notAllowed",
    );
    const stale = { ...withdrawal, version: 7 };
    expect(code(await withdrawRegistrationInvite(administrator, stale))).toBe("changedMeanwhile");
    expect(code(await withdrawRegistrationInvite(administrator, withdrawal))).toBe("ok");
    expect(code(await withdrawRegistrationInvite(administrator, withdrawal))).toBe("alreadyDone");
    expect(code(await accept(somebody, taken.token))).toBe("notFound");
    expect(await findRegistrationInvite(somebody, taken.token)).toBeNull();

    const late = await asked();
    const { id } = await submitted();
    await db.institution.update({ where: { id }, data: { directoryEntryId: late.listed.id, state: "VERIFIED" } });
    expect(code(await accept(somebody, late.token))).toBe("institutionRegistered");
    expect(code(await accept(somebody, "0".repeat(43)))).toBe("notFound");
    expect(code(await accept(somebody, "short"))).toBe("invalidInput");
    expect(code(await accept(null, late.token))).toBe("signInFirst");
  });
});

describe("the directory on the desk", () => {
  test("says how far each university is, found by name and state, for administrators and auditors alone", async () => {
    const { listed, token } = await asked();
    const rows = async (actor: Person, more = {}) =>
      (await directoryRows(actor, { ...listing, text: listed.name, ...more })).rows.filter(
        ({ id }) => id === listed.id,
      );
    expect(await rows(administrator)).toMatchObject([{ state: "INVITED" }]);
    expect(await rows(administrator, { state: "FREE" })).toEqual([]);
    expect(await rows(await person(db, { roles: ["AUDITOR"] }))).toHaveLength(1);
    for (const roles of [["REVIEWER"], ["APPROVER"], ["OPERATOR"], []] as const) {
      const other = await person(db, { roles });
      expect(await rows(other)).toEqual([]);
      expect(await findDirectoryEntry(other, listed.id)).toBeNull();
    }
    const opened = await accept(await person(db), token);
    // A draft is nobody's business yet.
    expect(await rows(administrator)).toMatchObject([{ state: "FREE" }]);
    const id = opened.ok ? opened.value.institutionId : "";
    await db.institution.update({ where: { id }, data: { state: "SUBMITTED" } });
    expect(await rows(administrator)).toMatchObject([{ state: "REGISTERING" }]);
    await db.institution.update({ where: { id }, data: { state: "VERIFIED" } });
    expect(await rows(administrator)).toMatchObject([{ state: "REGISTERED" }]);
    expect(await findDirectoryEntry(administrator, listed.id)).toMatchObject({
      institutions: [{ id }],
      invites: [{ state: "ACCEPTED", isOpen: false, by: administrator.name }],
    });
  });
});
