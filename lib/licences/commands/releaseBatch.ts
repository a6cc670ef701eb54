import { endApplications, moveApplication } from "../../applications/steps.ts";
import { chunkHashesOf } from "../../batches/manifest/steps.ts";
import { signaturesMissing } from "../../batches/signing/steps.ts";
import { moveBatch } from "../../batches/steps.ts";
import { joinWaitlist } from "../../batches/waitlist/steps.ts";
import type { System } from "../../platform/auth/actor.ts";
import { requestChainWrites } from "../../platform/chain/outbox.ts";
import { command, done } from "../../platform/command.ts";
import type { BatchItem } from "../../platform/db/generated/client.ts";
import type { Outcome } from "../../platform/db/generated/enums.ts";
import { fail } from "../../platform/errors/result.ts";
import { announceDecisions } from "../announcements.ts";
import { writeKeys } from "../rules.ts";
import { ReleaseBatch } from "../schema.ts";

/** What a decision makes of its application, and how the timeline tells it. */
const decided = {
  AWARD: { to: "AWARDED", kind: "awarded" },
  DECLINE: { to: "DECLINED", kind: "declined" },
  WAITLIST: { to: "WAITLISTED", kind: "waitlisted" },
} as const satisfies Record<Outcome, object>;

/** What the timeline says of a decision. */
function told({ seats, reason }: Pick<BatchItem, "seats" | "reason">) {
  return { seats, ...(reason && { reason }) };
}

/**
 * Releases an approved batch once its undo window is over: applications are decided and their people told, and the registry is asked
 * to issue the licences as they were proposed, a write for each chunk. A batch without any award is then complete.
 * Gives whether it was this call that released it; a batch released or cancelled before is left as it is, and so is one that lacks
 * signatures which the registry asks for.
 * Fails with `wrongState` before the window is over.
 */
export const releaseBatch = command<typeof ReleaseBatch, { released: boolean }, System>({
  action: "batches.release",
  schema: ReleaseBatch,
  run: async ({ tx, input, now }) => {
    const subject = { kind: "batch" as const, id: input.batchId };
    // A cancellation that comes at the same moment waits here, or is waited for.
    await tx.$queryRaw`SELECT 1 FROM "Batch" WHERE id = ${input.batchId}::uuid FOR UPDATE`;
    const batch = await tx.batch.findUnique({ where: { id: input.batchId } });
    if (!batch) return fail("notFound");
    if (batch.state === "RELEASED" || batch.state === "COMPLETED" || batch.state === "CANCELLED")
      return done({ released: false }, subject, { repeated: true });
    if (batch.state !== "APPROVED" || batch.releaseAt === null || now < batch.releaseAt) return fail("wrongState");

    const plan = {
      ...{ id: batch.id, code: batch.code },
      planHash: batch.planHash && Buffer.from(batch.planHash).toString("hex"),
      manifestHash: batch.manifestHash && Buffer.from(batch.manifestHash).toString("hex"),
    };
    // Whoever owes a signature sees it on the batch's page; the last one that is certified comes back here.
    const missing = await signaturesMissing(tx, plan);
    if (missing > 0) return done({ released: false }, subject, { signaturesMissing: missing });
    const { manifestHash } = plan;
    const chunkHashes = await chunkHashesOf(tx, plan);
    const chunks = chunkHashes.length;
    const released = await moveBatch(tx, {
      id: batch.id,
      from: "APPROVED",
      to: "RELEASED",
      version: batch.version,
      data: { releasedAt: now },
    });
    if (!released.ok) return released;

    await requestChainWrites(
      tx,
      chunkHashes.map((chunkHash, chunk) => ({
        key: writeKeys.issue(batch.code, chunk),
        kind: "issueBatch" as const,
        payload: {
          ...{ batchId: batch.code, chunk, chunks, manifestHash: manifestHash ?? "", chunkHash },
          ...(chunks > 1 && { chunkHashes }),
        },
      })),
    );

    const items = await tx.batchItem.findMany({ where: { batchId: batch.id, live: true }, orderBy: { id: "asc" } });
    for (const outcome of ["AWARD", "DECLINE"] as const) {
      const { to, kind } = decided[outcome];
      const events = items
        .filter((item) => item.outcome === outcome)
        .map((item) => ({ applicationId: item.applicationId, kind, data: told(item) }));
      const ended = await endApplications(tx, { from: "PROPOSED", to }, events);
      if (!ended.ok) return ended;
    }
    for (const item of items) {
      if (item.outcome !== "WAITLIST") continue;
      const { to, kind } = decided.WAITLIST;
      const { applicationId: id } = item;
      const waits = await moveApplication(tx, { id, from: "PROPOSED", to, event: { kind, data: told(item) } });
      if (!waits.ok) return waits;
      await joinWaitlist(tx, id, now);
    }
    await announceDecisions(tx, items);
    if (chunks === 0)
      await moveBatch(tx, { id: batch.id, from: "RELEASED", to: "COMPLETED", data: { completedAt: now } });
    return done({ released: true }, subject, { chunks, items: items.length });
  },
});
