import { describe, expect, test } from "vitest";
import { applicationOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import { findApplication } from "../applications/queries.ts";
import { suspendRole } from "../people/commands.ts";
import type { Person } from "../platform/auth/actor.ts";
import { person } from "../platform/testing/persons.ts";
import { assignReviewers, declareConflict, requestInformation, submitReview, withdrawReview } from "./commands.ts";
import { takeBackFromFormer } from "./former.ts";
import { findReview, myReviews, reviewerSuggestions, reviewsOf } from "./queries.ts";
import { obstacleToDeciding } from "./steps.ts";

const { db } = await testDatabase();
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
const reviewer = () => person(db, { roles: ["REVIEWER"] });
const scores = { purpose: 5, readiness: 4, reach: 3, care: 2 };
const comment = "Well prepared.";

/** An application in review with its two reviewers and their reviews. */
async function inReview(): Promise<{ id: string; reviewers: [Person, Person]; reviews: [string, string] }> {
  const application = await applicationOf(db);
  const reviewers: [Person, Person] = [await reviewer(), await reviewer()];
  const [one, two] = reviewers;
  const assigned = await assignReviewers(administrator, {
    applicationId: application.id,
    version: application.version,
    reviewerIds: [one.userId, two.userId],
  });
  expect(assigned.ok).toBe(true);
  const find = (who: Person) =>
    db.review.findFirstOrThrow({ where: { applicationId: application.id, reviewerId: who.userId } });
  return { id: application.id, reviewers, reviews: [(await find(one)).id, (await find(two)).id] };
}

const stateOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).state;

describe("assigning reviewers", () => {
  test("takes the application into review and tells both", async () => {
    const { id, reviewers } = await inReview();
    expect(await stateOf(id)).toBe("IN_REVIEW");
    for (const who of reviewers)
      expect(await db.mail.count({ where: { to: who.email ?? "", text: { contains: "/desk/reviews/" } } })).toBe(1);
    expect(await db.applicationEvent.count({ where: { applicationId: id, kind: "reviewStarted" } })).toBe(1);
  });

  test("never takes a member of the applicant, nor a mail address of its domain, nor somebody without the office", async () => {
    const application = await applicationOf(db, { domain: "near.edu.pk" });
    const member = await person(db, { roles: ["REVIEWER"], member: { [application.institutionId]: "VIEWER" } });
    const colleague = await person(db, { roles: ["REVIEWER"], email: "colleague@cs.near.edu.pk" });
    const nobody = await person(db);
    const assign = (who: Person) =>
      assignReviewers(administrator, { applicationId: application.id, version: 0, reviewerIds: [who.userId] });
    expect(await assign(member)).toMatchObject({ ok: false, error: { code: "reviewerConflicted" } });
    expect(await assign(colleague)).toMatchObject({ ok: false, error: { code: "reviewerConflicted" } });
    expect(await assign(nobody)).toMatchObject({ ok: false, error: { code: "notFound" } });
    expect(await stateOf(application.id)).toBe("SUBMITTED");
    const suggestions = await reviewerSuggestions(administrator, application.id);
    const found = new Map(suggestions.map((suggestion) => [suggestion.userId, suggestion.conflict]));
    expect([found.get(member.userId), found.get(colleague.userId)]).toEqual(["member", "domain"]);
    expect(found.has(nobody.userId)).toBe(false);
  });

  test("is nothing for an administrator who belongs to the applicant, nor is reading what the reviewers found", async () => {
    const { id, reviews } = await inReview();
    const { institutionId } = await db.application.findUniqueOrThrow({ where: { id } });
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "OWNER" } });
    expect(await findReview(administrator, reviews[0])).not.toBeNull();
    expect(await findReview(insider, reviews[0])).toBeNull();
    expect((await reviewsOf(administrator, id)).reviews).toHaveLength(2);
    expect((await reviewsOf(insider, id)).reviews).toEqual([]);
    const input = { applicationId: id, version: 1, reviewerIds: [(await reviewer()).userId] };
    expect(await assignReviewers(insider, input)).toMatchObject({ error: { code: "conflictOfInterest" } });
  });

  test("leaves no third reviewer in, even when two administrators assign at the same time", async () => {
    const application = await applicationOf(db);
    const pairs = await Promise.all(
      [0, 1, 2, 3].map(async () => [(await reviewer()).userId, (await reviewer()).userId]),
    );
    const results = await Promise.all(
      pairs.map((reviewerIds) =>
        assignReviewers(administrator, { applicationId: application.id, version: 0, reviewerIds }),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(["changedMeanwhile", "tooLarge"]).toContain(result.error.code);
    expect(await db.review.count({ where: { applicationId: application.id } })).toBe(2);
  });

  test("refuses the same person twice and anything that is no list of people", async () => {
    const application = await applicationOf(db);
    const { userId } = await reviewer();
    for (const reviewerIds of [[userId, userId], [], "x", [userId, "x"]])
      expect(
        await assignReviewers(administrator, { applicationId: application.id, version: 0, reviewerIds }),
      ).toMatchObject({ ok: false, error: { code: "invalidInput" } });
  });
});

