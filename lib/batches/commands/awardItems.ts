import { command, done } from "../../platform/command.ts";
import { violatedIndex } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { partOf } from "../reasons.ts";
import { itemsAtMost } from "../rules.ts";
import { AwardItems } from "../schema.ts";
import { assertMayTakePart, touchDraft } from "../steps.ts";
import { heldPlaces } from "../waitlist/steps.ts";

/**
 * Puts several applications into a draft, each awarded all that it asked for, or all that it was offered and accepted; all of
 * them or none. A draft takes no places.
 * Errors: notFound, wrongState, changedMeanwhile (of the draft, or an application that is no longer waiting), inAnotherBatch,
 * scorerMayNotDecide, conflictOfInterest, batchFull.
 */
export const awardItems = command({
  action: "batches.setItem",
  schema: AwardItems,
  run: async ({ tx, actor, input }) => {
    const touched = await touchDraft(tx, input.batchId, input.version);
    if (!touched.ok) return touched;
    const { id: batchId, programmeId } = touched.value;
    const applicationIds = [...new Set(input.applicationIds)];
    const applications = await tx.application.findMany({
      where: { id: { in: applicationIds }, programmeId, state: "REVIEWED", seats: { gt: 0 } },
      select: { id: true, seats: true },
    });
    if (applications.length < applicationIds.length) return fail("changedMeanwhile");
    const free = await assertMayTakePart(tx, actor, applicationIds);
    if (!free.ok) return free;
    const taken = await tx.batchItem.count({ where: { applicationId: { in: applicationIds }, live: true } });
    if (taken > 0) return fail("inAnotherBatch");
    const held = await heldPlaces(tx, applicationIds);
    const items = applications.map(({ id, seats }) => {
      const award = held.get(id) ?? seats ?? 0;
      return {
        ...{ batchId, applicationId: id, outcome: "AWARD" as const, seats: award },
        ...(award < (seats ?? 0) ? partOf : { reason: null, evidence: [] }),
      };
    });
    try {
      await tx.batchItem.createMany({ data: items });
    } catch (error) {
      // Another batch took one of them between the look and the write.
      if (violatedIndex(error) !== undefined) return fail("inAnotherBatch");
      throw error;
    }
    if ((await tx.batchItem.count({ where: { batchId } })) > itemsAtMost) return fail("batchFull");
    const seats = items.reduce((sum, item) => sum + item.seats, 0);
    return done({ batchId }, { kind: "batch", id: batchId }, { applicationIds, outcome: "AWARD", seats });
  },
});
