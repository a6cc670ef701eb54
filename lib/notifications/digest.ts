import { db, type Tx } from "../platform/db/client.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import { linkTo } from "./link.ts";
import { lastDigest } from "./rules.ts";
import { writeMails } from "./steps.ts";

/** People whose digest is written in one go; the next round takes the rest. */
const atOnce = 200;
/** Notices that one digest names; the rest is in the portal. */
const namedAtMost = 40;

/**
 * Writes the digest of the day to whoever has notices waiting from before nine o'clock in Pakistan: one mail for each person, with a
 * line and a link for each notice. Gives how many were written. A second run finds nothing left.
 */
export async function writeDigests(now = new Date()): Promise<number> {
  const before = lastDigest(now);
  const waiting = await db().notice.findMany({
    where: { daily: true, digestedAt: null, createdAt: { lt: before } },
    distinct: ["userId"],
    select: { userId: true },
    orderBy: { userId: "asc" },
    take: atOnce,
  });
  let written = 0;
  for (const { userId } of waiting)
    if (await db().$transaction((tx) => writeDigest(tx, userId, before, now))) written++;
  return written;
}

async function writeDigest(tx: Tx, userId: string, before: Date, now: Date): Promise<boolean> {
  const { email, locale } = await tx.user.findUniqueOrThrow({
    where: { id: userId },
    select: { email: true, locale: true },
  });
  const where = { userId, daily: true, digestedAt: null, createdAt: { lt: before } };
  // Locked by the change: of two workers the second finds none.
  const notices = await tx.notice.updateManyAndReturn({
    where,
    data: { digestedAt: now },
    select: { subjectEn: true, subjectUr: true, path: true, createdAt: true },
  });
  if (notices.length === 0 || email === null) return false;
  const named = [...notices].sort((a, b) => +a.createdAt - +b.createdAt).slice(0, namedAtMost);
  await writeMails(tx, [
    {
      to: email,
      locale,
      letter: "digest",
      values: {
        count: notices.length,
        notices: named
          .map(({ subjectEn, subjectUr, path }) => {
            const subject = inLanguage(locale, subjectEn, subjectUr);
            return path
              ? `${subject}
${linkTo(path, locale)}`
              : subject;
          })
          .join("\n\n"),
        link: linkTo("/notices", locale),
      },
    },
  ]);
  return true;
}
