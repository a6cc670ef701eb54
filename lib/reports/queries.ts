import type { Actor } from "../platform/auth/actor.ts";
import { heldAt } from "../platform/auth/held.ts";
import { may, permissions } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { Role } from "../platform/db/generated/enums.ts";
import { isId } from "../platform/ids.ts";
import { reading } from "../platform/reading.ts";
import { type ReportFigures, reportFigures } from "./figures.ts";
import { type Period, schedulesAtMost } from "./rules.ts";

/** Offices that may read reports, by the table of permissions. */
export const readerRoles: Role[] = [...permissions["reports.read"]];

/** The figures of a period, or null for whoever may not read them. */
export async function report(actor: Actor, period: Period): Promise<ReportFigures | null> {
  return may(actor, "reports.read") ? reportFigures(period) : null;
}

/** The schedules that stand, each with its readers and its newest files; empty for whoever may not read reports. */
export async function reportSchedules(actor: Actor) {
  if (!may(actor, "reports.read")) return [];
  return db().reportSchedule.findMany({
    where: { endedAt: null },
    select: {
      id: true,
      cadence: true,
      nextAt: true,
      readers: { select: { user: { select: { id: true, name: true } } }, take: 50 },
      files: { select: { id: true, fromDay: true, toDay: true }, orderBy: { fromDay: "desc" }, take: 6 },
    },
    orderBy: { createdAt: "asc" },
    take: schedulesAtMost,
  });
}

/** Whom a report can be sent to: officials who may read it and have an address; at most 100. */
export async function possibleReaders(actor: Actor) {
  if (!may(actor, "reports.schedule")) return [];
  return db().user.findMany({
    where: { email: { not: null }, grants: { some: { role: { in: readerRoles }, ...heldAt(new Date()) } } },
    select: { id: true, name: true },
    orderBy: [{ name: "asc" }, { id: "asc" }],
    take: 100,
  });
}

/** A report that was written, for those who may read reports. */
export const findReportFile = reading("reports.read", "reportFile", async (actor: Actor, id: string) => {
  if (!may(actor, "reports.read") || !isId(id)) return null;
  return db().reportFile.findUnique({ where: { id }, include: { schedule: { select: { cadence: true } } } });
});
