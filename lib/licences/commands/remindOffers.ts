import { institutionOwner } from "../../institutions/owner.ts";
import { lockInstitution } from "../../institutions/steps.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { mayRemind } from "../rules.ts";
import { RemindOffers } from "../schema.ts";
import { remind } from "../seats/reminding.ts";

/**
 * Reminds people of offers that they have not taken, with a new link; the first goes on working. Gives how many. Fails with
 * `changedMeanwhile` where one of them can no longer be reminded: it was taken, was reminded a short while ago or often enough;
 * then nobody is written to.
 */
export const remindOffers = command({
  action: "licences.remindOffers",
  schema: RemindOffers,
  owner: institutionOwner,
  run: async ({ tx, input, now }) => {
    const { institutionId } = input;
    const seatIds = [...new Set(input.seatIds)].sort();
    if (!(await lockInstitution(tx, institutionId))) return fail("notFound");
    await tx.$queryRaw`SELECT 1 FROM "Seat" WHERE id = ANY(${seatIds}::uuid[]) ORDER BY id FOR UPDATE`;
    const seats = await tx.seat.findMany({ where: { id: { in: seatIds }, licence: { institutionId } } });
    if (seats.length < seatIds.length) return fail("notFound");
    if (seats.some((seat) => mayRemind(seat, now) !== "yes")) return fail("changedMeanwhile");
    await remind(tx, seatIds, now);
    return done({ reminded: seatIds.length }, { kind: "institution", id: institutionId }, { seats: seatIds });
  },
});
