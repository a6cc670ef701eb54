import { describe, expect, test } from "vitest";
import { applicationOf } from "../../../scripts/testing/applications.ts";
import { testDatabase } from "../../../scripts/testing/database.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { person } from "../../platform/testing/persons.ts";
import { assignReviewers, submitReview } from "../commands.ts";
import {
  askThirdReview,
  closeDiscussion,
  openDiscussion,
  postToDiscussion,
  reviseReview,
  skipThirdReview,
} from "./commands.ts";
import { findDifferences, findDiscussion, findDiscussionOf } from "./queries.ts";

const { db } = await testDatabase();
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
const reviewer = () => person(db, { roles: ["REVIEWER"] });
const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const high = { purpose: 5, readiness: 5, reach: 5, care: 5 };
const low = { purpose: 1, readiness: 1, reach: 1, care: 1 };
const comment = "As the answers say.";

const versionOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).version;
const stateOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).state;
const reviewOf = (applicationId: string, who: Person) =>
  db.review.findUniqueOrThrow({ where: { applicationId_reviewerId: { applicationId, reviewerId: who.userId } } });
const at = async (applicationId: string) => ({ applicationId, version: await versionOf(applicationId) });
const talk = async (discussionId: string) => ({
  discussionId,
  version: (await db.reviewDiscussion.findUniqueOrThrow({ where: { id: discussionId } })).version,
});

/** A case that two have scored. */
async function scoredBy(...scores: Record<string, number>[]) {
  const { id, institutionId } = await applicationOf(db);
  const reviewers = [await reviewer(), await reviewer()] as const;
  const reviewerIds = reviewers.map(({ userId }) => userId);
  expect(code(await assignReviewers(administrator, { ...(await at(id)), reviewerIds }))).toBe("ok");
  for (const [index, who] of reviewers.entries()) {
    const { id: reviewId } = await reviewOf(id, who);
    expect(code(await submitReview(who, { reviewId, version: 0, scores: scores[index], comment }))).toBe("ok");
  }
  return { id, institutionId, reviewers };
}

async function discussed() {
  const scored = await scoredBy(high, low);
  const opened = await openDiscussion(administrator, await at(scored.id));
  if (!opened.ok) throw new Error(opened.error.code);
  return { ...scored, ...opened.value };
}

