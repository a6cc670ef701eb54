import { institutionOwner } from "../../institutions/owner.ts";
import { lockInstitution } from "../../institutions/steps.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { idleStep } from "../rules.ts";
import { RemindIdle } from "../schema.ts";
import { isBuildingOpen } from "../seats/idle.ts";
import { remind, warn } from "../seats/reminding.ts";

/**
 * Tells people that the seat they do not use, or the offer they have not taken, may be taken back, and how to keep it. Gives how
 * many. Fails with `notIdle` for a holder while the way to building is not open, and `changedMeanwhile` where one of them was told already, or uses it by now; then nobody is written to.
 */
export const remindIdle = command({
  action: "licences.remindIdle",
  schema: RemindIdle,
  owner: institutionOwner,
  run: async ({ tx, input, now }) => {
    const { institutionId } = input;
    const seatIds = [...new Set(input.seatIds)].sort();
    if (!(await lockInstitution(tx, institutionId))) return fail("notFound");
    await tx.$queryRaw`SELECT 1 FROM "Seat" WHERE id = ANY(${seatIds}::uuid[]) ORDER BY id FOR UPDATE`;
    const seats = await tx.seat.findMany({ where: { id: { in: seatIds }, licence: { institutionId } } });
    if (seats.length < seatIds.length) return fail("notFound");
    if (seats.some((seat) => idleStep(seat, now) !== "remind")) return fail("changedMeanwhile");
    if (!isBuildingOpen() && seats.some(({ state }) => state !== "OFFERED")) return fail("notIdle");
    const of = (isOffer: boolean) => seats.filter(({ state }) => (state === "OFFERED") === isOffer).map(({ id }) => id);
    await remind(tx, of(true), now);
    await warn(tx, of(false), now);
    return done({ reminded: seatIds.length }, { kind: "institution", id: institutionId }, { seats: seatIds });
  },
});
