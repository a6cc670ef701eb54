import type { Tx } from "../platform/db/client.ts";
import { workingDaysAfter } from "../platform/workingDays.ts";
import { daysOf, daysShown } from "../programmes/stepDays.ts";
import { type daysByProgramme, fewestDays } from "../programmes/steps.ts";

/** A step of a case that somebody's office has to take by a day. */
export type OverdueStep = "verification" | "review" | "decision" | "appealDecision";

/** A case whose step is over its time. Its name is what everybody may know it by. */
export type Overdue = { id: string; name: string; step: OverdueStep; since: Date; dueAt: Date };

type Programmes = Awaited<ReturnType<typeof daysByProgramme>>;

/** Open appeals that are looked at in one round; the longest waiting first. */
const appealsAtMost = 500;

/**
 * What was due before the instant that `before` makes of a programme's days and was not told at this level yet, the earliest first,
 * at most `most`; of a registration, the fewest days of any programme count.
 */
export async function overdueUntold(
  tx: Tx,
  level: 1 | 2,
  programmes: Programmes,
  before: (days: number) => Date,
  most: number,
): Promise<Overdue[]> {
  const ids = programmes.map(({ programmeId }) => programmeId);
  const instants = programmes.map(({ days }) => before(days));
  const appeals = await overdueAppeals(tx, new Map(ids.map((id, index) => [id, instants[index]])));
  return tx.$queryRaw<Overdue[]>`
    SELECT * FROM (
      SELECT id, name, 'verification' AS step, "submittedAt" AS since, "dueAt" FROM "Institution"
      WHERE state = 'SUBMITTED' AND "dueAt" < ${before(fewestDays(programmes, "escalation"))} AND "submittedAt" IS NOT NULL
      UNION ALL
      SELECT a.id, receipt, CASE WHEN state IN ('SUBMITTED', 'IN_REVIEW') THEN 'review' ELSE 'decision' END,
        COALESCE((SELECT max(at) FROM "ApplicationEvent" WHERE "applicationId" = a.id AND kind IN ('appealUpheld', 'placesAccepted')), "submittedAt"),
        "dueAt"
      FROM "Application" a
      JOIN unnest(${ids}::uuid[], ${instants}::timestamptz[]) AS programme (id, before) ON programme.id = a."programmeId"
      WHERE state IN ('SUBMITTED', 'IN_REVIEW', 'REVIEWED', 'PROPOSED') AND "dueAt" < programme.before AND "submittedAt" IS NOT NULL
      UNION ALL
      SELECT p.id, a.receipt, 'appealDecision', p."filedAt", late."dueAt"
      FROM "Appeal" p
      JOIN "Application" a ON a.id = p."applicationId"
      JOIN unnest(${appeals.map(({ id }) => id)}::uuid[], ${appeals.map(({ dueAt }) => dueAt)}::timestamptz[]) AS late (id, "dueAt") ON late.id = p.id
    ) AS overdue
    WHERE NOT EXISTS (
      SELECT 1 FROM "Escalation" e
      WHERE e."subjectId" = overdue.id AND e.step = overdue.step AND e.since = overdue.since AND e.level = ${level}
    )
    ORDER BY "dueAt", id LIMIT ${most}`;
}

/** Open appeals that were due before the instant of their programme. An appeal's day follows from the day on which it was filed. */
async function overdueAppeals(tx: Tx, before: ReadonlyMap<string, Date | undefined>) {
  const open = await tx.appeal.findMany({
    where: { state: { in: ["FILED", "PROPOSED"] } },
    select: {
      ...{ id: true, filedAt: true },
      application: { select: { programmeId: true, programme: { select: { stepDays: daysShown } } } },
    },
    orderBy: [{ filedAt: "asc" }, { id: "asc" }],
    take: appealsAtMost,
  });
  return open.flatMap(({ id, filedAt, application: { programmeId, programme } }) => {
    const dueAt = workingDaysAfter(filedAt, daysOf("appealDecision", filedAt, programme.stepDays));
    const instant = before.get(programmeId);
    return instant && dueAt < instant ? [{ id, dueAt }] : [];
  });
}
