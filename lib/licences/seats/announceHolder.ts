import { institutionRecipients } from "../../institutions/steps.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import { releaseReason } from "../../notifications/words.ts";
import type { Tx } from "../../platform/db/client.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { formatNumber } from "../number.ts";
import type { ReleaseReason } from "../rules.ts";

/** Tells somebody that their seat was taken back, and why. */
export async function announceRelease(tx: Tx, seatId: string, reason: ReleaseReason): Promise<void> {
  const { seat, locale, values } = await seatValues(tx, seatId);
  await notify(tx, {
    to: seat.email,
    locale,
    letter: "seatReleased",
    values: (locale) => ({ ...values(locale), reason: releaseReason(locale, reason) }),
  });
}

/**
 * Tells the institution that somebody wishes a seat to be bound to another identity, and the seat's own address too: whoever lost
 * nothing learns that somebody else has their letter.
 */
export async function announceRebindWish(tx: Tx, seatId: string): Promise<void> {
  const { seat, locale: holders, values, institution } = await seatValues(tx, seatId);
  await notify(tx, { to: seat.email, locale: holders, letter: "seatMoveAskedHolder", values });
  const path = `/institutions/${institution.id}/seats/${seatId}`;
  for (const { to, locale } of await institutionRecipients(tx, institution.id))
    await notify(tx, {
      to,
      locale,
      letter: "seatMoveAsked",
      values: (locale) => ({ ...values(locale), link: linkTo(path, locale) }),
    });
}

/** Tells a holder what came of their wish. */
export async function announceRebind(tx: Tx, rebindId: string, letter: "seatMoved" | "seatNotMoved"): Promise<void> {
  const { seatId, user } = await tx.seatRebind.findUniqueOrThrow({
    where: { id: rebindId },
    include: { user: { select: { locale: true } } },
  });
  const { seat, values } = await seatValues(tx, seatId);
  const { locale } = user;
  await notify(tx, {
    to: seat.email,
    locale,
    letter,
    values: (locale) => ({ ...values(locale), link: linkTo("/seat", locale) }),
  });
}

async function seatValues(tx: Tx, seatId: string) {
  const seat = await tx.seat.findUniqueOrThrow({
    where: { id: seatId },
    include: {
      user: { select: { locale: true } },
      licence: { include: { institution: { select: { id: true, name: true, nameUr: true } } } },
    },
  });
  const { institution, number } = seat.licence;
  const locale = seat.user?.locale ?? "en";
  return {
    seat,
    locale,
    institution,
    values: (locale: string) => ({
      name: seat.name,
      institution: inLanguage(locale, institution.name, institution.nameUr),
      number: formatNumber(number),
    }),
  };
}
