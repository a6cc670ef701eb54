import { command, done } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { evidenceStates } from "../rules.ts";
import { ExportEvidence } from "../schema.ts";

/**
 * Records that somebody takes the evidence of a batch, before it leaves. Errors: notFound, wrongState (before the release: until
 * then its decisions are nobody's to carry away).
 */
export const exportEvidence = command({
  action: "batches.exportEvidence",
  schema: ExportEvidence,
  run: async ({ tx, input }) => {
    const batch = await tx.batch.findUnique({ where: { id: input.batchId }, select: { code: true, state: true } });
    if (!batch) return fail("notFound");
    if (!evidenceStates.includes(batch.state)) return fail("wrongState");
    return done({ code: batch.code }, { kind: "batch", id: input.batchId }, { code: batch.code });
  },
});