describe("scores that differ", () => {
  test("are shown to officers, with a third review, which makes the case reviewed again", async () => {
    const { id } = await scoredBy(high, low);
    expect(await findDifferences(administrator, id)).toMatchObject({
      third: "offered",
      differences: [{ kind: "total", by: 8000 }, { code: "purpose" }, {}, {}, {}],
    });
    const stale = await at(id);
    const results = await Promise.all([0, 1].map(() => askThirdReview(administrator, stale)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await stateOf(id)).toBe("IN_REVIEW");
    expect(await findDifferences(administrator, id)).toMatchObject({ third: "idle" });
    expect(code(await askThirdReview(administrator, await at(id)))).toBe("wrongState");
    const third = await reviewer();
    expect(code(await assignReviewers(administrator, { ...(await at(id)), reviewerIds: [third.userId] }))).toBe("ok");
    expect(code(await skipThirdReview(administrator, await at(id)))).toBe("wrongState");
    const { id: reviewId } = await reviewOf(id, third);
    expect(code(await submitReview(third, { reviewId, version: 0, scores: high, comment }))).toBe("ok");
    expect(await stateOf(id)).toBe("REVIEWED");
  });

  test("may do without the third review while nobody is at it", async () => {
    const { id } = await scoredBy(high, low);
    expect(code(await skipThirdReview(administrator, await at(id)))).toBe("wrongState");
    expect(code(await askThirdReview(administrator, await at(id)))).toBe("ok");
    expect(code(await skipThirdReview(administrator, await at(id)))).toBe("ok");
    expect(await stateOf(id)).toBe("REVIEWED");
  });

  test("are nothing where the reviewers agree, and nobody's but an administrator's outside the applicant", async () => {
    const agreed = await scoredBy(high, high);
    expect(await findDifferences(administrator, agreed.id)).toBeNull();
    for (const act of [askThirdReview, openDiscussion])
      expect(code(await act(administrator, await at(agreed.id)))).toBe("scoresAgree");
    const { id, institutionId, reviewers } = await scoredBy(high, low);
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    expect(await findDifferences(insider, id)).toBeNull();
    expect(await findDifferences(reviewers[0], id)).toBeNull();
    for (const act of [askThirdReview, skipThirdReview, openDiscussion]) {
      expect(code(await act(insider, await at(id)))).toBe("conflictOfInterest");
      expect(code(await act(reviewers[0], await at(id)))).toBe("notAllowed");
      expect(code(await act(administrator, { applicationId: crypto.randomUUID(), version: 0 }))).toBe("notFound");
    }
  });
});

describe("a discussion", () => {
  test("is among those who have submitted and the administrators; to everybody else it is not there", async () => {
    const { id, institutionId, reviewers, discussionId } = await discussed();
    const [one, two] = reviewers;
    for (const { email } of reviewers)
      expect(await db.mail.count({ where: { to: email ?? "", text: { contains: discussionId } } })).toBe(1);
    expect(code(await postToDiscussion(one, { ...(await talk(discussionId)), text: "Why so low?" }))).toBe("ok");
    expect(code(await postToDiscussion(administrator, { ...(await talk(discussionId)), text: "Both?" }))).toBe("ok");
    const seen = await findDiscussion(two, discussionId);
    expect(seen?.messages).toMatchObject([
      { text: "Why so low?", voice: { reviewer: 1, isOwn: false } },
      { text: "Both?", voice: { reviewer: null, isOwn: false } },
    ]);
    // Nobody is named to anybody.
    expect(JSON.stringify(seen)).not.toContain(one.userId);
    expect(seen?.reviews.map(({ total }) => total)).toEqual([10_000, 2_000]);
    const asked = await reviewer();
    await db.review.create({ data: { applicationId: id, reviewerId: asked.userId } });
    const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
    const strangers = [asked, insider, await reviewer(), await person(db, { roles: ["APPROVER"] }), null];
    for (const who of strangers) {
      expect(await findDiscussion(who, discussionId)).toBeNull();
      expect(await findDiscussionOf(who, id)).toBeNull();
      const said = await postToDiscussion(who, { ...(await talk(discussionId)), text: "Hello" });
      expect(["notFound", "conflictOfInterest", "notAllowed", "signInFirst"]).toContain(code(said));
    }
    expect(await findDiscussion(await person(db, { roles: ["AUDITOR"] }), discussionId)).not.toBeNull();
    expect((await findDiscussion(administrator, discussionId))?.messages).toHaveLength(2);
  });

  test("lets a reviewer revise, keeps what was said before, and hears nobody who has joined the applicant", async () => {
    const { institutionId, id, reviewers, discussionId } = await discussed();
    const [one, two] = reviewers;
    const { id: reviewId } = await reviewOf(id, two);
    const revised = { reviewId, version: 1, scores: { ...low, purpose: 4 }, comment: "Read again." };
    expect(code(await reviseReview(one, revised))).toBe("notFound");
    expect(await reviseReview(two, { ...revised, scores: { purpose: 9 } })).toMatchObject({
      error: { code: "invalidInput", fields: { "scores.purpose": "tooLarge", "scores.care": "required" } },
    });
    const results = await Promise.all([reviseReview(two, revised), reviseReview(two, revised)]);
    expect(results.map(code).sort()).toEqual(["changedMeanwhile", "ok"]);
    expect(await db.reviewRevision.findMany({ where: { reviewId } })).toMatchObject([
      { revision: 1, scores: low, total: 2_000, comment },
    ]);
    expect((await findDiscussion(one, discussionId))?.reviews[1]).toMatchObject({ total: 3_800, before: [2_000] });
    await expect(db.reviewRevision.updateMany({ data: { total: 1 } })).rejects.toThrow();
    await expect(db.reviewRevision.deleteMany()).rejects.toThrow();
    await db.membership.create({ data: { institutionId, userId: two.userId, role: "VIEWER" } });
    expect(code(await reviseReview(two, { ...revised, version: 2 }))).toBe("conflictOfInterest");
    expect(code(await postToDiscussion(two, { ...(await talk(discussionId)), text: "Still here" }))).toBe(
      "conflictOfInterest",
    );
  });

  test("that is closed hears nothing more, and may be opened again; two who write at once are both told", async () => {
    const { id, reviewers, discussionId } = await discussed();
    const [one, two] = reviewers;
    const stale = await talk(discussionId);
    const results = await Promise.all([one, two].map((who) => postToDiscussion(who, { ...stale, text: "First!" })));
    expect(results.map(code).sort()).toEqual(["changedMeanwhile", "ok"]);
    expect(code(await openDiscussion(administrator, await at(id)))).toBe("wrongState");
    expect(code(await closeDiscussion(one, await talk(discussionId)))).toBe("notAllowed");
    expect(code(await closeDiscussion(administrator, await talk(discussionId)))).toBe("ok");
    expect(code(await closeDiscussion(administrator, await talk(discussionId)))).toBe("wrongState");
    expect(code(await postToDiscussion(one, { ...(await talk(discussionId)), text: "And" }))).toBe("wrongState");
    const { id: reviewId } = await reviewOf(id, one);
    expect(code(await reviseReview(one, { reviewId, version: 1, scores: low, comment }))).toBe("wrongState");
    expect(await openDiscussion(administrator, await at(id))).toMatchObject({ ok: true, value: { discussionId } });
  });
});
