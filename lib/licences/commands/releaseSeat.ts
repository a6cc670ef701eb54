import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { ReleaseSeat } from "../schema.ts";
import { seatOwner } from "../seats/owner.ts";
import { takeFromHolder } from "../seats/takingBack.ts";

/**
 * Takes a seat back from whoever claimed it, for a public reason, and asks the registry to take the licence from its holder. The
 * seat is free once that is certified, and may be given to somebody else; what is still being bound is bound first. An offer that nobody took is taken back by
 * `withdrawOffer` instead. Wants a fresh confirmation. Fails with `confirmationNeeded`, `alreadyDone` when it is free, `wrongState` when it was only offered or its licence is
 * neither active nor suspended, and `seatUnderway` while a release waits for the registry.
 */
export const releaseSeat = command({
  action: "licences.releaseSeat",
  schema: ReleaseSeat,
  owner: seatOwner,
  // Not the reason: it is chosen after the confirmation.
  confirmed: ({ seatId, version }) => ({ seatId, version }),
  run: async ({ tx, input, now }) => {
    const { seatId, version, reason } = input;
    const seat = await tx.seat.findUniqueOrThrow({ where: { id: seatId }, include: { licence: true } });
    if (seat.state === "RELEASED") return fail("alreadyDone");
    if (seat.state === "OFFERED") return fail("wrongState");
    const taken = await takeFromHolder(tx, seat, { version, reason, now });
    if (!taken.ok) return taken;
    return done({ seatId }, { kind: "seat", id: seatId }, { reason, licenceId: seat.licenceId });
  },
});
