import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { applicationOf, programmeOf } from "../../scripts/testing/applications.ts";
import { testDatabase } from "../../scripts/testing/database.ts";
import { findApplication } from "../applications/queries.ts";
import { findDocument } from "../documents/queries.ts";
import { findInstitution } from "../institutions/queries.ts";
import type { Person } from "../platform/auth/actor.ts";
import { person } from "../platform/testing/persons.ts";
import { isPhaseBlind } from "../programmes/queries.ts";
import { currentRubric } from "../programmes/steps.ts";
import { previewAssignment } from "./assignment.ts";
import { assignReviewers, declareConflict, submitReview, withdrawReview } from "./commands.ts";
import { openDiscussion, postToDiscussion } from "./discussion/commands.ts";
import { myReviews, reviewerSuggestions, reviewsOf } from "./queries.ts";
import { remindReviewers } from "./remind.ts";

const { db } = await testDatabase();
const { id: programmeId } = await programmeOf(db);
const administrator = await person(db, { roles: ["ADMINISTRATOR"] });
const other = await person(db, { roles: ["ADMINISTRATOR"] });
const reviewer = () => person(db, { roles: ["REVIEWER"] });
const low = { purpose: 0, readiness: 0, reach: 0, care: 0 };
const high = { purpose: 5, readiness: 5, reach: 5, care: 5 };

/** Whatever tells who applies carries this. */
const mark = "Zarqa";

