import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { isSeatStep } from "../rules.ts";
import { WithdrawOffer } from "../schema.ts";
import { seatOwner } from "../seats/owner.ts";
import { endOffer } from "../seats/takingBack.ts";

/** Takes back an offer that nobody has claimed; its links stop working and the seat is free again. Fails with `claimUsed` afterwards. */
export const withdrawOffer = command({
  action: "licences.withdrawOffer",
  schema: WithdrawOffer,
  owner: seatOwner,
  run: async ({ tx, input, now }) => {
    const { seatId, version } = input;
    const seat = await tx.seat.findUniqueOrThrow({ where: { id: seatId }, select: { state: true } });
    if (seat.state === "RELEASED") return fail("alreadyDone");
    if (seat.state !== "OFFERED" || !isSeatStep(seat.state, "RELEASED")) return fail("claimUsed");
    const ended = await endOffer(tx, seatId, { version, now });
    if (!ended.ok) return ended;
    return done({ seatId }, { kind: "seat", id: seatId });
  },
});
