import { ownedBy } from "../../institutions/owner.ts";
import { command, done, rawId } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { isSeatStep } from "../rules.ts";
import { WithdrawOffer } from "../schema.ts";

/** Takes back an offer that nobody has claimed; its link stops working and the seat is free again. Fails with `claimUsed` afterwards. */
export const withdrawOffer = command({
  action: "licences.withdrawOffer",
  schema: WithdrawOffer,
  // A foreign seat and a missing one look the same.
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "seatId");
    const seat =
      id && (await db.seat.findUnique({ where: { id }, select: { licence: { select: { institutionId: true } } } }));
    return seat ? ownedBy(actor, "licences.read", seat.licence.institutionId) : undefined;
  },
  run: async ({ tx, input, now }) => {
    const { seatId, version } = input;
    const seat = await tx.seat.findUniqueOrThrow({ where: { id: seatId }, select: { state: true } });
    if (seat.state === "RELEASED") return fail("alreadyDone");
    if (seat.state !== "OFFERED" || !isSeatStep(seat.state, "RELEASED")) return fail("claimUsed");
    const { count } = await tx.seat.updateMany({
      where: { id: seatId, state: "OFFERED", version },
      data: { state: "RELEASED", releasedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    return done({ seatId }, { kind: "seat", id: seatId });
  },
});