/** Every read of the portal that takes who asks first, by its file and name. */
const modules = import.meta.glob<Record<string, unknown>>(
  ["../**/*.ts", "!../**/*.test.ts", "!../**/testing/**", "!../platform/**"],
  { eager: true },
);
/** Asked with a link's secret, by whoever has it; nothing of the desk leads there. */
const byLink = ["findStatus"];
const all = Object.entries(modules).flatMap(([file, module]) =>
  Object.entries(module).flatMap(([name, read]) =>
    typeof read === "function" &&
    !("action" in read) &&
    /\(_?actor\b/.test(read.toString().slice(0, 80)) &&
    !byLink.includes(name)
      ? [{ name: `${file} ${name}`, read: read as (actor: Person, ...more: unknown[]) => unknown }]
      : [],
  ),
);
const reads = [...new Map(all.map((one) => [one.read, one])).values()];

beforeAll(async () => {
  const { criteria, version } = await currentRubric(db, programmeId);
  await db.rubric.create({
    data: {
      ...{ programmeId, version: version + 1, state: "PUBLISHED", criteria: [...criteria], blind: true },
      ...{ proposedById: administrator.userId, publishedById: other.userId, publishedAt: new Date() },
    },
  });
});

/** A blind case in review, everything in it marked. */
async function blindCase() {
  const { id, institutionId, version } = await applicationOf(db);
  const tag = randomUUID().slice(0, 8);
  await db.institution.update({
    where: { id: institutionId },
    data: {
      ...{ name: `${mark} ${tag}`, nameUr: `${mark} جامعہ`, searchName: `${mark} ${tag}`.toLowerCase() },
      ...{ domain: `${mark}-${tag}.edu.pk`, website: `https://${mark}.edu.pk`, focalName: mark, focalTitle: mark },
    },
  });
  await db.user.updateMany({ where: { memberships: { some: { institutionId } } }, data: { name: `${mark} owner` } });
  await db.application.update({
    where: { id },
    data: { answers: { purpose: "We teach.", supportName: mark, supportEmail: `help@${mark}.edu.pk` } },
  });
  const by = (await db.membership.findFirstOrThrow({ where: { institutionId } })).userId;
  const file = { mediaType: "application/pdf", size: 1, uploadedById: by, institutionId };
  const bytes = () => ({ sha256: new Uint8Array([1]), content: { create: { bytes: new Uint8Array([1]) } } });
  const paper = await db.document.create({ data: { ...file, ...bytes(), purpose: "letter", fileName: `${mark}.pdf` } });
  const attached = await db.document.create({
    data: { ...file, ...bytes(), applicationId: id, purpose: "projects", fileName: `${mark} projects.pdf` },
  });
  await db.caseMessage.create({
    data: { applicationId: id, side: "INSTITUTION", authorId: by, text: mark, key: randomUUID() },
  });
  const [one, two] = [await reviewer(), await reviewer()];
  expect(
    await assignReviewers(administrator, { applicationId: id, version, reviewerIds: [one.userId, two.userId] }),
  ).toMatchObject({ ok: true });
  const reviewOf = async (who: Person) =>
    (await db.review.findFirstOrThrow({ where: { applicationId: id, reviewerId: who.userId } })).id;
  return { id, institutionId, one, two, reviewOf, papers: [paper.id, attached.id] };
}

/** What a read is asked with, by the names of what it takes: anything that belongs to the case. */
function questionsFor(read: (...given: never[]) => unknown, actor: Person, keys: readonly string[]): unknown[][] {
  const [, second = "now", third = ""] = (/\(([^)]*)/.exec(read.toString())?.[1] ?? "")
    .split(",")
    .map((one) => one.trim());
  if (second.startsWith("now")) return [[]];
  if (/^\w*ids\b/i.test(second)) return [[keys, [actor.userId]]];
  const byName = { by: "institution", order: "asc" };
  const listing = { text: mark, state: undefined, sector: undefined, page: 1 };
  return [[], third.startsWith("sort") ? [1, byName] : [listing], ...keys.map((key) => [key])];
}

/** The reads by which the person hears the mark. */
async function hearsBy(actor: Person, keys: readonly string[]) {
  const told: string[] = [];
  for (const { name, read } of reads)
    for (const args of questionsFor(read, actor, keys)) {
      // Not every read takes every key; what it refuses to look at, it does not tell.
      const answer = await Promise.resolve()
        .then(() => read(actor, ...args))
        .catch(() => null);
      const text = JSON.stringify(answer instanceof Set || answer instanceof Map ? [...answer] : answer) ?? "";
      if (text.includes(mark)) told.push(name);
    }
  return [...new Set(told)];
}

describe("a blind review", () => {
  test("tells its reviewer by no read who applies, until the decision is out", async () => {
    const { id, institutionId, one, two, reviewOf, papers } = await blindCase();
    const { receipt } = await db.application.findUniqueOrThrow({ where: { id } });
    const review = await reviewOf(one);
    const scored = { comment: "Well prepared.", version: 0 };
    expect(await submitReview(one, { reviewId: review, scores: low, ...scored })).toMatchObject({ ok: true });
    expect(await submitReview(two, { reviewId: await reviewOf(two), scores: high, ...scored })).toMatchObject({
      ok: true,
    });
    const { version } = await db.application.findUniqueOrThrow({ where: { id } });
    const opened = await openDiscussion(administrator, { applicationId: id, version });
    if (!opened.ok) throw new Error(opened.error.code);
    const { discussionId } = opened.value;
    expect(await postToDiscussion(two, { discussionId, version: 0, text: "Why so low?" })).toMatchObject({ ok: true });
    const keys = [id, institutionId, review, receipt ?? "", discussionId, ...papers];

    expect(reads.length).toBeGreaterThan(40);
    expect(await hearsBy(one, keys)).toEqual([]);
    expect((await hearsBy(administrator, [id, institutionId])).length).toBeGreaterThan(3);
    expect(await findApplication(one, id)).toMatchObject({
      isBlind: true,
      withheld: 1,
      institutionId: "",
      documents: [],
    });

    await db.application.update({ where: { id }, data: { state: "AWARDED" } });
    expect(await findApplication(one, id)).toMatchObject({ isBlind: false, institutionId });
    expect(await findInstitution(one, institutionId)).not.toBeNull();
    for (const paper of papers) expect(await findDocument(one, paper)).not.toBeNull();
    expect((await myReviews(one)).rows[0]?.application.institution?.name).toContain(mark);
  });

  test("nor by any letter or notice", async () => {
    const { one, two, reviewOf } = await blindCase();
    await db.review.updateMany({ where: { reviewerId: one.userId }, data: { assignedAt: new Date("2026-01-05") } });
    await remindReviewers(new Date());
    const taken = { reviewId: await reviewOf(two), version: 0, reason: "mistake" };
    expect(await withdrawReview(administrator, taken)).toMatchObject({ ok: true });
    const mails = await db.mail.findMany({ where: { to: { in: [one.email ?? "", two.email ?? ""] } } });
    expect(mails.map(({ letter }) => letter).sort()).toEqual([
      ...["reviewAssigned", "reviewAssigned", "reviewOverdue", "reviewWithdrawn"],
    ]);
    const notices = await db.notice.findMany({ where: { userId: { in: [one.userId, two.userId] } } });
    expect(notices.length).toBeGreaterThan(0);
    expect(JSON.stringify([mails, notices])).not.toContain(mark);
  });

  test("is asked of nobody who sees names in another office, and conflicts are found as ever", async () => {
    const { id, institutionId, version } = await applicationOf(db);
    const both = await person(db, { roles: ["REVIEWER", "APPROVER"] });
    const member = await person(db, { roles: ["REVIEWER"], member: { [institutionId]: "VIEWER" } });
    const ask = (who: Person) =>
      assignReviewers(administrator, { applicationId: id, version, reviewerIds: [who.userId] });
    expect(await ask(both)).toMatchObject({ error: { code: "reviewNotBlind" } });
    expect(await ask(member)).toMatchObject({ error: { code: "reviewerConflicted" } });
    const found = new Map((await reviewerSuggestions(administrator, id)).map((one) => [one.userId, one.conflict]));
    expect([found.get(both.userId), found.get(member.userId)]).toEqual(["office", "member"]);
    expect(await previewAssignment(administrator, [id], [both.userId])).toMatchObject([{ effect: "none" }]);
    expect((await reviewsOf(administrator, id)).blind).toBe(true);
  });

  test("is not submitted by somebody who came to such an office meanwhile", async () => {
    const { one, reviewOf } = await blindCase();
    await db.roleGrant.create({ data: { userId: one.userId, role: "OPERATOR" } });
    expect(
      await submitReview(one, { reviewId: await reviewOf(one), version: 0, scores: low, comment: "Fine." }),
    ).toMatchObject({ error: { code: "reviewNotBlind" } });
  });

  test("is stepped aside from by whoever recognises the applicant", async () => {
    const { one, reviewOf } = await blindCase();
    const recognised = { reviewId: await reviewOf(one), version: 0, reason: "recognised" };
    expect(await declareConflict(one, recognised)).toMatchObject({ ok: true });
    await db.review.update({
      where: { id: recognised.reviewId },
      data: { state: "ASSIGNED", version: 0, blind: false },
    });
    expect(await declareConflict(one, recognised)).toMatchObject({
      error: { code: "invalidInput", fields: { reason: "invalidInput" } },
    });
  });

  test("is announced to those who are about to apply", async () => {
    const phase = await db.phase.findFirstOrThrow({ where: { programmeId } });
    expect(await isPhaseBlind(administrator, phase.id)).toBe(true);
    expect(await isPhaseBlind(null, phase.id)).toBe(false);
  });
});
