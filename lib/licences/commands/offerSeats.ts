import { institutionOwner } from "../../institutions/owner.ts";
import { lockInstitution } from "../../institutions/steps.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { OfferSeats } from "../schema.ts";
import { offerTo } from "../seats/offering.ts";
import { releaseExpiredOffers } from "../steps.ts";

/**
 * Offers a seat to each of 1 to 100 people and mails each a link that works once. Gives the ids of the seats.
 * Fails with `duplicate` when somebody already has a seat or offer here, or is named twice, and with `noFreeSeats` when
 * fewer licences are free than people are named, `institutionSuspended` while that lasts; then nobody is offered anything. Offers that ran out are ended on the way.
 */
export const offerSeats = command({
  action: "licences.offerSeat",
  schema: OfferSeats,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, people } = input;
    const institution = await lockInstitution(tx, institutionId);
    if (!institution) return fail("notFound");
    if (institution.state === "SUSPENDED") return fail("institutionSuspended");
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

    const offered = await offerTo(tx, { institution, people, by: actor, now });
    if ("free" in offered) return fail("noFreeSeats", { values: { free: offered.free, asked: people.length } });
    const { seatIds } = offered;
    return done({ seatIds }, { kind: "institution", id: institutionId }, { seats: seatIds });
  },
});
