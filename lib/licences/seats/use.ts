import type { Tx } from "../../platform/db/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { mayHoldSeat } from "../rules.ts";

/**
 * Puts a seat on the ladder's last rung by its holder's word, once; `version` is that which they read, where they read one. Fails with
 * `alreadyDone` the second time, `wrongState` before the seat is recorded or once it is taken back, `licenceNotActive`, and
 * `changedMeanwhile`.
 */
export async function beginUse(
  tx: Tx,
  { seatId, version }: { seatId: string; version?: number },
  now: Date,
): Promise<Result<{ licenceId: string }>> {
  const { state, activatedAt, licence, ...seat } = await tx.seat.findUniqueOrThrow({
    where: { id: seatId },
    include: { licence: true },
  });
  if (state !== "BOUND") return fail("wrongState");
  if (activatedAt !== null) return fail("alreadyDone");
  if (!mayHoldSeat(licence, now)) return fail("licenceNotActive");
  const { count } = await tx.seat.updateMany({
    where: { id: seatId, state: "BOUND", activatedAt: null, version: version ?? seat.version },
    data: { activatedAt: now, version: { increment: 1 } },
  });
  return count === 0 ? fail("changedMeanwhile") : ok({ licenceId: licence.id });
}
