import { describe, expect, test } from "vitest";
import { applicationOf, programmeOf } from "../scripts/testing/applications.ts";
import { testDatabase } from "../scripts/testing/database.ts";
import {
  awardItems,
  draftBatch,
  openItems,
  proposeBatch,
  rejectBatch,
  removeItem,
  setItem,
} from "./batches/commands.ts";
import { candidates } from "./batches/queries.ts";
import { approveBatch, cancelBatch } from "./licences/commands.ts";
import { configureTest } from "./licences/testing/fixtures.ts";
import type { Person } from "./platform/auth/actor.ts";
import type { Role } from "./platform/db/generated/enums.ts";
import { person } from "./platform/testing/persons.ts";
import { planAutomatically } from "./reviews/automatic.ts";
import {
  askThirdReview,
  assignReviewers,
  openDiscussion,
  postToDiscussion,
  reassignReview,
  reviseReview,
  skipThirdReview,
  submitReview,
  withdrawReview,
} from "./reviews/commands.ts";

const { db } = await testDatabase();
configureTest();
const { id: programmeId } = await programmeOf(db);
const code = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? "ok" : result.error?.code);
const scores = { purpose: 5, readiness: 4, reach: 3, care: 2 };
const comment = "Well prepared.";

/** The ways in which an officer can stand too close to an applicant. */
const ways = ["member", "former", "domain"] as const;

/** An officer who stands close to the institution of this domain in this way. */
async function close(way: (typeof ways)[number], role: Role, institutionId: string, domain: string): Promise<Person> {
  if (way === "domain") return person(db, { roles: [role], email: `${crypto.randomUUID()}@cs.${domain}` });
  if (way === "member") return person(db, { roles: [role], member: { [institutionId]: "VIEWER" } });
  const who = await person(db, { roles: [role] });
  const left = { institutionId, userId: who.userId, role: "VIEWER", endedAt: new Date() } as const;
  await db.membership.create({ data: left });
  return who;
}

async function setting(state: "SUBMITTED" | "IN_REVIEW" | "REVIEWED") {
  const domain = `${crypto.randomUUID()}.edu.pk`;
  return { ...(await applicationOf(db, { state, domain })), domain };
}

