import { moveApplication } from "../../applications/steps.ts";
import { dropManifest } from "../../batches/manifest/steps.ts";
import { dropReasons } from "../../batches/signing/rules.ts";
import { dropSigned } from "../../batches/signing/steps.ts";
import { assertMayTakePart, freeItems, moveBatch } from "../../batches/steps.ts";
import { restoreHolds } from "../../batches/waitlist/steps.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import { fail } from "../../platform/errors/result.ts";
import { returnPlaces } from "../../programmes/steps.ts";
import { CancelBatch } from "../schema.ts";

/**
 * Takes an approval back inside the undo window: the places return (to the offers that they came
 * from, where they did), the licences that nobody has heard of vanish, and the
 * applications may be proposed again. Fails with `undoWindowOver` afterwards, and with `scorerMayNotDecide` or
 * `conflictOfInterest` for an approver who could not have decided either.
 */
export const cancelBatch = command({
  action: "batches.cancel",
  schema: CancelBatch,
  run: async ({ tx, actor, input, now }) => {
    const { batchId, version } = input;
    const batch = await tx.batch.findUnique({ where: { id: batchId } });
    if (!batch) return fail("notFound");
    if (batch.state === "CANCELLED") return fail("alreadyDone");
    if (batch.state === "RELEASED" || batch.state === "COMPLETED") return fail("undoWindowOver");
    if (batch.state !== "APPROVED" || batch.releaseAt === null) return fail("wrongState");
    if (now >= batch.releaseAt) return fail("undoWindowOver");

    const items = await tx.batchItem.findMany({ where: { batchId, live: true }, select: { applicationId: true } });
    const applicationIds = items.map((item) => item.applicationId);
    const free = await assertMayTakePart(tx, actor, applicationIds);
    if (!free.ok) return free;
    const cancelled = await moveBatch(tx, { id: batchId, from: "APPROVED", to: "CANCELLED", version });
    if (!cancelled.ok) return cancelled;

    const licences = await discardLicences(tx, batchId, batch.programmeId);
    const held = await restoreHolds(tx, batch.programmeId, applicationIds);
    if (!held.ok) return held;
    for (const id of applicationIds) {
      const moved = await moveApplication(tx, { id, from: "PROPOSED", to: "REVIEWED" });
      if (!moved.ok) return moved;
    }
    await freeItems(tx, batchId);
    await dropManifest(tx, batchId);
    await dropSigned(tx, batch, dropReasons.cancelled);
    return done({ batchId }, { kind: "batch", id: batchId }, { licences });
  },
});

/** Deletes the batch's pending licences (their numbers never left the house) and returns their places. Gives how many there were. */
async function discardLicences(tx: Tx, batchId: string, programmeId: string): Promise<number> {
  const sectors = await tx.licence.groupBy({
    by: ["sector"],
    where: { batchId, state: "PENDING" },
    _count: { _all: true },
    orderBy: { sector: "asc" },
  });
  for (const { sector, _count } of sectors) await returnPlaces(tx, programmeId, sector, _count._all);
  const { count } = await tx.licence.deleteMany({ where: { batchId, state: "PENDING" } });
  return count;
}
