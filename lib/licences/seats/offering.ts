import { linkTo } from "../../notifications/link.ts";
import { notifyAll } from "../../notifications/steps.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { Institution } from "../../platform/db/generated/client.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { foldText } from "../../platform/text.ts";
import { claimDays } from "../rules.ts";
import type { Invited } from "../schema.ts";
import { freeLicences } from "../steps.ts";
import { newClaimToken } from "./claimToken.ts";

/**
 * Gives each person a free licence of the institution, in order, and writes them a letter with a link that works once. Gives the
 * ids of the seats, or how many licences are free where they are fewer than people, and then nobody is offered anything.
 * Call with the institution locked and its old offers ended.
 */
export async function offerTo(
  tx: Tx,
  offer: {
    institution: Pick<Institution, "id" | "name" | "nameUr">;
    people: readonly Invited[];
    by: { userId: string; locale: string };
    now: Date;
  },
): Promise<{ seatIds: string[] } | { free: number }> {
  const { institution, people, by, now } = offer;
  const licences = await freeLicences(tx, institution.id, people.length, now);
  if (licences.length < people.length) return { free: licences.length };

  const emails = people.map((one) => one.email);
  const users = await tx.user.findMany({ where: { email: { in: emails } }, select: { email: true, locale: true } });
  const locales = new Map(users.map((user) => [user.email, user.locale]));
  const expiresAt = new Date(now.getTime() + claimDays * 86_400_000);
  const offers = people.map((person, index) => {
    const { token, hash } = newClaimToken();
    return { person, licenceId: licences[index] as string, token, hash };
  });
  const seats = await tx.seat.createManyAndReturn({
    data: offers.map(({ person, licenceId, hash }) => ({
      licenceId,
      ...person,
      searchName: foldText(`${person.name} ${person.email}`),
      claimHash: hash,
      offeredById: by.userId,
      offeredAt: now,
      expiresAt,
    })),
    select: { id: true },
  });
  await notifyAll(
    tx,
    offers.map(({ person, token }) => {
      const locale = locales.get(person.email) ?? by.locale;
      return {
        to: person.email,
        locale,
        letter: "seatOffered",
        values: (locale) => ({
          name: person.name,
          institution: inLanguage(locale, institution.name, institution.nameUr),
          link: linkTo(`/claim/${token}`, locale),
          days: claimDays,
        }),
      };
    }),
  );
  return { seatIds: seats.map(({ id }) => id) };
}
