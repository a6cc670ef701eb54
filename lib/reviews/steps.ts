import type { Tx } from "../platform/db/client.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { type Criterion, Rubric } from "../programmes/schema.ts";
import { isInDomains } from "./rules.ts";

/** Somebody who is to judge. */
export type Judge = { userId: string; email: string | null };

/** A conflict that can be found without asking: a membership, or a mail address in the applicant's own domain. */
export type FoundConflict = "member" | "domain";

/** Which applicants among `applicationIds` the judge stands too close to, by application id. */
export async function conflictsWith(
  tx: Tx,
  judge: Judge,
  applicationIds: readonly string[],
): Promise<Map<string, FoundConflict>> {
  const applications = await tx.application.findMany({
    where: { id: { in: [...applicationIds] } },
    select: {
      id: true,
      institution: {
        select: {
          domain: true,
          directoryEntry: { select: { domains: true } },
          memberships: { where: { userId: judge.userId, endedAt: null }, select: { id: true } },
        },
      },
    },
  });
  const found = new Map<string, FoundConflict>();
  for (const { id, institution } of applications) {
    if (institution.memberships.length > 0) found.set(id, "member");
    else if (isInDomains(judge.email, [institution.domain, ...(institution.directoryEntry?.domains ?? [])]))
      found.set(id, "domain");
  }
  return found;
}

/**
 * Why the judge may not decide on any of these applications, or null. A conflict, found or once declared, is
 * `conflictOfInterest`; whoever was asked to score one of them is `scorerMayNotDecide`.
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
  return reviews.length > 0 ? "scorerMayNotDecide" : null;
}

/** The criteria of a rubric's version; throws when there is none: an application names the one it was submitted under. */
export async function rubricOf(tx: Tx, programmeId: string, version: number): Promise<readonly Criterion[]> {
  const rubric = await tx.rubric.findUniqueOrThrow({ where: { programmeId_version: { programmeId, version } } });
  return Rubric.parse(rubric.criteria);
}
