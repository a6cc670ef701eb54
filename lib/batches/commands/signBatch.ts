import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { batchAllows } from "../rules.ts";
import { SignBatch } from "../schema.ts";
import { signableBatch } from "../signing/rules.ts";
import { takeSignature } from "../signing/steps.ts";
import { assertMayTakePart, planOf } from "../steps.ts";

/**
 * The signature for the registry of whoever proposed a batch, or of whoever approved it and whose signature ran out or was refused.
 * It is made in their browser, over exactly this plan and its licences; the portal hands it on.
 * Errors: notFound, wrongState, planChanged, notAllowed (neither proposed nor approved it), internetIdentityNeeded, signatureWrong,
 * signatureExpired, alreadyDone, scorerMayNotDecide, conflictOfInterest, decidedBefore.
 */
export const signBatch = command({
  action: "batches.sign",
  schema: SignBatch,
  run: async ({ tx, actor, input, now }) => {
    const { batchId, planHash, signature } = input;
    await tx.$queryRaw`SELECT 1 FROM "Batch" WHERE id = ${batchId}::uuid FOR UPDATE`;
    const plan = await planOf(tx, batchId);
    if (!plan) return fail("notFound");
    if (!batchAllows(plan.state, "batches.sign")) return fail("wrongState");
    if (plan.planHash !== planHash) return fail("planChanged");
    const approved = await tx.batchApproval.count({ where: { batchId, approverId: actor.userId } });
    if (plan.proposedById !== actor.userId && approved === 0) return fail("notAllowed");
    const free = await assertMayTakePart(
      tx,
      actor,
      plan.items.map((item) => item.applicationId),
    );
    if (!free.ok) return free;
    const taken = await takeSignature(tx, actor, signableBatch(plan), signature, now);
    if (!taken.ok) return taken;
    return done({ batchId }, { kind: "batch", id: batchId }, { planHash });
  },
});
