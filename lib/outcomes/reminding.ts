import { institutionRecipients } from "../institutions/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { notifyAll } from "../notifications/steps.ts";
import { recordEvent } from "../platform/audit.ts";
import { type Db, db } from "../platform/db/client.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import { reportedSince } from "./rules.ts";

/** Institutions asked in one go; the next round takes the rest. */
const atOnce = 50;

/**
 * Asks owner and editors of each institution with licences in force what came of them, when nothing was reported for half a year; and
 * again half a year later. Nobody else is told. Gives how many institutions were asked.
 */
export function askForReports(now = new Date(), database: Db = db()): Promise<number> {
  const since = reportedSince(now);
  return database.$transaction(async (tx) => {
    const due = await tx.$queryRaw<{ id: string; name: string; nameUr: string | null }[]>`
      SELECT i.id, i.name, i."nameUr" FROM "Institution" AS i
      WHERE i.state <> 'MERGED'
        AND (i."reportedAt" IS NULL OR i."reportedAt" <= ${since})
        AND (i."reportAskedAt" IS NULL OR i."reportAskedAt" <= ${since})
        AND EXISTS (SELECT 1 FROM "Licence" AS l WHERE l."institutionId" = i.id AND l.state = 'ACTIVE'
          AND l."validUntil" > ${now} AND l."issuedAt" <= ${since})
      ORDER BY i.id LIMIT ${atOnce} FOR NO KEY UPDATE OF i SKIP LOCKED`;
    if (due.length === 0) return 0;
    const ids = due.map(({ id }) => id);
    await tx.institution.updateMany({ where: { id: { in: ids } }, data: { reportAskedAt: now } });
    for (const { id, name, nameUr } of due)
      await notifyAll(
        tx,
        (await institutionRecipients(tx, id)).map(({ to, locale }) => ({
          ...{ to, locale, letter: "reportDue" as const },
          values: (language) => ({
            institution: inLanguage(language, name, nameUr),
            link: linkTo(`/institutions/${id}/report`, language),
          }),
        })),
      );
    await recordEvent(tx, {
      actor: { kind: "system", name: "worker" },
      action: "outcomes.ask",
      outcome: "DONE",
      data: { institutions: due.length },
    });
    return due.length;
  });
}
