import { may } from "../../platform/auth/permissions.ts";
import { command, done, rawId } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { mayHoldSeat } from "../rules.ts";
import { ConfirmUse } from "../schema.ts";

/**
 * Somebody says that they have begun to use the seat they hold: it stands on the ladder's last rung by their own word. Fails with
 * `alreadyDone` the second time, `wrongState` before the seat is recorded or once it is taken back, and `licenceNotActive`.
 */
export const confirmUse = command({
  action: "licences.confirmUse",
  schema: ConfirmUse,
  // Somebody else's seat and a missing one look the same.
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "seatId");
    const seat = id && (await db.seat.findUnique({ where: { id }, select: { userId: true } }));
    const owner = seat && seat.userId !== null ? { userId: seat.userId } : undefined;
    return owner && may(actor, "licences.confirmUse", owner) ? owner : undefined;
  },
  run: async ({ tx, input, now }) => {
    const { seatId, version } = input;
    const { state, activatedAt, licence } = await tx.seat.findUniqueOrThrow({
      where: { id: seatId },
      include: { licence: true },
    });
    if (state !== "BOUND") return fail("wrongState");
    if (activatedAt !== null) return fail("alreadyDone");
    if (!mayHoldSeat(licence, now)) return fail("licenceNotActive");
    const { count } = await tx.seat.updateMany({
      where: { id: seatId, state: "BOUND", activatedAt: null, version },
      data: { activatedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    return done({ seatId }, { kind: "seat", id: seatId }, { licenceId: licence.id });
  },
});
