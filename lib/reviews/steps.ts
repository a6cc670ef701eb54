import { applicationForDecision, moveApplication } from "../applications/steps.ts";
import { type Closeness, closenessTo, type Judge } from "../desk/closeness.ts";
import { notify } from "../notifications/steps.ts";
import { heldAt } from "../platform/auth/held.ts";
import type { Tx } from "../platform/db/client.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { type Criterion, Rubric } from "../programmes/schema.ts";
import { applicantIn } from "./applicantIn.ts";
import { type Difference, differences } from "./differences.ts";
import { placeTaking, type WithdrawnBecause } from "./rules.ts";
import { StoredScores } from "./schema.ts";

/** What keeps somebody from reviewing: a conflict, or an office in which they see who applies, where reviews are blind. */
export type FoundObstacle = Closeness | "office";

/** Which applicants among `applicationIds` the judge stands too close to at `now`, by application id. */
export async function conflictsWith(
  tx: Tx,
  judge: Judge,
  applicationIds: readonly string[],
  now = new Date(),
): Promise<Map<string, Closeness>> {
  const applications = await tx.application.findMany({
    where: { id: { in: [...applicationIds] } },
    select: { id: true, institutionId: true },
  });
  const ids = applications.map(({ institutionId }) => institutionId);
  const close = await closenessTo(tx, judge, ids, now);
  return new Map(
    applications.flatMap(({ id, institutionId }) => {
      const found = close.get(institutionId);
      return found ? [[id, found] as const] : [];
    }),
  );
}

/**
 * What keeps the judge from reviewing which of the applications, by application id: whoever stands too close, and where reviews are
 * blind also whoever holds another office than a reviewer's at `now`, since every other one sees who applies.
 */
export async function obstaclesToReviewing(
  tx: Tx,
  judge: Judge,
  applicationIds: readonly string[],
  now = new Date(),
): Promise<Map<string, FoundObstacle>> {
  const found = new Map<string, FoundObstacle>(await conflictsWith(tx, judge, applicationIds, now));
  const otherOffices = await tx.roleGrant.count({
    where: { userId: judge.userId, role: { not: "REVIEWER" }, ...heldAt(now) },
  });
  if (otherOffices === 0 || applicationIds.length === 0) return found;
  const blind = await tx.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM "Application" a
    JOIN "Rubric" r ON r."programmeId" = a."programmeId" AND r.version = a."rubricVersion"
    WHERE r.blind AND a.id = ANY(${[...applicationIds]}::uuid[])`;
  for (const { id } of blind) if (!found.has(id)) found.set(id, "office");
  return found;
}

/**
 * Why the judge may not decide on any of these applications, or null. A conflict, found or once declared, is
 * `conflictOfInterest`; whoever was asked to score one of them is `scorerMayNotDecide`, unless the request was taken back before
 * they did.
 */
export async function obstacleToDeciding(
  tx: Tx,
  judge: Judge,
  applicationIds: readonly string[],
): Promise<ErrorCode | null> {
  if ((await conflictsWith(tx, judge, applicationIds)).size > 0) return "conflictOfInterest";
  const reviews = await tx.review.findMany({
    where: { reviewerId: judge.userId, applicationId: { in: [...applicationIds] } },
    select: { state: true },
  });
  if (reviews.some((review) => review.state === "CONFLICTED")) return "conflictOfInterest";
  return reviews.some((review) => review.state !== "WITHDRAWN") ? "scorerMayNotDecide" : null;
}

/** The criteria of a rubric's version; throws when there is none: an application names the one it was submitted under. */
export async function rubricOf(tx: Tx, programmeId: string, version: number): Promise<readonly Criterion[]> {
  const rubric = await tx.rubric.findUniqueOrThrow({ where: { programmeId_version: { programmeId, version } } });
  return Rubric.parse(rubric.criteria);
}

/** Are the reviews by this version of the rubric blind? */
export async function isBlindRubric(tx: Tx, programmeId: string, version: number): Promise<boolean> {
  return (await tx.rubric.count({ where: { programmeId, version, blind: true } })) > 0;
}

/** From which difference of two totals on a case of this rubric is flagged; hundredths of a percent. */
export async function spreadOf(tx: Tx, programmeId: string, version: number): Promise<number> {
  const rubric = await tx.rubric.findUniqueOrThrow({ where: { programmeId_version: { programmeId, version } } });
  return rubric.spread;
}

/** Where the reviews of a case that were submitted differ; none while fewer than two were. */
export async function differencesOf(
  tx: Tx,
  application: { id: string; programmeId: string; rubricVersion: number },
): Promise<Difference[]> {
  const { id, programmeId, rubricVersion } = application;
  const [criteria, spread, reviews] = [
    await rubricOf(tx, programmeId, rubricVersion),
    await spreadOf(tx, programmeId, rubricVersion),
    await tx.review.findMany({
      where: { applicationId: id, state: "SUBMITTED" },
      select: { scores: true, total: true },
    }),
  ];
  const scored = reviews.map(({ scores, total }) => ({ scores: StoredScores.parse(scores), total: total ?? 0 }));
  return differences(criteria, spread, scored);
}

/** Whatever counts an application's reviews and then acts on the count holds this until its transaction ends. */
export async function lockApplication(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Application" WHERE id = ${id}::uuid FOR UPDATE`;
}

/**
 * Puts an application that was left without any reviewer back into the queue. Call with the application locked.
 * Errors: changedMeanwhile.
 */
export async function requeueWithoutReviewers(tx: Tx, applicationId: string): Promise<Result<void>> {
  const left = await tx.review.count({ where: { applicationId, state: { in: [...placeTaking] } } });
  const application = await tx.application.findUniqueOrThrow({ where: { id: applicationId }, select: { state: true } });
  if (left > 0 || application.state !== "IN_REVIEW") return ok(undefined);
  return moveApplication(tx, { id: applicationId, from: "IN_REVIEW", to: "SUBMITTED" });
}

/**
 * Takes a review back that was not submitted, which frees its place, and tells the reviewer.
 * Errors: changedMeanwhile when it is no longer waiting, or has another version than `version`.
 */
export async function takeBackReview(
  tx: Tx,
  review: { id: string; applicationId: string; reviewerId: string; version: number },
  reason: WithdrawnBecause,
): Promise<Result<void>> {
  const { id, applicationId, reviewerId, version } = review;
  await lockApplication(tx, applicationId);
  const { count } = await tx.review.updateMany({
    where: { id, state: "ASSIGNED", version },
    data: { state: "WITHDRAWN", version: { increment: 1 }, withdrawReason: reason },
  });
  if (count === 0) return fail("changedMeanwhile");
  const requeued = await requeueWithoutReviewers(tx, applicationId);
  if (!requeued.ok) return requeued;
  const { blind } = await tx.review.findUniqueOrThrow({ where: { id }, select: { blind: true } });
  const application = await applicationForDecision(tx, applicationId);
  const reviewer = await tx.user.findUniqueOrThrow({
    where: { id: reviewerId },
    select: { email: true, locale: true },
  });
  if (application && reviewer.email !== null)
    await notify(tx, {
      to: reviewer.email,
      locale: reviewer.locale,
      letter: "reviewWithdrawn",
      values: (locale) => ({
        receipt: application.receipt,
        ...applicantIn(locale, { blind }, application.institution),
      }),
    });
  return ok(undefined);
}
