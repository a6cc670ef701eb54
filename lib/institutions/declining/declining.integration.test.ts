import { beforeEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../../scripts/testing/database.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { MemberRole, Role } from "../../platform/db/generated/enums.ts";
import type { Result } from "../../platform/errors/result.ts";
import { parseListing } from "../../platform/listing.ts";
import { again, person } from "../../platform/testing/persons.ts";
import { alikeInstitutions, institutionsToJoin } from "../alike/queries.ts";
import {
  cancelDecline,
  confirmDecline,
  proposeDecline,
  registerInstitution,
  returnInstitution,
  saveContact,
  submitInstitution,
  verifyInstitution,
} from "../commands.ts";
import { findInstitution, institutionQueue } from "../queries.ts";
import { accepted, contact, registrations } from "../testing/registrations.ts";
import { tendLying } from "./lying.ts";
import { declinesOf, findDecline } from "./queries.ts";
import { closeAfterDays, closesAt, remindAfterDays } from "./rules.ts";

const { db } = await testDatabase();
const { ready, stateOf, submitted } = await registrations(db);
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);
const why = { reason: "notGenuine", evidence: "The certificate bears the number of another company." };
const lastMail = (to: string | null) =>
  db.mail.findFirstOrThrow({ where: { to: to ?? "" }, orderBy: { createdAt: "desc" } });

let first: Person;
let second: Person;
beforeEach(async () => {
  first = await person(db, { roles: ["ADMINISTRATOR"] });
  second = await person(db, { roles: ["ADMINISTRATOR"] });
});

/** A registration of which a decline waits for another officer. */
async function proposed() {
  const { owner, id, version } = await submitted(false);
  const result = await proposeDecline(first, { institutionId: id, version, ...why });
  if (!result.ok) throw new Error(result.error.code);
  return { owner, id, version: version + 1, decline: { declineId: result.value.declineId, version: 0 } };
}

describe("declining a registration", () => {
  test("takes two administrators, and ends it with a letter that says criterion, evidence and remedy", async () => {
    const { owner, id, decline } = await proposed();
    expect((await stateOf(id)).state).toBe("SUBMITTED");
    expect(await findDecline(owner, id)).toBeNull();
    expect(code(await confirmDecline(first, decline))).toBe("sameOfficer");
    expect(code(await confirmDecline(second, decline))).toBe("ok");
    expect(await stateOf(id)).toMatchObject({ state: "DECLINED", dueAt: null });
    const { text } = await lastMail(owner.email);
    for (const part of ["Every document is genuine", why.evidence, "Obtain the document", `/institutions/${id}`])
      expect(text).toContain(part);
    expect(await findDecline(owner, id)).toMatchObject(why);
    expect(await findDecline(await person(db), id)).toBeNull();
    expect(await declinesOf(second, id)).toMatchObject([{ proposedBy: first.name, closedBy: second.name }]);
    expect(await declinesOf(owner, id)).toEqual([]);

    // Nothing moves it any more.
    const { version } = await stateOf(id);
    expect(code(await confirmDecline(second, decline))).toBe("alreadyDone");
    expect(code(await saveContact(owner, { institutionId: id, version, ...contact }))).toBe("wrongState");
    expect(code(await submitInstitution(owner, { institutionId: id, version, ...accepted }))).toBe("wrongState");
    expect(code(await verifyInstitution(second, { institutionId: id, version }))).toBe("wrongState");
    expect(code(await proposeDecline(second, { institutionId: id, version, ...why }))).toBe("wrongState");
  });

  test("holds no name against a later registration, and the desk sees it beside that one", async () => {
    const { owner, id, version } = await submitted(true);
    const { name } = await stateOf(id);
    const opened = await proposeDecline(first, { institutionId: id, version, ...why });
    const declineId = opened.ok ? opened.value.declineId : "";
    await confirmDecline(second, { declineId, version: 0 });
    expect(await institutionsToJoin(await person(db), { name })).toEqual([]);
    const later = await registerInstitution(await again(db, owner), { kind: "UNIVERSITY", name });
    expect(code(later)).toBe("ok");
    const laterId = later.ok ? later.value.institutionId : "";
    expect(await alikeInstitutions(first, laterId)).toMatchObject([{ id, state: "DECLINED" }]);
  });

  test("stands in the way of verifying and sending back until it is dropped", async () => {
    const { id, version, decline } = await proposed();
    const of = { institutionId: id, version };
    expect(code(await verifyInstitution(second, of))).toBe("declineProposed");
    expect(code(await returnInstitution(second, { ...of, reasons: ["documentWrong"] }))).toBe("declineProposed");
    expect(code(await proposeDecline(second, { ...of, ...why }))).toBe("declineProposed");
    expect(code(await cancelDecline(second, { ...decline, version: 4 }))).toBe("changedMeanwhile");
    expect(code(await cancelDecline(first, decline))).toBe("ok");
    expect(code(await cancelDecline(first, decline))).toBe("alreadyDone");
    expect(code(await returnInstitution(second, { ...of, reasons: ["documentWrong"] }))).toBe("ok");
  });

  test("is refused without reason or evidence, to every other role, and to whoever belongs to it", async () => {
    const { id, version } = await submitted(false);
    const of = { institutionId: id, version };
    expect(await proposeDecline(first, { ...of, evidence: why.evidence })).toMatchObject({
      error: { fields: { reason: "reasonRequired" } },
    });
    expect(await proposeDecline(first, { ...of, ...why, evidence: "No." })).toMatchObject({
      error: { fields: { evidence: "evidenceRequired" } },
    });
    expect(code(await proposeDecline(first, { ...of, ...why, version: version + 1 }))).toBe("changedMeanwhile");
    for (const role of Object.values(Role).filter((one) => one !== "ADMINISTRATOR"))
      expect(["notAllowed", "notFound"]).toContain(
        code(await proposeDecline(await person(db, { roles: [role] }), { ...of, ...why })),
      );
    for (const role of Object.values(MemberRole))
      expect(code(await proposeDecline(await person(db, { member: { [id]: role } }), { ...of, ...why }))).toBe(
        "notAllowed",
      );
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [id]: "VIEWER" } });
    expect(code(await proposeDecline(insider, { ...of, ...why }))).toBe("conflictOfInterest");
    const { decline } = await proposed();
    const { institutionId } = await db.registrationDecline.findUniqueOrThrow({ where: { id: decline.declineId } });
    const other = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    expect(code(await confirmDecline(other, decline))).toBe("conflictOfInterest");
    expect(code(await cancelDecline(other, decline))).toBe("conflictOfInterest");
  });

  test("of verifying and declining, and of carrying out and dropping, at the same moment, one is heard", async () => {
    const { id, version } = await submitted(true);
    const of = { institutionId: id, version };
    const both = await Promise.all([proposeDecline(first, { ...of, ...why }), verifyInstitution(second, of)]);
    expect(both.filter((result) => result.ok)).toHaveLength(1);
    const { decline } = await proposed();
    const closing = await Promise.all([confirmDecline(second, decline), cancelDecline(first, decline)]);
    expect(closing.map(code).sort()).toEqual(["alreadyDone", "ok"]);
  });
});

