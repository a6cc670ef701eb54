import { linkTo } from "../../notifications/link.ts";
import { notifyAll } from "../../notifications/steps.ts";
import { recordEvent } from "../../platform/audit.ts";
import { type Db, db, type Tx } from "../../platform/db/client.ts";
import { formatDate } from "../../platform/i18n/format.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { formatNumber } from "../number.ts";
import { noticeDays, reminderDays } from "../rules.ts";
import { newClaimToken } from "./claimToken.ts";

/** Reminded in one go at most; the next round takes the rest. */
const atOnce = 500;

/**
 * Reminds people of their offers, each with a link of its own beside the first, which goes on working. The rows are to be locked,
 * or moved, by the caller. Counts the reminder and writes the letters.
 */
export async function remind(tx: Tx, seatIds: readonly string[], now: Date): Promise<void> {
  const seats = await tx.seat.findMany({
    where: { id: { in: [...seatIds] } },
    include: { licence: { select: { institution: { select: { name: true, nameUr: true } } } } },
  });
  const emails = seats.map(({ email }) => email);
  const users = await tx.user.findMany({ where: { email: { in: emails } }, select: { email: true, locale: true } });
  const locales = new Map(users.map(({ email, locale }) => [email, locale]));
  const links = seats.map((seat) => ({ seat, ...newClaimToken() }));
  await tx.claimLink.createMany({ data: links.map(({ seat, hash }) => ({ hash, seatId: seat.id })) });
  await tx.seat.updateMany({
    where: { id: { in: seats.map(({ id }) => id) } },
    data: { remindedAt: now, reminders: { increment: 1 }, version: { increment: 1 } },
  });
  await notifyAll(
    tx,
    links.map(({ seat, token }) => {
      const locale = locales.get(seat.email) ?? "en";
      const { institution } = seat.licence;
      const left = Math.ceil((seat.expiresAt.getTime() - now.getTime()) / 86_400_000);
      return {
        to: seat.email,
        locale,
        letter: "seatReminder",
        values: (locale) => ({
          name: seat.name,
          institution: inLanguage(locale, institution.name, institution.nameUr),
          link: linkTo(`/claim/${token}`, locale),
          days: left,
        }),
      };
    }),
  );
}

/**
 * Tells holders that they have not said that they use their seat, until when they may say so, and that it may be taken back
 * afterwards. The rows are to be locked by the caller.
 */
export async function warn(tx: Tx, seatIds: readonly string[], now: Date): Promise<void> {
  const seats = await tx.seat.findMany({
    where: { id: { in: [...seatIds] } },
    include: {
      user: { select: { locale: true } },
      licence: { select: { number: true, institution: { select: { name: true, nameUr: true } } } },
    },
  });
  await tx.seat.updateMany({
    where: { id: { in: seats.map(({ id }) => id) } },
    data: { warnedAt: now, version: { increment: 1 } },
  });
  const by = new Date(now.getTime() + noticeDays * 86_400_000);
  await notifyAll(
    tx,
    seats.map(({ name, email, user, licence: { number, institution } }) => ({
      to: email,
      locale: user?.locale ?? "en",
      letter: "seatIdle",
      values: (locale) => ({
        ...{ name, number: formatNumber(number), by: formatDate(by, locale), link: linkTo("/seat", locale) },
        institution: inLanguage(locale, institution.name, institution.nameUr),
      }),
    })),
  );
}

/**
 * Reminds, by the clock, whoever has not taken an offer a week after it, and once more a week later; and ends the offers whose
 * time is over, so that their seats are free. Gives how many were reminded.
 */
export function tendOffers(now = new Date(), database: Db = db()): Promise<number> {
  return database.$transaction(async (tx) => {
    await tx.seat.updateMany({
      where: { state: "OFFERED", expiresAt: { lte: now } },
      data: { state: "RELEASED", releasedAt: now, version: { increment: 1 } },
    });
    const [first, second] = reminderDays.map((days) => new Date(now.getTime() - days * 86_400_000));
    const due = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM "Seat" WHERE state = 'OFFERED' AND (
        (reminders = 0 AND "offeredAt" <= ${first})
        OR (reminders = 1 AND "offeredAt" <= ${second} AND "remindedAt" <= ${first}))
      ORDER BY id LIMIT ${atOnce} FOR UPDATE SKIP LOCKED`;
    if (due.length === 0) return 0;
    await remind(
      tx,
      due.map(({ id }) => id),
      now,
    );
    await recordEvent(tx, {
      actor: { kind: "system", name: "worker" },
      action: "licences.remindOffers",
      outcome: "DONE",
      data: { seats: due.length },
    });
    return due.length;
  });
}
