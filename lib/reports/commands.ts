import { heldAt } from "../platform/auth/held.ts";
import { permissions } from "../platform/auth/permissions.ts";
import { command, done } from "../platform/command.ts";
import { fail } from "../platform/errors/result.ts";
import { nextBeginning, schedulesAtMost } from "./rules.ts";
import { EndSchedule, ExportReport, ScheduleReport } from "./schema.ts";

/** Records that somebody takes a report away. Errors: datesInvalid. */
export const exportReport = command({
  action: "reports.export",
  schema: ExportReport,
  run: async ({ input }) =>
    input.from > input.to
      ? fail("invalidInput", { fields: { to: "datesInvalid" } })
      : done(input, undefined, { from: input.from, to: input.to }),
});

/**
 * Has a report written for every week or month to come, and a link to it mailed to officials who may read it.
 * Errors: notFound (in `readers`: somebody who may not read reports), schedulesFull.
 */
export const scheduleReport = command({
  action: "reports.schedule",
  schema: ScheduleReport,
  run: async ({ tx, actor, input, now }) => {
    const readers = [...new Set(input.readers)];
    const roles = [...permissions["reports.read"]];
    const known = await tx.user.count({
      where: { id: { in: readers }, email: { not: null }, grants: { some: { role: { in: roles }, ...heldAt(now) } } },
    });
    if (known < readers.length) return fail("notFound", { fields: { readers: "notFound" } });
    // Two at once take turns, so that the second counts the first.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('reports.schedule'))`;
    if ((await tx.reportSchedule.count({ where: { endedAt: null } })) >= schedulesAtMost)
      return fail("schedulesFull", { values: { most: schedulesAtMost } });
    const { cadence } = input;
    const { id } = await tx.reportSchedule.create({
      data: {
        cadence,
        createdById: actor.userId,
        createdAt: now,
        nextAt: nextBeginning(cadence, now),
        readers: { create: readers.map((userId) => ({ userId })) },
      },
      select: { id: true },
    });
    return done({ scheduleId: id }, { kind: "reportSchedule", id }, { cadence, readers });
  },
});

/** Ends a schedule; what was written stays. Errors: notFound, alreadyDone. */
export const endSchedule = command({
  action: "reports.endSchedule",
  schema: EndSchedule,
  run: async ({ tx, input, now }) => {
    const { scheduleId: id } = input;
    if ((await tx.reportSchedule.count({ where: { id } })) === 0) return fail("notFound");
    const { count } = await tx.reportSchedule.updateMany({ where: { id, endedAt: null }, data: { endedAt: now } });
    return count === 0 ? fail("alreadyDone") : done(null, { kind: "reportSchedule", id });
  },
});
