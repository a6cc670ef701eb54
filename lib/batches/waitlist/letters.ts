import { statusLinkFor } from "../../applications/statusLink.ts";
import { institutionRecipients } from "../../institutions/steps.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import { atWork } from "../../platform/auth/held.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { PlaceOffer } from "../../platform/db/generated/client.ts";
import { formatDate } from "../../platform/i18n/format.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";

/** Tells the owner and editors of an institution that places are offered to it, or that it let an offer lapse. */
export async function tellOffered(
  tx: Tx,
  offer: Pick<PlaceOffer, "applicationId" | "seats" | "until">,
  letter: "placesOffered" | "placesLapsed",
): Promise<void> {
  const { applicationId, seats, until } = offer;
  const { receipt, institution, ...application } = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    include: { institution: true },
  });
  for (const { to, locale } of await institutionRecipients(tx, institution.id)) {
    const status = await statusLinkFor(tx, { applicationId, email: to, locale });
    await notify(tx, {
      ...{ to, locale, letter },
      values: (locale) => ({
        ...{ receipt: receipt ?? "", seats, asked: application.seats ?? 0, ...status },
        institution: inLanguage(locale, institution.name, institution.nameUr),
        by: formatDate(until, locale),
        link: linkTo(`/applications/${applicationId}`, locale),
      }),
    });
  }
}

/** At most this many administrators hear that places are free for the next. */
const toldAtMost = 50;

/** Tells the administrators at work that offered places came back and wait to be offered to the next. */
export async function tellPlacesFree(tx: Tx, seats: number, now: Date): Promise<void> {
  const administrators = await tx.user.findMany({
    where: { email: { not: null }, ...atWork("ADMINISTRATOR", now) },
    select: { email: true, locale: true },
    orderBy: { createdAt: "asc" },
    take: toldAtMost,
  });
  for (const { email, locale } of administrators)
    if (email !== null)
      await notify(tx, {
        ...{ to: email, locale, letter: "placesFree" },
        values: (locale) => ({ seats, link: linkTo("/desk/waitlist", locale) }),
      });
}
