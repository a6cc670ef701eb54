import { requestChainWrite } from "../../platform/chain/outbox.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { Licence, Seat } from "../../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { effectiveState, type ReleaseReason, writeKeys } from "../rules.ts";
import { isReleaseUnderway } from "../steps.ts";

/**
 * Asks the registry to take a licence from whoever has claimed its seat, for a public reason; the seat is free once that is
 * certified. `version` is the one that was looked at. Fails with `wrongState` where the licence is neither active nor suspended,
 * `changedMeanwhile`, and `seatUnderway` while a release waits for the registry.
 */
export async function takeFromHolder(
  tx: Tx,
  seat: Pick<Seat, "id" | "state"> & { licence: Licence },
  asked: { version: number; reason: ReleaseReason; now: Date },
): Promise<Result<null>> {
  const { id, state, licence } = seat;
  const { version, reason, now } = asked;
  const inForce = effectiveState(licence, now);
  if (inForce !== "ACTIVE" && inForce !== "SUSPENDED") return fail("wrongState");
  // The version moves now, so that of two who read the same page only one is heard; the state follows the registry.
  const { count } = await tx.seat.updateMany({ where: { id, state, version }, data: { version: { increment: 1 } } });
  if (count === 0) return fail("changedMeanwhile");
  if (await isReleaseUnderway(tx, id)) return fail("seatUnderway");
  const operation = writeKeys.unbind(id, version);
  await requestChainWrite(tx, {
    key: operation,
    kind: "unbindHolder",
    payload: { operation, number: licence.number, reason, decision: operation },
  });
  return ok(null);
}

/** Ends an offer that nobody has taken: its links stop working, and the seat is free at once. Fails with `changedMeanwhile`. */
export async function endOffer(
  tx: Tx,
  seatId: string,
  { version, now }: { version: number; now: Date },
): Promise<Result<null>> {
  const { count } = await tx.seat.updateMany({
    where: { id: seatId, state: "OFFERED", version },
    data: { state: "RELEASED", releasedAt: now, version: { increment: 1 } },
  });
  return count === 0 ? fail("changedMeanwhile") : ok(null);
}
