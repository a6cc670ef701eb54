import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { idleStep } from "../rules.ts";
import { ReclaimSeat } from "../schema.ts";
import { seatOwner } from "../seats/owner.ts";
import { endOffer, takeFromHolder } from "../seats/takingBack.ts";

/**
 * Takes back one idle seat, or an idle offer, whose person was told of it long enough ago: an offer ends at once, a seat is free
 * once the registry has taken the licence from its holder. Fails with `alreadyDone` when it is free, `notIdle` where it is in use by
 * now or its person has time to answer, and as a release does.
 */
export const reclaimSeat = command({
  action: "licences.reclaimSeat",
  schema: ReclaimSeat,
  owner: seatOwner,
  run: async ({ tx, input, now }) => {
    const { seatId, version, reason } = input;
    const seat = await tx.seat.findUniqueOrThrow({ where: { id: seatId }, include: { licence: true } });
    if (seat.state === "RELEASED") return fail("alreadyDone");
    if (idleStep(seat, now) !== "reclaim") return fail("notIdle");
    const taken =
      seat.state === "OFFERED"
        ? await endOffer(tx, seatId, { version, now })
        : await takeFromHolder(tx, seat, { version, reason, now });
    if (!taken.ok) return taken;
    return done({ seatId }, { kind: "seat", id: seatId }, { reason, licenceId: seat.licenceId });
  },
});
