import { z } from "zod";
import { isResendable } from "../platform/chain/writes.ts";
import { command, done } from "../platform/command.ts";
import { fail } from "../platform/errors/result.ts";
import { enqueue } from "../platform/jobs/queues.ts";

export { actAsGovernor } from "./commands/actAsGovernor.ts";

const ResendChainWrite = z.strictObject({ writeId: z.uuid() });

/**
 * Puts a refused chain write back into the queue, once what the register named is set right. Only where the refusal left
 * everything in the portal waiting. Errors: notFound, wrongState.
 */
export const resendChainWrite = command({
  action: "chain.resend",
  schema: ResendChainWrite,
  run: async ({ tx, input }) => {
    const write = await tx.chainWrite.findUnique({
      where: { id: input.writeId },
      select: { id: true, kind: true, lastError: true },
    });
    if (!write) return fail("notFound");
    if (!isResendable(write.kind, write.lastError)) return fail("wrongState");
    const { count } = await tx.chainWrite.updateMany({
      where: { id: write.id, state: "REFUSED" },
      data: { state: "QUEUED" },
    });
    if (count === 0) return fail("wrongState");
    await enqueue(tx, "chainWrite", { writeId: write.id });
    return done({ writeId: write.id }, { kind: "chainWrite", id: write.id }, { kind: write.kind });
  },
});
