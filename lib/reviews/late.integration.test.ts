import { describe, expect, test } from "vitest";
import { applicationOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import type { Person } from "../platform/auth/actor.ts";
import { person } from "../platform/testing/persons.ts";
import { workingDaysAfter } from "../platform/workingDays.ts";
import { firstDays } from "../programmes/stepDays.ts";
import { planAutomatically } from "./automatic.ts";
import { assignReviewers, reassignReview } from "./commands.ts";
import { reviewDue } from "./due.ts";
import { lateReviews } from "./late.ts";
import { remindReviewers } from "./remind.ts";
import { conflictsWith } from "./steps.ts";

const { db } = await testDatabase();
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
const reviewer = () => person(db, { roles: ["REVIEWER"] });
const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const minute = 60_000;

const away = (who: Person, from: Date, until: Date) =>
  db.absence.create({ data: { userId: who.userId, startsAt: from, endsAt: until, createdById: who.userId } });

/** An application in review by `who`, asked long enough ago that it is late now. */
async function late(who: Person, asked = new Date("2026-03-02T06:00:00Z")) {
  const { id, institutionId } = await applicationOf(db, { state: "IN_REVIEW" });
  const review = await db.review.create({
    data: { applicationId: id, reviewerId: who.userId, assignedAt: asked },
  });
  return { applicationId: id, institutionId, reviewId: review.id, dueAt: workingDaysAfter(asked, firstDays.reviewer) };
}

describe("applications that are shared out", () => {
  test("go to whoever has least, never to somebody close, on leave or asked before, as the command then does", async () => {
    const [one, two, three, resting] = await Promise.all([reviewer(), reviewer(), reviewer(), reviewer()]);
    await away(resting, new Date(Date.now() - minute), new Date(Date.now() + 60 * minute));
    const [first, second, own, near] = [
      await applicationOf(db),
      await applicationOf(db),
      await applicationOf(db),
      await applicationOf(db, { domain: "near.edu.pk" }),
    ];
    await db.membership.create({
      data: { institutionId: first.institutionId, userId: one.userId, role: "VIEWER", endedAt: new Date() },
    });
    const colleague = await person(db, { roles: ["REVIEWER"], email: "a@cs.near.edu.pk" });
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [own.institutionId]: "VIEWER" } });
    const ids = [first.id, second.id, own.id, near.id];
    const plan = await planAutomatically(insider, ids);
    expect(await planAutomatically(insider, ids.toReversed())).toEqual(plan);
    const of = (id: string) => plan.applications.find((row) => row.id === id);
    expect(of(own.id)).toMatchObject({ why: "own", asks: [] });
    expect(of(first.id)?.conflicts).toMatchObject([{ conflict: "former" }]);
    expect(of(near.id)?.conflicts).toMatchObject([{ conflict: "domain" }]);
    const asked = (id: string) => of(id)?.asks.map(({ userId }) => userId) ?? [];
    expect(asked(first.id)).not.toContain(one.userId);
    expect(asked(near.id)).not.toContain(colleague.userId);
    expect([first, second, near].flatMap(({ id }) => asked(id))).not.toContain(resting.userId);
    const after = plan.loads.map((load) => load.after);
    expect(after.reduce((sum, load) => sum + load, 0)).toBe(6);
    expect(Math.max(...after) - Math.min(...after)).toBeLessThanOrEqual(1);
    for (const { id, version } of [first, second, near])
      expect(code(await assignReviewers(insider, { applicationId: id, version, reviewerIds: asked(id) }))).toBe("ok");
    expect((await planAutomatically(insider, [first.id])).applications).toMatchObject([{ why: "full", asks: [] }]);
    for (const who of [null, two, three, await person(db, { roles: ["APPROVER"] })])
      expect(await planAutomatically(who, ids)).toEqual({ applications: [], loads: [], by: null });
  });
});

test("somebody who belonged to an applicant stands close to it for three years", async () => {
  const { id, institutionId } = await applicationOf(db);
  const one = await reviewer();
  await db.membership.create({
    data: { institutionId, userId: one.userId, role: "EDITOR", endedAt: new Date("2026-01-15T00:00:00Z") },
  });
  const at = async (now: string) => (await conflictsWith(db, one, [id], new Date(now))).get(id);
  expect(await at("2026-02-01T00:00:00Z")).toBe("former");
  expect(await at("2029-01-14T00:00:00Z")).toBe("former");
  expect(await at("2029-01-16T00:00:00Z")).toBeUndefined();
});

