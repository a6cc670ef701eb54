import type { Tone } from "@/components/ui";
import type { BatchState } from "@/lib/platform/db/generated/enums";

/** The colour of a batch's state. */
export const batchStateTone: Record<BatchState, Tone> = {
  DRAFT: "neutral",
  PROPOSED: "warning",
  APPROVED: "progress",
  RELEASED: "progress",
  COMPLETED: "good",
  REJECTED: "bad",
  CANCELLED: "bad",
};
