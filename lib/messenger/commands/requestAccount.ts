import { mayHoldSeat } from "../../licences/rules.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { isReserved, skeleton, standing } from "../rules.ts";
import { RequestAccount } from "../schema.ts";

/**
 * A holder asks for a messenger account under a handle, consenting to its publication. It waits for two administrators.
 * Fails with `handleForm`, `handleReserved`, `handleTaken` (taken, looks like one that is, or once was somebody's),
 * `consentNeeded`, `licenceNotActive`, or `accountExists` when the holder has an account or a request already.
 */
export const requestAccount = command({
  action: "messenger.request",
  schema: RequestAccount,
  run: async ({ tx, actor, input, now }) => {
    const { licenceId, handle, consent } = input;
    const { principal, userId } = actor;
    if (principal === null) return fail("internetIdentityNeeded");
    const seat = await tx.seat.findFirst({
      where: { licenceId, userId, principal, state: "BOUND" },
      include: { licence: true },
    });
    if (!seat) return fail("notFound");
    if (!mayHoldSeat(seat.licence, now)) return fail("licenceNotActive");
    if (isReserved(handle)) return fail("handleReserved", { fields: { handle: "handleReserved" } });

    const own = await tx.messengerAccount.count({
      where: { OR: [{ licenceId }, { principal }], state: { in: [...standing] } },
    });
    if (own > 0) return fail("accountExists");
    const seen = skeleton(handle);
    const taken = fail("handleTaken", { fields: { handle: "handleTaken" } });
    const kept = await tx.messengerAccount.count({
      where: { skeleton: seen, OR: [{ state: { in: [...standing] } }, { openedAt: { not: null } }] },
    });
    if (kept > 0) return taken;

    // Somebody may ask for the same at this very moment: the insert that comes second waits for the first and inserts nothing.
    const { count } = await tx.messengerAccount.createMany({
      data: {
        userId,
        licenceId,
        institutionId: seat.licence.institutionId,
        handle,
        skeleton: seen,
        principal,
        consentVersion: consent,
        consentAt: now,
        requestedAt: now,
      },
      skipDuplicates: true,
    });
    if (count === 0) return taken;
    return done({ licenceId }, { kind: "licence", id: licenceId }, { consent });
  },
});