describe("a review", () => {
  test("counts once; the second makes the application reviewed, however close they come", async () => {
    const { id, reviewers, reviews } = await inReview();
    const [one, two] = reviewers;
    const results = await Promise.all([
      submitReview(one, { reviewId: reviews[0], version: 0, scores, comment }),
      submitReview(two, { reviewId: reviews[1], version: 0, scores, comment }),
      submitReview(one, { reviewId: reviews[0], version: 0, scores, comment }),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(2);
    expect(await stateOf(id)).toBe("REVIEWED");
    expect(await db.applicationEvent.count({ where: { applicationId: id, kind: "reviewed" } })).toBe(1);
    expect(await reviewsOf(administrator, id)).toMatchObject({ mean: 7_400, openSlots: 0 });
    expect(await submitReview(one, { reviewId: reviews[0], version: 1, scores, comment })).toMatchObject({
      ok: false,
      error: { code: "wrongState" },
    });
  });

  test("needs every score in range", async () => {
    const { reviewers, reviews } = await inReview();
    const result = await submitReview(reviewers[0], {
      reviewId: reviews[0],
      version: 0,
      scores: { purpose: "6", readiness: "۴", extra: 1 },
      comment,
    });
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: "invalidInput",
        fields: {
          "scores.purpose": "tooLarge",
          "scores.reach": "required",
          "scores.care": "required",
          "scores.extra": "unknownField",
        },
      },
    });
  });

  test("is its reviewer's alone: another one neither sees nor submits it", async () => {
    const { id, reviewers, reviews } = await inReview();
    const [one, two] = reviewers;
    expect(await findReview(two, reviews[0])).toBeNull();
    expect(await findReview(administrator, reviews[0])).toMatchObject({ isOwn: false });
    expect((await reviewsOf(two, id)).reviews.map((review) => review.id)).toEqual([reviews[1]]);
    for (const act of [
      submitReview(two, { reviewId: reviews[0], version: 0, scores, comment }),
      declareConflict(two, { reviewId: reviews[0], version: 0, reason: "family" }),
    ])
      expect(await act).toMatchObject({ ok: false, error: { code: "notFound" } });
    expect((await myReviews(one)).rows.map((row) => row.id)).toEqual([reviews[0]]);
  });

  test("of somebody who has joined the applicant since is refused", async () => {
    const { id, reviewers, reviews } = await inReview();
    const { institutionId } = await db.application.findUniqueOrThrow({ where: { id } });
    await db.membership.create({ data: { institutionId, userId: reviewers[0].userId, role: "VIEWER" } });
    expect(await submitReview(reviewers[0], { reviewId: reviews[0], version: 0, scores, comment })).toMatchObject({
      ok: false,
      error: { code: "conflictOfInterest" },
    });
  });
});

describe("a declared conflict", () => {
  test("frees the place for somebody else, never again for the same", async () => {
    const { id, reviewers, reviews } = await inReview();
    expect(await declareConflict(reviewers[0], { reviewId: reviews[0], version: 0, reason: "family" })).toMatchObject({
      ok: true,
    });
    expect(await stateOf(id)).toBe("IN_REVIEW");
    const { version } = await db.application.findUniqueOrThrow({ where: { id } });
    const assign = (userId: string) =>
      assignReviewers(administrator, { applicationId: id, version, reviewerIds: [userId] });
    expect(await assign(reviewers[0].userId)).toMatchObject({ ok: false, error: { code: "reviewerConflicted" } });
    expect(await assign((await reviewer()).userId)).toMatchObject({ ok: true });
    expect((await reviewsOf(administrator, id)).openSlots).toBe(0);
  });

  test("of both puts the application back into the queue", async () => {
    const { id, reviewers, reviews } = await inReview();
    for (const index of [0, 1] as const)
      await declareConflict(reviewers[index], { reviewId: reviews[index], version: 0, reason: "other" });
    expect(await stateOf(id)).toBe("SUBMITTED");
  });
});

describe("a request for information", () => {
  const question = "Which services will run on it first?";

  test("pauses the review until the answer is there", async () => {
    const { id, reviewers, reviews } = await inReview();
    const { version } = await db.application.findUniqueOrThrow({ where: { id } });
    expect(await requestInformation(reviewers[0], { applicationId: id, version, question })).toMatchObject({
      ok: true,
    });
    expect(await stateOf(id)).toBe("INFORMATION_REQUESTED");
    expect(await submitReview(reviewers[1], { reviewId: reviews[1], version: 0, scores, comment })).toMatchObject({
      ok: false,
      error: { code: "wrongState" },
    });
  });

  test("is not for a reviewer of something else", async () => {
    const { id } = await inReview();
    const { version } = await db.application.findUniqueOrThrow({ where: { id } });
    expect(await requestInformation(await reviewer(), { applicationId: id, version, question })).toMatchObject({
      ok: false,
      error: { code: "notFound" },
    });
  });
});

