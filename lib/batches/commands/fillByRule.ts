import { command, done } from "../../platform/command.ts";
import { violatedIndex } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { partOf } from "../reasons.ts";
import { isTaken, selectionHash } from "../selection/rules.ts";
import { FillByRule, ruleOf } from "../selection/schema.ts";
import { selectFor } from "../selection/steps.ts";
import { touchDraft } from "../steps.ts";

/**
 * Puts into a draft what a rule takes of the reviewed applications, for awards and for the waitlist, exactly as it was looked at. A
 * draft takes no places.
 * Errors: notFound, wrongState, changedMeanwhile, planChanged (the rule takes something else by now), nothingChosen (it takes
 * nothing), inAnotherBatch.
 */
export const fillByRule = command({
  action: "batches.setItem",
  schema: FillByRule,
  run: async ({ tx, actor, input }) => {
    const { batchId, version, taken, ...asked } = input;
    const touched = await touchDraft(tx, batchId, version);
    if (!touched.ok) return touched;
    const picks = await selectFor(tx, actor, touched.value, ruleOf(asked));
    if (selectionHash(picks) !== taken) return fail("planChanged");
    const chosen = picks.filter(isTaken);
    if (chosen.length === 0) return fail("nothingChosen");
    const items = chosen.map(({ applicationId, seats, gets }) => ({
      ...{ batchId, applicationId, outcome: gets > 0 ? ("AWARD" as const) : ("WAITLIST" as const), seats: gets },
      ...(gets > 0 && gets < seats ? partOf : { reason: null, evidence: [] }),
    }));
    try {
      await tx.batchItem.createMany({ data: items });
    } catch (error) {
      // Another batch took one of them between the look and the write.
      if (violatedIndex(error) !== undefined) return fail("inAnotherBatch");
      throw error;
    }
    const seats = items.reduce((sum, item) => sum + item.seats, 0);
    const waiting = items.filter(({ outcome }) => outcome === "WAITLIST").length;
    return done({ batchId }, { kind: "batch", id: batchId }, { byRule: items.length, seats, waiting, taken });
  },
});
