import { isClose } from "../../desk/closeness.ts";
import { may } from "../../platform/auth/permissions.ts";
import { command, done, rawId } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { RemoveAccount } from "../schema.ts";
import { isChangeUnderway, requestStatus } from "../steps.ts";

/**
 * Ends an account: a request that still waits is withdrawn at once; an open account leaves the public directory as soon as the
 * messenger has certified it, and its handle is never given to anybody else. Gives which of the two.
 * Fails with `conflictOfInterest` for somebody else's at an institution that one stands close to, `wrongState` while a batch with it waits for approval or is being opened, and `accountUnderway` while a change is.
 */
export const removeAccount = command({
  action: "messenger.remove",
  schema: RemoveAccount,
  // Whoever neither has the account nor reads all of them learns nothing of it, not even that it is there.
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "accountId");
    const account = id && (await db.messengerAccount.findUnique({ where: { id }, select: { userId: true } }));
    if (!account) return undefined;
    return may(actor, "messenger.read") || may(actor, "messenger.remove", account) ? account : undefined;
  },
  run: async ({ tx, actor, input, now }) => {
    const { accountId, version } = input;
    const subject = { kind: "messengerAccount" as const, id: accountId };
    const account = await tx.messengerAccount.findUniqueOrThrow({
      where: { id: accountId },
      select: { state: true, userId: true, institutionId: true },
    });
    const { state, userId, institutionId } = account;
    if (userId !== actor.userId && (await isClose(tx, actor, institutionId, now))) return fail("conflictOfInterest");
    if (state === "REQUESTED") {
      const { count } = await tx.messengerAccount.updateMany({
        where: { id: accountId, state, version },
        data: { state: "REMOVED", version: { increment: 1 } },
      });
      return count === 1 ? done({ withdrawn: true }, subject) : fail("changedMeanwhile");
    }
    if (state !== "ACTIVE" && state !== "SUSPENDED") return fail("wrongState");
    const { count } = await tx.messengerAccount.updateMany({
      where: { id: accountId, state, version },
      data: { version: { increment: 1 } },
    });
    if (count === 0) return fail("changedMeanwhile");
    if (await isChangeUnderway(tx, accountId)) return fail("accountUnderway");
    await requestStatus(tx, accountId, "removeAccount");
    return done({ withdrawn: false }, subject);
  },
});
