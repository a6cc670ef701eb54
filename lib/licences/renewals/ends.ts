import { institutionRecipients } from "../../institutions/steps.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import { type Db, db, type Tx } from "../../platform/db/client.ts";
import { formatDate } from "../../platform/i18n/format.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { formatNumber } from "../number.ts";
import { endNoticeDays, lastDay } from "../rules.ts";

/** Licences taken up in one go at most; the next round takes the rest. */
const atOnce = 1_500;

/**
 * Writes to institutions whose licences end soon, two months and two weeks before, one letter for all of them; two weeks before,
 * to each holder as well. Gives how many licences there were.
 */
export function announceEnds(now = new Date(), database: Db = db()): Promise<number> {
  return database.$transaction(async (tx) => {
    const [far, near] = endNoticeDays.map((days) => new Date(now.getTime() + days * 86_400_000));
    const due = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Licence" WHERE state = 'ACTIVE' AND "validUntil" > ${now} AND (
        ("endNotices" = 0 AND "validUntil" <= ${far}) OR ("endNotices" = 1 AND "validUntil" <= ${near}))
      ORDER BY id LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`;
    const licences = await tx.licence.findMany({
      where: { id: { in: due.map(({ id }) => id) } },
      include: {
        institution: { select: { id: true, name: true, nameUr: true } },
        seats: { where: { state: "BOUND" }, include: { user: { select: { locale: true } } } },
      },
      orderBy: { validUntil: "asc" },
    });
    for (const of of Map.groupBy(licences, ({ institutionId }) => institutionId).values())
      await tellInstitution(tx, of);
    for (const licence of licences) {
      const isNear = near !== undefined && (licence.validUntil ?? now) <= near;
      await tx.licence.update({ where: { id: licence.id }, data: { endNotices: isNear ? 2 : 1 } });
      if (isNear) await tellHolders(tx, licence);
    }
    return licences.length;
  });
}

type Ending = {
  number: string;
  validUntil: Date | null;
  institution: { id: string; name: string; nameUr: string | null };
  seats: { name: string; email: string; user: { locale: string } | null }[];
};

async function tellInstitution(tx: Tx, licences: Ending[]): Promise<void> {
  const [first] = licences;
  if (!first) return;
  const { institution } = first;
  for (const { to, locale } of await institutionRecipients(tx, institution.id))
    await notify(tx, {
      to,
      locale,
      letter: "licencesEnding",
      values: (locale) => ({
        institution: inLanguage(locale, institution.name, institution.nameUr),
        licences: licences.length,
        date: dayOf(first, locale),
        link: linkTo(`/institutions/${institution.id}/seats`, locale),
      }),
    });
}

async function tellHolders(tx: Tx, licence: Ending): Promise<void> {
  for (const seat of licence.seats) {
    const locale = seat.user?.locale ?? "en";
    await notify(tx, {
      to: seat.email,
      locale,
      letter: "seatEnding",
      values: (locale) => ({
        name: seat.name,
        number: formatNumber(licence.number),
        institution: inLanguage(locale, licence.institution.name, licence.institution.nameUr),
        date: dayOf(licence, locale),
      }),
    });
  }
}

function dayOf({ validUntil }: { validUntil: Date | null }, locale: string): string {
  return validUntil ? formatDate(lastDay(validUntil), locale) : "";
}