describe("a registration that was sent back and lies", () => {
  const daysAfter = (at: Date, days: number) => new Date(at.getTime() + days * 86_400_000 + 1_000);

  /** Sent back now; everything else that lies is out of the way. */
  async function returned() {
    await db.institution.updateMany({ where: { state: "RETURNED" }, data: { touchedAt: null } });
    const { owner, id, version } = await submitted(false);
    await returnInstitution(first, { institutionId: id, version, reasons: ["documentWrong"] });
    const { touchedAt } = await stateOf(id);
    return { owner, id, version: version + 1, at: touchedAt ?? new Date(0) };
  }

  test("is reminded of once, found by the desk, and closed when its time is over", async () => {
    const { owner, id, version, at } = await returned();
    expect(await tendLying(daysAfter(at, remindAfterDays - 1))).toEqual({ reminded: 0, closed: 0 });
    const reminding = daysAfter(at, remindAfterDays);
    expect(await tendLying(reminding)).toEqual({ reminded: 1, closed: 0 });
    expect(await tendLying(reminding)).toEqual({ reminded: 0, closed: 0 });
    expect((await lastMail(owner.email)).subject).toContain("waits for you");
    expect(await findInstitution(owner, id)).toMatchObject({ state: "RETURNED", remindedAt: reminding });
    expect(await tendLying(daysAfter(reminding, closeAfterDays - 1))).toEqual({ reminded: 0, closed: 0 });
    expect(await tendLying(daysAfter(reminding, closeAfterDays))).toEqual({ reminded: 0, closed: 1 });
    expect(closesAt(reminding) < daysAfter(reminding, closeAfterDays)).toBe(true);
    expect(await stateOf(id)).toMatchObject({ state: "LAPSED", version: version + 1 });
    expect((await lastMail(owner.email)).subject).toContain("was closed");
    expect(code(await saveContact(owner, { institutionId: id, version: version + 1, ...contact }))).toBe("wrongState");
    const audited = { subjectId: id, action: { in: ["institutions.remindLying", "institutions.closeLying"] } };
    expect(await db.auditEvent.count({ where: audited })).toBe(2);
  });

  test("shows in the queue's filter, and no more once its people worked on it", async () => {
    const { owner, id, version, at } = await returned();
    const listing = parseListing({ due: "lying" }, { states: [], sectors: [], cases: true, lying: true });
    const found = async () => (await institutionQueue(first, listing)).rows.map((row) => row.id);
    expect(await found()).not.toContain(id);
    const long = new Date(at.getTime() - (remindAfterDays + 1) * 86_400_000);
    await db.institution.update({ where: { id }, data: { touchedAt: long } });
    expect(await found()).toContain(id);
    expect(await tendLying()).toMatchObject({ reminded: 1 });
    expect(code(await saveContact(owner, { institutionId: id, version, ...contact }))).toBe("ok");
    expect(await found()).not.toContain(id);
    expect(await stateOf(id)).toMatchObject({ remindedAt: null });
    expect(await tendLying(daysAfter(new Date(), 1))).toEqual({ reminded: 0, closed: 0 });
  });

  test("a draft that nobody handed in is left alone", async () => {
    const { id } = await ready(await person(db));
    await tendLying(daysAfter(new Date(), 400));
    expect((await stateOf(id)).state).toBe("DRAFT");
  });
});
