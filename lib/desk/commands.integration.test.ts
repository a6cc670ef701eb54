import { beforeEach, describe, expect, test } from "vitest";
import { applicationOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import { applicationQueue } from "../applications/queries.ts";
import { verifyInstitution } from "../institutions/commands.ts";
import { institutionQueue } from "../institutions/queries.ts";
import { registrations } from "../institutions/testing/registrations.ts";
import type { Person } from "../platform/auth/actor.ts";
import type { Result } from "../platform/errors/result.ts";
import { listingQuery, parseListing } from "../platform/listing.ts";
import { person } from "../platform/testing/persons.ts";
import { requestInformation } from "../reviews/commands.ts";
import { claimCase, releaseCase, removeView, renameView, renewCase, saveView } from "./commands.ts";
import { caseLease, myViews } from "./queries.ts";
import { viewLists, viewQuery, viewsAtMost } from "./rules.ts";

const { db } = await testDatabase();
const { submitted } = await registrations(db);
const code = (result: Result<unknown>) => (result.ok ? "ok" : result.error.code);

let one: Person;
let other: Person;
beforeEach(async () => {
  one = await person(db, { roles: ["ADMINISTRATOR"] });
  other = await person(db, { roles: ["ADMINISTRATOR"] });
});

/** The time of a lease is over. */
const lapse = (applicationId: string) =>
  db.caseLease.update({ where: { applicationId }, data: { until: new Date(Date.now() - 1) } });

describe("taking a case", () => {
  test("an administrator takes it, and the others see who has it and until when", async () => {
    const { id: applicationId } = await applicationOf(db);
    expect(code(await claimCase(one, { applicationId }))).toBe("ok");
    expect(await caseLease(one, { applicationId })).toMatchObject({ held: "own" });
    expect(await caseLease(other, { applicationId })).toMatchObject({
      ...{ held: "other", holder: one.name, mayClaim: true },
      until: expect.any(Date),
    });
    expect(await caseLease(await person(db), { applicationId })).toBeNull();
    expect(code(await claimCase(one, { applicationId }))).toBe("ok");
    expect(code(await claimCase(other, { applicationId }))).toBe("caseHeld");
  });

  test("only an administrator, only what is open, nobody of the applicant, and one case at a time", async () => {
    const { id: applicationId, institutionId } = await applicationOf(db);
    for (const role of ["APPROVER", "REVIEWER", "AUDITOR", "OPERATOR"] as const)
      expect(code(await claimCase(await person(db, { roles: [role] }), { applicationId }))).toBe("notAllowed");
    expect(code(await claimCase(null, { applicationId }))).toBe("signInFirst");
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    expect(code(await claimCase(insider, { applicationId }))).toBe("conflictOfInterest");
    expect(code(await claimCase(one, { institutionId }))).toBe("wrongState");
    expect(code(await claimCase(one, { institutionId, applicationId }))).toBe("invalidInput");
    expect(code(await claimCase(one, {}))).toBe("invalidInput");
    expect(code(await claimCase(one, { applicationId: crypto.randomUUID() }))).toBe("notFound");
    const { id: awarded } = await applicationOf(db, { state: "AWARDED" });
    expect(code(await claimCase(one, { applicationId: awarded }))).toBe("wrongState");
  });

  test("of two at the same moment one has it", async () => {
    const { id: applicationId } = await applicationOf(db);
    const both = await Promise.all([one, other].map((who) => claimCase(who, { applicationId })));
    expect(both.map(code).sort()).toEqual(["caseHeld", "ok"]);
  });

  test("is free again when the time is over, and renewed only by whoever has it still", async () => {
    const { id: applicationId } = await applicationOf(db);
    await claimCase(one, { applicationId });
    expect(code(await renewCase(one, { applicationId }))).toBe("ok");
    expect(code(await renewCase(other, { applicationId }))).toBe("leaseLapsed");
    await lapse(applicationId);
    expect(await caseLease(other, { applicationId })).toMatchObject({ held: "free" });
    expect(code(await renewCase(one, { applicationId }))).toBe("leaseLapsed");
    expect(code(await claimCase(other, { applicationId }))).toBe("ok");
    expect(code(await releaseCase(one, { applicationId }))).toBe("leaseLapsed");
    expect(code(await releaseCase(other, { applicationId }))).toBe("ok");
    expect(code(await releaseCase(other, { applicationId }))).toBe("leaseLapsed");
  });

  test("is taken over with a reason, which the other sees", async () => {
    const { id: applicationId } = await applicationOf(db);
    await claimCase(one, { applicationId });
    expect(code(await claimCase(other, { applicationId, takeOver: "yes", reason: " " }))).toBe("reasonRequired");
    expect(code(await claimCase(other, { applicationId, takeOver: "yes", reason: "On leave." }))).toBe("ok");
    expect(await caseLease(one, { applicationId })).toMatchObject({ held: "other", reason: "On leave." });
  });

  test("the queues show and find who has what", async () => {
    const { id: applicationId } = await applicationOf(db);
    await claimCase(one, { applicationId });
    const found = async (who: Person, held: string) => {
      const listing = parseListing({ held }, { states: [], sectors: [], cases: true });
      return (await applicationQueue(who, listing)).rows.map((row) => row.id);
    };
    expect(await found(one, "mine")).toEqual([applicationId]);
    expect(await found(other, "mine")).toEqual([]);
    expect(await found(other, "free")).not.toContain(applicationId);
    const free = parseListing({ held: "free" }, { states: [], sectors: [], cases: true });
    expect((await institutionQueue(other, free)).total).toBeGreaterThan(0);
  });
});

describe("deciding on a case that somebody has", () => {
  test("is refused to others while the time runs, and ends it for whoever has it", async () => {
    const { id: institutionId, version } = await submitted(true);
    await claimCase(one, { institutionId });
    expect(code(await verifyInstitution(other, { institutionId, version }))).toBe("caseHeld");
    expect(code(await verifyInstitution(one, { institutionId, version }))).toBe("ok");
    expect(await db.caseLease.count({ where: { institutionId } })).toBe(0);
  });

  test("is not refused once the time is over, nor to a reviewer of it", async () => {
    const { id: applicationId, version } = await applicationOf(db, { state: "IN_REVIEW" });
    await claimCase(one, { applicationId });
    const ask = { applicationId, version, question: "How many laboratories?" };
    expect(code(await requestInformation(other, ask))).toBe("caseHeld");
    await lapse(applicationId);
    expect(code(await requestInformation(other, ask))).toBe("ok");

    const second = await applicationOf(db, { state: "IN_REVIEW" });
    await claimCase(one, { applicationId: second.id });
    const reviewer = await person(db, { roles: ["REVIEWER"] });
    await db.review.create({ data: { applicationId: second.id, reviewerId: reviewer.userId } });
    const asked = { ...ask, applicationId: second.id, version: second.version };
    expect(code(await requestInformation(reviewer, asked))).toBe("ok");
  });
});

describe("saved views", () => {
  test("are kept, renamed and removed by their owner, seen by nobody else", async () => {
    const reviewer = await person(db, { roles: ["REVIEWER"] });
    const saved = await saveView(one, { list: "applications", name: "Late", query: "due=overdue&page=7&x=1" });
    const viewId = saved.ok ? saved.value.viewId : "";
    expect(await myViews(one, "applications")).toMatchObject([{ name: "Late", query: "due=overdue" }]);
    expect(await myViews(one, "institutions")).toEqual([]);
    expect(await myViews(other)).toEqual([]);
    expect(code(await renameView(other, { viewId, name: "Mine" }))).toBe("notFound");
    expect(code(await removeView(other, { viewId }))).toBe("notFound");
    expect(code(await saveView(await person(db), { list: "applications", name: "a" }))).toBe("notAllowed");
    expect(code(await saveView(reviewer, { list: "licences", name: "a" }))).toBe("invalidInput");
    await saveView(one, { list: "applications", name: "Late", query: "due=soon" });
    await saveView(one, { list: "applications", name: "New", query: "state=SUBMITTED" });
    expect(await myViews(one)).toMatchObject([{ query: "due=soon" }, { name: "New" }]);
    expect(code(await renameView(one, { viewId, name: "New" }))).toBe("duplicate");
    expect(code(await renameView(one, { viewId, name: "Soon" }))).toBe("ok");
    expect(code(await removeView(one, { viewId }))).toBe("ok");
    expect(code(await removeView(one, { viewId }))).toBe("notFound");
  });

  test("are kept of every list that is filtered", async () => {
    for (const list of viewLists) expect(code(await saveView(one, { list, name: "Mine", query: "q=uni" }))).toBe("ok");
    expect((await myViews(one)).map((view) => view.list).sort()).toEqual([...viewLists].sort());
  });

  test("are twenty at most, however many are kept at once", async () => {
    const all = await Promise.all(
      Array.from({ length: viewsAtMost + 2 }, (_, n) => saveView(one, { list: "applications", name: `View ${n}` })),
    );
    expect(all.map(code).filter((said) => said === "viewsFull")).toHaveLength(2);
    expect(await myViews(one)).toHaveLength(viewsAtMost);
  });

  test("keep what a list understands, and nothing else", () => {
    expect(viewQuery("sort=-due&q=uni&evil=1&page=3&due=soon")).toBe("q=uni&due=soon&sort=-due");
    const all = parseListing<string, string, string>(
      { q: "uni", state: "SUBMITTED", sector: "EDUCATION", due: "soon", held: "mine", unread: "1", sort: "due" },
      { states: ["SUBMITTED"], sectors: ["EDUCATION"], sorts: ["due"], cases: true, messages: true },
    );
    expect(viewQuery(listingQuery(all, 2))).toBe(listingQuery(all, 1));
    expect(viewQuery("")).toBe("");
  });
});
