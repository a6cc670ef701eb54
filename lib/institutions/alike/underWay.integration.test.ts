import { describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import type { Person } from "../../platform/auth/actor.ts";
import type { Result } from "../../platform/errors/result.ts";
import { again, person } from "../../platform/testing/persons.ts";
import { decideJoinRequest, requestToJoin, submitInstitution } from "../commands.ts";
import { accepted, registrations } from "../testing/registrations.ts";
import { alikeInstitutions, registrationsBeside, registrationsToJoin } from "./queries.ts";

const { db } = await testDatabase();
const { ready, stateOf, submitted } = await registrations(db);
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

/** A registration that is under way, and a second one of the same university by somebody else, ready to be handed in. */
async function twice() {
  const first = await submitted();
  const { directoryEntryId, name, domain } = await stateOf(first.id);
  const second = await ready(await person(db));
  await db.institution.update({ where: { id: second.id }, data: { directoryEntryId, name, domain } });
  const handIn = { institutionId: second.id, version: second.version, ...accepted };
  return { first, second, name, handIn };
}

const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id);

describe("an institution that others are registering", () => {
  test("is told to whoever begins it or works on it, with since when and nothing of whose it is", async () => {
    const { first, second, name } = await twice();
    const { submittedAt } = await stateOf(first.id);
    const told = { id: first.id, since: submittedAt, asked: false };
    const somebody = await person(db);
    const begun = { name: name.toUpperCase(), kind: "UNIVERSITY" };
    expect(await registrationsToJoin(somebody, begun)).toEqual([{ ...told, why: ["entry", "name"] }]);
    expect(await registrationsBeside(second.owner, second.id)).toEqual([{ ...told, why: ["entry", "name", "domain"] }]);
    expect(await registrationsBeside(somebody, second.id)).toEqual([]);
    expect(await registrationsToJoin(null, begun)).toEqual([]);
    // Its own people work on it themselves; a draft is nobody's business.
    expect(await registrationsToJoin(first.owner, begun)).toEqual([]);
    await db.institution.update({ where: { id: first.id }, data: { state: "DRAFT" } });
    expect(await registrationsToJoin(somebody, begun)).toEqual([]);
  });

  test("is the same by a number, or by a like name and the same domain, never by a like name alone", async () => {
    const { id } = await submitted(false);
    const name = "Sunbeam Institute";
    const numbers = { identifierKeys: ["ntn:5554443"] };
    const data = { name, domain: "sunbeam.example", state: "RETURNED" as const, ...numbers };
    await db.institution.update({ where: { id }, data });
    const found = async (actor: Person, typed: Parameters<typeof registrationsToJoin>[1]) =>
      idsOf(await registrationsToJoin(actor, typed));
    const somebody = await person(db);
    expect(await found(somebody, { name })).toEqual([]);
    expect(await found(somebody, { name: "Other", domain: "sunbeam.example" })).toEqual([]);
    expect(await found(somebody, { name: "The Sunbeam Institut", domain: "sunbeam.example" })).toEqual([id]);
    expect(await found(await person(db, { email: "a@cs.sunbeam.example" }), { name })).toEqual([id]);
    expect(await found(somebody, { name: "Other", identifierKeys: ["ntn:5554443"] })).toEqual([id]);
    await db.institution.update({ where: { id }, data: { state: "DECLINED" } });
    expect(await found(somebody, { name: "Other", identifierKeys: ["ntn:5554443"] })).toEqual([]);
  });

  test("is handed in a second time with a reason only, which the desk reads beside both", async () => {
    const { first, second, handIn } = await twice();
    expect(code(await submitInstitution(second.owner, handIn))).toBe("registrationUnderWay");
    expect(code(await submitInstitution(second.owner, { ...handIn, besideReason: "No" }))).toBe("invalidInput");
    const besideReason = "Ours is the campus in Quetta.";
    expect(code(await submitInstitution(second.owner, { ...handIn, besideReason }))).toBe("ok");
    const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
    expect(await alikeInstitutions(administrator, first.id)).toMatchObject([{ id: second.id, besideReason }]);
    expect(await alikeInstitutions(administrator, second.id)).toMatchObject([{ id: first.id, besideReason: null }]);
    const event = { action: "institutions.submit", subjectId: second.id, outcome: "DONE" } as const;
    expect(await db.auditEvent.findFirst({ where: event })).toMatchObject({ data: { beside: [first.id] } });
  });

  test("asks for no reason once nothing is under way beside it, and keeps none", async () => {
    const { first, second, handIn } = await twice();
    await db.institution.update({ where: { id: first.id }, data: { state: "LAPSED" } });
    const besideReason = "Ours is the campus in Quetta.";
    expect(code(await submitInstitution(second.owner, { ...handIn, besideReason }))).toBe("ok");
    expect(await stateOf(second.id)).toMatchObject({ state: "SUBMITTED", besideReason: null });
  });

  test("is joined instead, when its owner lets the other in", async () => {
    const { first, second } = await twice();
    const ask = { institutionId: first.id, note: "I run the laboratory." };
    expect(code(await requestToJoin(second.owner, ask))).toBe("ok");
    expect(await registrationsBeside(second.owner, second.id)).toMatchObject([{ asked: true }]);
    const { id: requestId } = await db.joinRequest.findFirstOrThrow({ where: { institutionId: first.id } });
    const decided = await decideJoinRequest(first.owner, { requestId, version: 0, decision: "EDITOR" });
    expect(code(decided)).toBe("ok");
    expect((await again(db, second.owner)).memberships).toContainEqual({ institutionId: first.id, role: "EDITOR" });
    const draft = await ready(await person(db));
    expect(code(await requestToJoin(second.owner, { ...ask, institutionId: draft.id }))).toBe("notFound");
  });
});