describe("a review that is taken back", () => {
  const rowOf = (id: string) => db.review.findUniqueOrThrow({ where: { id } });
  const take = (reviewId: string, version = 0, who: Person | null = administrator) =>
    withdrawReview(who, { reviewId, version, reason: "overdue" });

  test("frees its place, says why, tells the reviewer, and shows them nothing any more", async () => {
    const { id, reviewers, reviews } = await inReview();
    const [late] = reviewers;
    expect((await reviewsOf(administrator, id)).openSlots).toBe(0);
    expect(await take(reviews[0])).toMatchObject({ ok: true });
    expect(await rowOf(reviews[0])).toMatchObject({ state: "WITHDRAWN", withdrawReason: "overdue", version: 1 });
    expect((await reviewsOf(administrator, id)).openSlots).toBe(1);
    expect(await stateOf(id)).toBe("IN_REVIEW");
    expect(await db.mail.count({ where: { to: late.email ?? "", subject: { contains: "no longer needed" } } })).toBe(1);
    expect((await myReviews(late)).rows).toEqual([]);
    expect(await findReview(late, reviews[0])).toBeNull();
    expect(await findApplication(late, id)).toBeNull();
    const submitted = await submitReview(late, { reviewId: reviews[0], version: 1, scores, comment });
    expect(submitted).toMatchObject({ error: { code: "wrongState" } });
    const audited = { action: "reviews.withdraw", subjectId: reviews[0], outcome: "DONE" } as const;
    expect((await db.auditEvent.findFirstOrThrow({ where: audited })).data).toEqual({ reason: "overdue" });
  });

  test("may be given to the same person again, and does not keep them from deciding until then", async () => {
    const { id, reviewers, reviews } = await inReview();
    const [one] = reviewers;
    expect(await obstacleToDeciding(db, one, [id])).toBe("scorerMayNotDecide");
    expect(await take(reviews[0])).toMatchObject({ ok: true });
    expect(await obstacleToDeciding(db, one, [id])).toBeNull();
    expect((await reviewerSuggestions(administrator, id)).map(({ userId }) => userId)).toContain(one.userId);
    const { version } = await db.application.findUniqueOrThrow({ where: { id } });
    const again = { applicationId: id, version, reviewerIds: [one.userId] };
    expect(await assignReviewers(administrator, again)).toMatchObject({ ok: true });
    expect(await rowOf(reviews[0])).toMatchObject({ state: "ASSIGNED", version: 2, withdrawReason: null });
  });

  test("as the last one puts the application back into the queue", async () => {
    const { id, reviews } = await inReview();
    for (const review of reviews) expect(await take(review)).toMatchObject({ ok: true });
    expect(await stateOf(id)).toBe("SUBMITTED");
  });

  test("is so once, by whoever assigns and is no member of the applicant, and never after it was submitted", async () => {
    const { id, reviewers, reviews } = await inReview();
    const { institutionId } = await db.application.findUniqueOrThrow({ where: { id } });
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    const approver = await person(db, { roles: ["APPROVER"] });
    expect(await take(reviews[0], 0, insider)).toMatchObject({ error: { code: "conflictOfInterest" } });
    expect(await take(reviews[0], 0, approver)).toMatchObject({ error: { code: "notAllowed" } });
    expect(await take(reviews[0], 0, reviewers[1])).toMatchObject({ error: { code: "notAllowed" } });
    expect(await take(crypto.randomUUID())).toMatchObject({ error: { code: "notFound" } });
    expect(await take(reviews[0], 3)).toMatchObject({ error: { code: "changedMeanwhile" } });
    const made = { reviewId: reviews[0], version: 0, reason: "roleEnded" };
    expect(await withdrawReview(administrator, made)).toMatchObject({ error: { code: "invalidInput" } });
    const results = await Promise.all([take(reviews[0]), take(reviews[0]), take(reviews[0])]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    await submitReview(reviewers[1], { reviewId: reviews[1], version: 0, scores, comment });
    expect(await take(reviews[1], 1)).toMatchObject({ error: { code: "wrongState" } });
  });

  test("by itself when the reviewer's role ends; what they have submitted stands", async () => {
    const { id, reviewers, reviews } = await inReview();
    await submitReview(reviewers[1], { reviewId: reviews[1], version: 0, scores, comment });
    for (const { userId } of reviewers)
      expect(await suspendRole(administrator, { userId, role: "REVIEWER", reason: "Left." })).toMatchObject({
        ok: true,
      });
    expect(await takeBackFromFormer()).toBe(1);
    expect(await takeBackFromFormer()).toBe(0);
    expect(await rowOf(reviews[0])).toMatchObject({ state: "WITHDRAWN", withdrawReason: "roleEnded" });
    expect(await rowOf(reviews[1])).toMatchObject({ state: "SUBMITTED" });
    expect((await reviewsOf(administrator, id)).openSlots).toBe(1);
    const audited = { action: "reviews.withdraw", subjectId: reviews[0], actorKind: "worker" };
    expect(await db.auditEvent.count({ where: audited })).toBe(1);
  });
});