describe("a review's time", () => {
  test("stands still while the applicant has the ball, and not for what was asked before", () => {
    const assignedAt = new Date("2026-03-02T06:00:00Z");
    const due = (...requests: { askedAt: Date; repliedAt: Date | null }[]) =>
      reviewDue({ assignedAt, requests, stepDays: [] }, new Date("2026-04-10T06:00:00Z"));
    const asked = (from: string, to: string | null) => ({
      askedAt: new Date(from),
      repliedAt: to ? new Date(to) : null,
    });
    expect(due()).toEqual(workingDaysAfter(assignedAt, firstDays.reviewer));
    expect(due(asked("2026-02-10T06:00:00Z", "2026-02-20T06:00:00Z"))).toEqual(due());
    expect(due(asked("2026-03-03T06:00:00Z", "2026-03-05T06:00:00Z"))).toEqual(
      workingDaysAfter(assignedAt, firstDays.reviewer + 2),
    );
  });

  test("over, reminds its reviewer, again after some days, and not while they are on leave", async () => {
    const [one, resting] = [await reviewer(), await reviewer()];
    const { applicationId, reviewId, dueAt } = await late(one);
    await late(resting);
    const after = new Date(dueAt.getTime() + 1);
    await away(resting, new Date(dueAt.getTime() - minute), new Date(dueAt.getTime() + 60 * minute));
    const letters = (who: Person) =>
      db.mail.count({ where: { to: who.email ?? "", subject: { contains: "is late" } } });
    expect(await remindReviewers(new Date(dueAt.getTime() - 1))).toBe(0);
    const runs = await Promise.all([remindReviewers(after), remindReviewers(after)]);
    expect(runs.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await remindReviewers(new Date(after.getTime() + minute))).toBe(0);
    expect([await letters(one), await letters(resting)]).toEqual([1, 0]);
    expect(await db.auditEvent.count({ where: { action: "reviews.remind", subjectId: reviewId } })).toBe(1);
    const again = workingDaysAfter(after, firstDays.reminder + 1);
    expect(await remindReviewers(again)).toBe(2);
    expect(await letters(one)).toBe(2);
    const { programmeId } = await db.application.findUniqueOrThrow({ where: { id: applicationId } });
    await db.stepDays.create({ data: { programmeId, step: "reminder", days: 6, since: again } });
    expect(await remindReviewers(workingDaysAfter(again, firstDays.reminder + 1))).toBe(0);
    expect(await remindReviewers(workingDaysAfter(again, 7))).toBe(2);
  });
});

describe("a review that is late, or whose reviewer is away", () => {
  test("is listed with who could be asked instead, to administrators outside the applicant", async () => {
    const [one, other, close] = [await reviewer(), await reviewer(), await reviewer()];
    const { reviewId, institutionId, dueAt } = await late(one);
    await db.membership.create({ data: { institutionId, userId: close.userId, role: "VIEWER" } });
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    const find = async (who: Person | null, now: Date) =>
      (await lateReviews(who, now)).find((review) => review.id === reviewId);
    expect(await find(administrator, new Date(dueAt.getTime() - 1))).toBeUndefined();
    const found = await find(administrator, new Date(dueAt.getTime() + 1));
    expect(found).toMatchObject({ isOverdue: true, awayUntil: null });
    const instead = found?.instead.map(({ userId }) => userId);
    expect(instead).toContain(other.userId);
    for (const who of [one, close]) expect(instead).not.toContain(who.userId);
    for (const who of [null, insider, one, await person(db, { roles: ["APPROVER"] })])
      expect(await find(who, new Date(dueAt.getTime() + 1))).toBeUndefined();
    const early = new Date(dueAt.getTime() - 5 * minute);
    await away(one, new Date(early.getTime() - minute), dueAt);
    expect(await find(administrator, early)).toMatchObject({ isOverdue: false, awayUntil: dueAt });
  });

  test("goes to another in one act: the application is never without, and both are told", async () => {
    const [one, other] = [await reviewer(), await reviewer()];
    const { reviewId, applicationId } = await late(one);
    const input = { reviewId, version: 0, reason: "overdue", reviewerId: other.userId };
    const results = await Promise.all([reassignReview(administrator, input), reassignReview(administrator, input)]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    const reviews = await db.review.findMany({ where: { applicationId } });
    expect(new Map(reviews.map(({ reviewerId, state }) => [reviewerId, state]))).toEqual(
      new Map([
        [one.userId, "WITHDRAWN"],
        [other.userId, "ASSIGNED"],
      ]),
    );
    expect((await db.application.findUniqueOrThrow({ where: { id: applicationId } })).state).toBe("IN_REVIEW");
    for (const who of [one, other]) expect(await db.mail.count({ where: { to: who.email ?? "" } })).toBe(1);
  });

  test("goes to nobody who may not review it, nor by the hand of a member, a reviewer or nobody", async () => {
    const [one, close] = [await reviewer(), await reviewer()];
    const { reviewId, institutionId } = await late(one);
    await db.membership.create({ data: { institutionId, userId: close.userId, role: "VIEWER" } });
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    const to = (reviewerId: string, more: object = {}) => ({
      reviewId,
      version: 0,
      reason: "overdue",
      reviewerId,
      ...more,
    });
    const other = (await reviewer()).userId;
    expect(code(await reassignReview(administrator, to(close.userId)))).toBe("reviewerConflicted");
    expect(code(await reassignReview(administrator, to(one.userId)))).toBe("alreadyDone");
    expect(code(await reassignReview(administrator, to((await person(db)).userId)))).toBe("notFound");
    expect(code(await reassignReview(administrator, to(other, { version: 4 })))).toBe("changedMeanwhile");
    expect(code(await reassignReview(administrator, to(other, { reason: "roleEnded" })))).toBe("invalidInput");
    expect(code(await reassignReview(administrator, to(other, { reviewId: crypto.randomUUID() })))).toBe("notFound");
    expect(code(await reassignReview(insider, to(other)))).toBe("conflictOfInterest");
    for (const who of [one, await person(db, { roles: ["APPROVER"] })])
      expect(code(await reassignReview(who, to(other)))).toBe("notAllowed");
    expect(code(await reassignReview(null, to(other)))).toBe("signInFirst");
  });
});
