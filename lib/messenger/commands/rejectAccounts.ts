import { isClose } from "../../desk/closeness.ts";
import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { RejectAccounts } from "../schema.ts";

/**
 * Sends a proposed batch back, with a reason for the one who proposed it: its accounts wait in the queue again. The proposer may
 * do it too, to take a proposal back. Fails with `wrongState`, `conflictOfInterest` when one of the accounts is at an institution that the
 * administrator stands close to, and `changedMeanwhile`.
 */
export const rejectAccounts = command({
  action: "messenger.reject",
  schema: RejectAccounts,
  run: async ({ tx, actor, input, now }) => {
    const { batchId, version, reason } = input;
    const batch = await tx.messengerBatch.findUnique({
      where: { id: batchId },
      select: { state: true, accounts: { select: { institutionId: true } } },
    });
    if (!batch) return fail("notFound");
    if (batch.state !== "PROPOSED") return fail("wrongState");
    const whose = batch.accounts.map(({ institutionId }) => institutionId);
    if (await isClose(tx, actor, whose, now)) return fail("conflictOfInterest");
    const { count } = await tx.messengerBatch.updateMany({
      where: { id: batchId, state: "PROPOSED", version },
      data: { state: "REJECTED", version: { increment: 1 }, rejectReason: reason },
    });
    if (count === 0) return fail("changedMeanwhile");
    const accounts = await tx.messengerAccount.updateMany({
      where: { batchId, state: "PROPOSED" },
      data: { state: "REQUESTED", version: { increment: 1 }, batchId: null, chunk: null, position: null },
    });
    return done({ batchId }, { kind: "messengerBatch", id: batchId }, { accounts: accounts.count });
  },
});
