import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { batchAllows } from "../rules.ts";
import { OpenItems } from "../schema.ts";
import { assertMayTakePart } from "../steps.ts";

/**
 * Says which decisions of a proposed batch an approver has opened: nobody approves what they have not. Opening one again changes
 * nothing. Errors: notFound, wrongState, planChanged (another plan was read), scorerMayNotDecide, conflictOfInterest.
 */
export const openItems = command({
  action: "batches.openItems",
  schema: OpenItems,
  run: async ({ tx, actor, input, now }) => {
    const { batchId } = input;
    const batch = await tx.batch.findUnique({
      where: { id: batchId },
      select: { state: true, planHash: true, items: { select: { id: true, applicationId: true } } },
    });
    if (!batch) return fail("notFound");
    if (!batchAllows(batch.state, "batches.openItems")) return fail("wrongState");
    if (batch.planHash === null || Buffer.from(batch.planHash).toString("hex") !== input.planHash)
      return fail("planChanged");
    const free = await assertMayTakePart(
      tx,
      actor,
      batch.items.map((item) => item.applicationId),
    );
    if (!free.ok) return free;
    const items = new Set(batch.items.map(({ id }) => id));
    const itemIds = [...new Set(input.itemIds)];
    if (itemIds.some((id) => !items.has(id))) return fail("planChanged");
    await tx.batchItemView.createMany({
      data: itemIds.map((itemId) => ({ itemId, userId: actor.userId, openedAt: now })),
      skipDuplicates: true,
    });
    return done({ batchId, opened: itemIds.length }, { kind: "batch", id: batchId }, { opened: itemIds.length });
  },
});
