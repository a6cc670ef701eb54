import { moveApplication } from "../../applications/steps.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { dropManifest } from "../manifest/steps.ts";
import { nextCode, propose } from "../proposing.ts";
import { batchAllows } from "../rules.ts";
import { ReproposeBatch } from "../schema.ts";
import { dropReasons } from "../signing/rules.ts";
import { dropSigned } from "../signing/steps.ts";
import { assertMayTakePart, freeItems, moveBatch, planOf } from "../steps.ts";

/**
 * Takes decisions out of a batch that is proposed or was rejected, and proposes the rest anew in one act: under a code, a plan and
 * a hash of its own, by whoever does this. What was taken out waits for another batch; approvals of the old plan count for nothing
 * in the new one. Whoever opened a decision that stays as it is has opened it.
 * Errors: notFound, wrongState, changedMeanwhile (of the batch, or an application of a rejected one that is elsewhere by now),
 * planChanged (a decision that is not in it), batchEmpty (nothing would be left), waitlistPassedOver, quotaExceeded, scorerMayNotDecide,
 * conflictOfInterest.
 */
export const reproposeBatch = command({
  action: "batches.repropose",
  schema: ReproposeBatch,
  run: async ({ tx, actor, input, now }) => {
    const { batchId, version, reason } = input;
    await tx.$queryRaw`SELECT 1 FROM "Batch" WHERE id = ${batchId}::uuid FOR UPDATE`;
    const plan = await planOf(tx, batchId);
    if (!plan) return fail("notFound");
    if (!batchAllows(plan.state, "batches.repropose")) return fail("wrongState");
    if (plan.version !== version) return fail("changedMeanwhile");
    const applicationIds = plan.items.map((item) => item.applicationId);
    const free = await assertMayTakePart(tx, actor, applicationIds);
    if (!free.ok) return free;
    const out = new Set(input.itemIds);
    const kept = plan.items.filter((item) => !out.has(item.itemId));
    if (plan.items.length - kept.length !== out.size) return fail("planChanged");
    if (kept.length === 0) return fail("batchEmpty");

    if (plan.state === "PROPOSED") {
      const data = { rejectReason: reason };
      const rejected = await moveBatch(tx, { id: batchId, from: "PROPOSED", to: "REJECTED", version, data });
      if (!rejected.ok) return rejected;
      await freeItems(tx, batchId);
      await dropManifest(tx, batchId);
      await dropSigned(tx, plan, dropReasons.replaced);
      for (const id of applicationIds) {
        const back = await moveApplication(tx, { id, from: "PROPOSED", to: "REVIEWED" });
        if (!back.ok) return back;
      }
    } else {
      const keptIds = kept.map((item) => item.applicationId);
      const elsewhere = await tx.batchItem.count({ where: { applicationId: { in: keptIds }, live: true } });
      if (elsewhere > 0) return fail("changedMeanwhile");
      // Of two who do this with the same rejected batch, one is heard.
      const { count } = await tx.batch.updateMany({
        where: { id: batchId, state: "REJECTED", version },
        data: { version: { increment: 1 } },
      });
      if (count === 0) return fail("changedMeanwhile");
    }

    const code = await nextCode(tx);
    const { id } = await tx.batch.create({ data: { code, programmeId: plan.programmeId }, select: { id: true } });
    await tx.batchItem.createMany({
      data: kept.map(({ applicationId, outcome, seats, reason: why, evidence, note }) => ({
        ...{ batchId: id, applicationId, outcome, seats, reason: why, evidence, note },
      })),
    });
    await keepOpened(tx, batchId, id);
    const anew = await planOf(tx, id);
    if (!anew) return fail("notFound");
    // What was written for the old plan holds for what is left of it, unless something else is said.
    const proposed = await propose(tx, actor, anew, now, input.passedReason ?? plan.passedOver?.reason);
    if (!proposed.ok) return proposed;
    return done(
      { batchId: id, planHash: proposed.value },
      { kind: "batch", id },
      { from: plan.code, excluded: out.size, items: kept.length, planHash: proposed.value },
    );
  },
});

/** Whoever opened a decision of the old batch has opened the same one of the new batch. */
async function keepOpened(tx: Tx, from: string, to: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "BatchItemView" ("itemId", "userId", "openedAt")
    SELECT new.id, seen."userId", seen."openedAt"
    FROM "BatchItem" AS old
    JOIN "BatchItemView" AS seen ON seen."itemId" = old.id
    JOIN "BatchItem" AS new ON new."batchId" = ${to}::uuid AND new."applicationId" = old."applicationId"
    WHERE old."batchId" = ${from}::uuid`;
}
