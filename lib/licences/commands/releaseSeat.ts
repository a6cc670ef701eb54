import { requestChainWrite } from "../../platform/chain/outbox.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { effectiveState, writeKeys } from "../rules.ts";
import { ReleaseSeat } from "../schema.ts";
import { seatOwner } from "../seatOwner.ts";
import { isReleaseUnderway } from "../steps.ts";

/**
 * Takes a seat back from whoever claimed it, for a public reason, and asks the registry to take the licence from its holder. The
 * seat is free once that is certified; what is still being bound is bound first. An offer that nobody took is taken back by
 * `withdrawOffer` instead. Fails with `alreadyDone` when it is free, `wrongState` when it was only offered or its licence is
 * neither active nor suspended, and `seatUnderway` while a release waits for the registry.
 */
export const releaseSeat = command({
  action: "licences.releaseSeat",
  schema: ReleaseSeat,
  owner: seatOwner,
  run: async ({ tx, input, now }) => {
    const { seatId, version, reason } = input;
    const { state, licence } = await tx.seat.findUniqueOrThrow({ where: { id: seatId }, include: { licence: true } });
    if (state === "RELEASED") return fail("alreadyDone");
    const inForce = effectiveState(licence, now);
    if (state === "OFFERED" || (inForce !== "ACTIVE" && inForce !== "SUSPENDED")) return fail("wrongState");
    // The version moves now, so that of two who read the same page only one is heard; the state follows the registry.
    const { count } = await tx.seat.updateMany({
      where: { id: seatId, state, version },
      data: { version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    if (await isReleaseUnderway(tx, seatId)) return fail("seatUnderway");
    const operation = writeKeys.unbind(seatId, version);
    await requestChainWrite(tx, {
      key: operation,
      kind: "unbindHolder",
      payload: { operation, number: licence.number, reason, decision: operation },
    });
    return done({ seatId }, { kind: "seat", id: seatId }, { reason, licenceId: licence.id });
  },
});
