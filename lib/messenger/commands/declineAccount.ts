import { isClose } from "../../desk/closeness.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { DeclineAccount } from "../schema.ts";
import { tell } from "../steps.ts";

/**
 * Declines a request with a coded reason; the holder is told and may ask for another handle. Fails with
 * `conflictOfInterest` for an account at an institution that one stands close to, `wrongState` and `changedMeanwhile`.
 */
export const declineAccount = command({
  action: "messenger.decline",
  schema: DeclineAccount,
  run: async ({ tx, actor, input, now }) => {
    const { accountId, version, reason } = input;
    const account = await tx.messengerAccount.findUnique({
      where: { id: accountId },
      include: { user: { select: { email: true, locale: true } } },
    });
    if (!account) return fail("notFound");
    if (await isClose(tx, actor, account.institutionId, now)) return fail("conflictOfInterest");
    if (account.state !== "REQUESTED") return fail("wrongState");
    const { count } = await tx.messengerAccount.updateMany({
      where: { id: accountId, state: "REQUESTED", version },
      data: { state: "DECLINED", version: { increment: 1 }, reason },
    });
    if (count === 0) return fail("changedMeanwhile");
    await tell(tx, account, "accountDeclined", reason);
    return done({ accountId }, { kind: "messengerAccount", id: accountId }, { reason });
  },
});