describe.each(ways)("an officer who stands close to an applicant (%s)", (way) => {
  test("is not asked to review it, by hand, by load, or instead of another", async () => {
    const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
    const { id, institutionId, domain } = await setting("SUBMITTED");
    const near = await close(way, "REVIEWER", institutionId, domain);
    const [far, other] = [await person(db, { roles: ["REVIEWER"] }), await person(db, { roles: ["REVIEWER"] })];
    const assign = (version: number, ...reviewerIds: string[]) =>
      assignReviewers(administrator, { applicationId: id, version, reviewerIds });
    expect(code(await assign(0, near.userId))).toBe("reviewerConflicted");
    const plan = await planAutomatically(administrator, [id]);
    expect(plan.applications[0]?.asks.map(({ userId }) => userId)).not.toContain(near.userId);
    expect(plan.applications[0]?.conflicts).toMatchObject([{ conflict: way }]);
    expect(code(await assign(0, far.userId, other.userId))).toBe("ok");
    const { id: reviewId } = await db.review.findFirstOrThrow({ where: { applicationId: id } });
    const instead = { reviewId, version: 0, reason: "overdue", reviewerId: near.userId };
    expect(code(await reassignReview(administrator, instead))).toBe("reviewerConflicted");
  });

  test("does not score it, revise what they scored, or talk about it, though they were asked before they came close", async () => {
    const { id: applicationId, institutionId, domain } = await setting("IN_REVIEW");
    const [asked, done] = [
      await close(way, "REVIEWER", institutionId, domain),
      await close(way, "REVIEWER", institutionId, domain),
    ];
    const given = { applicationId, scores, comment, total: 7_400, submittedAt: new Date() };
    const waiting = await db.review.create({ data: { applicationId, reviewerId: asked.userId } });
    const submitted = await db.review.create({ data: { ...given, reviewerId: done.userId, state: "SUBMITTED" } });
    const { id: discussionId } = await db.reviewDiscussion.create({
      data: { applicationId, openedById: asked.userId },
    });
    const review = (reviewId: string) => ({ reviewId, version: 0, scores, comment });
    expect(code(await submitReview(asked, review(waiting.id)))).toBe("conflictOfInterest");
    expect(code(await reviseReview(done, review(submitted.id)))).toBe("conflictOfInterest");
    expect(code(await postToDiscussion(done, { discussionId, version: 0, text: "Yes" }))).toBe("conflictOfInterest");
  });

  test("does not decide on it: not as a decision, a plan, an approval, a rejection or a taking back", async () => {
    const { id: applicationId, institutionId, domain } = await setting("REVIEWED");
    const near = await close(way, "APPROVER", institutionId, domain);
    const far = await person(db, { roles: ["APPROVER"] });
    const drafted = await draftBatch(far, { programmeId });
    if (!drafted.ok) throw new Error(drafted.error.code);
    const { batchId } = drafted.value;
    const at = async () => ({
      batchId,
      version: (await db.batch.findUniqueOrThrow({ where: { id: batchId } })).version,
    });
    const award = { applicationId, outcome: "AWARD" };
    const decline = { applicationId, outcome: "DECLINE", reason: "outOfScope", evidence: ["purpose"] };
    for (const decision of [award, decline])
      expect(code(await setItem(near, { ...(await at()), ...decision }))).toBe("conflictOfInterest");
    expect(code(await awardItems(near, { ...(await at()), applicationIds: [applicationId] }))).toBe(
      "conflictOfInterest",
    );
    if (way === "member")
      expect((await candidates(near, programmeId)).rows.map((row) => row.applicationId)).not.toContain(applicationId);
    expect(code(await setItem(far, { ...(await at()), ...award }))).toBe("ok");
    expect(code(await removeItem(near, { ...(await at()), applicationId }))).toBe("conflictOfInterest");
    expect(code(await proposeBatch(near, await at()))).toBe("conflictOfInterest");
    expect(code(await proposeBatch(far, await at()))).toBe("ok");
    const { planHash } = await db.batch.findUniqueOrThrow({ where: { id: batchId } });
    const hash = Buffer.from(planHash ?? []).toString("hex");
    expect(code(await approveBatch(near, { ...(await at()), planHash: hash }))).toBe("conflictOfInterest");
    expect(code(await rejectBatch(near, { ...(await at()), reason: "Not as it stands." }))).toBe("conflictOfInterest");
    const itemIds = (await db.batchItem.findMany({ where: { batchId } })).map((item) => item.id);
    const second = await person(db, { roles: ["APPROVER"] });
    expect(code(await openItems(near, { batchId, planHash: hash, itemIds }))).toBe("conflictOfInterest");
    expect(code(await openItems(second, { batchId, planHash: hash, itemIds }))).toBe("ok");
    expect(code(await approveBatch(second, { ...(await at()), planHash: hash }))).toBe("ok");
    expect(code(await cancelBatch(near, await at()))).toBe("conflictOfInterest");
  });
});

test("an administrator who belongs to an applicant neither chooses nor removes its reviewers, nor widens or opens anything", async () => {
  const { id: applicationId, institutionId } = await setting("IN_REVIEW");
  const insider = await person(db, { roles: ["ADMINISTRATOR"], member: { [institutionId]: "VIEWER" } });
  const reviewer = await person(db, { roles: ["REVIEWER"] });
  const { id: reviewId } = await db.review.create({ data: { applicationId, reviewerId: reviewer.userId } });
  const named = { applicationId, version: 0 };
  const other = (await person(db, { roles: ["REVIEWER"] })).userId;
  for (const result of [
    await assignReviewers(insider, { ...named, reviewerIds: [other] }),
    await reassignReview(insider, { reviewId, version: 0, reason: "overdue", reviewerId: other }),
    await withdrawReview(insider, { reviewId, version: 0, reason: "overdue" }),
    await askThirdReview(insider, named),
    await skipThirdReview(insider, named),
    await openDiscussion(insider, named),
  ])
    expect(code(result)).toBe("conflictOfInterest");
});
