import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { recordEvent } from "../platform/audit.ts";
import { heldAt } from "../platform/auth/held.ts";
import { permissions } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import { formatDate } from "../platform/i18n/format.ts";
import { reportCsv } from "./csv.ts";
import { reportFigures } from "./figures.ts";
import { instantsOf, lastWhole, nextBeginning } from "./rules.ts";

/**
 * Writes the reports that are due at `now`: a file in the database, and a mail with a link that needs signing in to those of the
 * readers who may still read reports. After a long pause only the last whole week or month is written. Gives how many were.
 */
export async function writeReports(now = new Date()): Promise<number> {
  const due = await db().reportSchedule.findMany({
    where: { endedAt: null, nextAt: { lte: now } },
    select: { id: true, cadence: true, nextAt: true },
    take: 20,
  });
  let written = 0;
  for (const { id, cadence, nextAt } of due) {
    const period = lastWhole(cadence, now);
    const csv = reportCsv(await reportFigures(period, now));
    written += await db().$transaction(async (tx) => {
      // Whoever sets it on first writes it; a second worker finds nothing due.
      const { count } = await tx.reportSchedule.updateMany({
        where: { id, nextAt, endedAt: null },
        data: { nextAt: nextBeginning(cadence, now) },
      });
      if (count === 0) return 0;
      const file = await tx.reportFile.create({
        data: { scheduleId: id, fromDay: period.from, toDay: period.to, csv, createdAt: now },
        select: { id: true },
      });
      await recordEvent(tx, {
        actor: { kind: "system", name: "worker" },
        action: "reports.write",
        outcome: "DONE",
        subject: { kind: "reportFile", id: file.id },
        data: { from: period.from, to: period.to },
      });
      const readers = await tx.user.findMany({
        where: {
          email: { not: null },
          reports: { some: { scheduleId: id } },
          grants: { some: { role: { in: [...permissions["reports.read"]] }, ...heldAt(now) } },
        },
        select: { email: true, locale: true },
        take: 50,
      });
      const { begins, ends } = instantsOf(period);
      for (const { email, locale } of readers) {
        if (email === null) continue;
        await notify(tx, {
          to: email,
          locale,
          letter: "reportWritten",
          values: (locale) => ({
            from: formatDate(begins, locale),
            to: formatDate(new Date(ends.getTime() - 1), locale),
            link: linkTo(`/desk/reports/files/${file.id}`, locale),
          }),
        });
      }
      return 1;
    });
  }
  return written;
}
