import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { stepName } from "../notifications/words.ts";
import { recordEvent } from "../platform/audit.ts";
import { awayAt, heldAt } from "../platform/auth/held.ts";
import { db, type Tx } from "../platform/db/client.ts";
import type { Role } from "../platform/db/generated/enums.ts";
import { formatDate } from "../platform/i18n/format.ts";
import { workingDaysBefore } from "../platform/workingDays.ts";
import { daysByProgramme } from "../programmes/steps.ts";
import { type Overdue, type OverdueStep, overdueUntold } from "./overdue.ts";

/** Whose office a step is. */
const offices: Record<OverdueStep, readonly Role[]> = {
  verification: ["ADMINISTRATOR"],
  review: ["REVIEWER"],
  decision: ["APPROVER"],
  appealDecision: ["APPROVER", "ADMINISTRATOR"],
};

/** Where the cases of a step are listed. */
const lists: Record<OverdueStep, string> = {
  verification: "/desk/institutions?due=overdue",
  review: "/desk/applications?due=overdue",
  decision: "/desk/applications?due=overdue",
  appealDecision: "/desk/appeals",
};

/** Found in one go at most; the next round takes the rest. A letter names as many. */
const atOnce = 50;
/** At most this many people hear of one round. */
const toldAtMost = 100;

/**
 * Tells of cases that are overdue, once for each step: the administrators who are at work as soon as one is, and everybody
 * whose office the step is, on leave or not, when it stays so for the working days that the programme says. One letter for all cases of a round. Gives how many there were.
 */
export function escalateOverdue(now = new Date()): Promise<number> {
  return db().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('applications.escalate'))`;
    const programmes = await daysByProgramme(tx, "escalation", now);
    const first = await raise(tx, 1, programmes, () => now, now);
    const second = await raise(tx, 2, programmes, (days) => workingDaysBefore(now, days), now);
    return first + second;
  });
}

type Programmes = Awaited<ReturnType<typeof daysByProgramme>>;

/** Tells of what was due before the instant that `before` makes of a programme's days; of a registration, of the fewest of any. */
async function raise(
  tx: Tx,
  level: 1 | 2,
  programmes: Programmes,
  before: (days: number) => Date,
  now: Date,
): Promise<number> {
  const cases = await overdueUntold(tx, level, programmes, before, atOnce);
  if (cases.length === 0) return 0;
  await tx.escalation.createMany({
    data: cases.map(({ id, step, since }) => ({ subjectId: id, step, since, level, at: now })),
  });
  await recordEvent(tx, {
    actor: { kind: "system", name: "worker" },
    action: "applications.escalate",
    outcome: "DONE",
    data: { level, cases: cases.map(({ id }) => id) },
  });
  for (const role of level === 1 ? (["ADMINISTRATOR"] as const) : officesOf(cases))
    await tell(tx, role, level === 1 ? cases : cases.filter(({ step }) => offices[step].includes(role)), level, now);
  return cases.length;
}

function officesOf(cases: readonly Overdue[]): Role[] {
  return [...new Set(cases.flatMap(({ step }) => offices[step]))];
}

async function tell(tx: Tx, role: Role, cases: readonly Overdue[], level: 1 | 2, now: Date): Promise<void> {
  const readers = await tx.user.findMany({
    where: {
      email: { not: null },
      grants: { some: { role, ...heldAt(now) } },
      ...(level === 1 && { absences: { none: awayAt(now) } }),
    },
    select: { email: true, locale: true },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: toldAtMost,
  });
  const path = role === "REVIEWER" ? "/desk/reviews" : listOf(cases);
  for (const { email, locale } of readers) {
    if (email === null) continue;
    await notify(tx, {
      to: email,
      locale,
      letter: "casesOverdue",
      values: (locale) => ({
        count: cases.length,
        level: level === 1 ? "first" : "second",
        cases: cases
          .map(({ name, step, dueAt }) => `${name}: ${stepName(locale, step)}, ${formatDate(dueAt, locale)}`)
          .join("\n"),
        link: linkTo(path, locale),
      }),
    });
  }
}

/** The list of all of the cases; the desk itself where they are in several. */
function listOf(cases: readonly Overdue[]): string {
  const found = new Set(cases.map(({ step }) => lists[step]));
  const [one = "/desk"] = found;
  return found.size === 1 ? one : "/desk";
}
