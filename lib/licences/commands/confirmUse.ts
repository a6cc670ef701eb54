import { may } from "../../platform/auth/permissions.ts";
import { command, done, rawId } from "../../platform/command.ts";
import { ConfirmUse } from "../schema.ts";
import { beginUse } from "../seats/use.ts";

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
    const begun = await beginUse(tx, input, now);
    if (!begun.ok) return begun;
    return done({ seatId: input.seatId }, { kind: "seat", id: input.seatId }, begun.value);
  },
});
