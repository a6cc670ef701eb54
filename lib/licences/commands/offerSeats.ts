import { institutionOwner } from "../../institutions/owner.ts";
import { lockInstitution } from "../../institutions/steps.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { foldText } from "../../platform/text.ts";
import { newClaimToken } from "../claimToken.ts";
import { claimDays } from "../rules.ts";
import { OfferSeats } from "../schema.ts";
import { freeLicences, releaseExpiredOffers } from "../steps.ts";

/**
 * Offers a seat to each of 1 to 100 people and mails each a link that works once. Gives the ids of the seats.
 * Fails with `duplicate` when somebody already has a seat or offer here, or is named twice, and with `noFreeSeats` when
 * fewer licences are free than people are named; then nobody is offered anything. Offers that ran out are ended on the way.
 */
export const offerSeats = command({
  action: "licences.offerSeat",
  schema: OfferSeats,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, people } = input;
    const institution = await lockInstitution(tx, institutionId);
    if (!institution) return fail("notFound");
    await releaseExpiredOffers(tx, institutionId, now);

    const repeated = people.findIndex((one, at) => people.findIndex((other) => other.email === one.email) < at);
    if (repeated >= 0) return fail("duplicate", { fields: { [`people.${repeated}.email`]: "duplicate" } });
    const emails = people.map((one) => one.email);
    const seated = await tx.seat.findMany({
      where: {
        email: { in: emails },
        state: { not: "RELEASED" },
        licence: { institutionId, state: { not: "REVOKED" } },
      },
      select: { email: true },
    });
    if (seated.length > 0) {
      const at = seated.map((seat) => emails.indexOf(seat.email));
      return fail("duplicate", {
        fields: Object.fromEntries(at.map((index) => [`people.${index}.email`, "duplicate"])),
      });
    }

    const licences = await freeLicences(tx, institutionId, people.length, now);
    if (licences.length < people.length)
      return fail("noFreeSeats", { values: { free: licences.length, asked: people.length } });

    const locales = new Map(
      (await tx.user.findMany({ where: { email: { in: emails } }, select: { email: true, locale: true } })).map(
        (user) => [user.email, user.locale],
      ),
    );
    const expiresAt = new Date(now.getTime() + claimDays * 86_400_000);
    const seatIds: string[] = [];
    for (const [index, person] of people.entries()) {
      const licenceId = licences[index];
      if (licenceId === undefined) throw new Error("fewer licences than people");
      const { token, hash } = newClaimToken();
      const seat = await tx.seat.create({
        data: {
          licenceId,
          ...person,
          searchName: foldText(`${person.name} ${person.email}`),
          claimHash: hash,
          offeredById: actor.userId,
          offeredAt: now,
          expiresAt,
        },
        select: { id: true },
      });
      seatIds.push(seat.id);
      const locale = locales.get(person.email) ?? actor.locale;
      await notify(tx, {
        to: person.email,
        locale,
        letter: "seatOffered",
        values: {
          name: person.name,
          institution: inLanguage(locale, institution.name, institution.nameUr),
          link: linkTo(`/claim/${token}`, locale),
          days: claimDays,
        },
      });
    }
    return done({ seatIds }, { kind: "institution", id: institutionId }, { seats: seatIds });
  },
});
