import { randomBytes } from "node:crypto";
import { isSharedMailbox } from "../../institutions/membership/steps.ts";
import { nameNewcomer } from "../../people/steps.ts";
import { holderCommitment } from "../../platform/chain/encoding.ts";
import { requestChainWrite } from "../../platform/chain/outbox.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { bindReason, mayHoldSeat, writeKeys } from "../rules.ts";
import { ClaimSeat } from "../schema.ts";
import { holdsSeat, seatOfToken } from "../steps.ts";

/**
 * Claims the offered seat behind a link for the person's Internet Identity, and requests the write that binds the licence to a
 * salted commitment of it. Gives the seat's id; claiming one's own seat again gives the same.
 * Fails with `internetIdentityNeeded`, `claimUsed`, `claimExpired`, `licenceNotActive`, `sharedMailbox` (a seat is one person's), or `principalHasSeat` when this identity
 * already holds a seat of the programme.
 */
export const claimSeat = command({
  action: "licences.claimSeat",
  schema: ClaimSeat,
  run: async ({ tx, actor, input, now }) => {
    const { principal, userId } = actor;
    const found = await seatOfToken(tx, input.token);
    if (!found) return fail("notFound");
    if (principal === null) return fail("internetIdentityNeeded");
    if (await isSharedMailbox(tx, userId)) return fail("sharedMailbox");

    // One claim of a person at a time, so that two links opened at once cannot both pass the check below.
    await tx.$queryRaw`SELECT 1 FROM "User" WHERE id = ${userId}::uuid FOR UPDATE`;
    const seat = await tx.seat.findUniqueOrThrow({ where: { id: found.id }, include: { licence: true } });
    const { licence } = seat;
    if (seat.state !== "OFFERED") {
      const isOwn = seat.state !== "RELEASED" && seat.principal === principal;
      return isOwn ? done({ seatId: seat.id }, { kind: "seat", id: seat.id }, { repeated: true }) : fail("claimUsed");
    }
    if (now >= seat.expiresAt) return fail("claimExpired");
    if (!mayHoldSeat(licence, now)) return fail("licenceNotActive");

    if (await holdsSeat(tx, { principal, programmeId: licence.programmeId, now })) return fail("principalHasSeat");

    const salt = Uint8Array.from(randomBytes(32));
    const commitment = holderCommitment(salt, principal);
    const { count } = await tx.seat.updateMany({
      where: { id: seat.id, state: "OFFERED", version: seat.version },
      data: { state: "CLAIMED", version: { increment: 1 }, userId, principal, salt, commitment, claimedAt: now },
    });
    if (count === 0) return fail("changedMeanwhile");
    await nameNewcomer(tx, userId, seat.name);
    const operation = writeKeys.bind(seat.id);
    await requestChainWrite(tx, {
      key: operation,
      kind: "bindHolder",
      payload: {
        ...{ operation, number: licence.number, commitment: Buffer.from(commitment).toString("hex") },
        ...{ reason: bindReason, decision: operation },
      },
    });
    return done({ seatId: seat.id }, { kind: "seat", id: seat.id }, { licenceId: licence.id });
  },
});
