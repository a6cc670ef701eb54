import type { Tone } from "@/components/ui";
import type { ChainWriteState } from "@/lib/platform/db/generated/enums";

/** The colour of a write's state. */
export const writeTone: Record<ChainWriteState, Tone> = {
  QUEUED: "warning",
  SENT: "progress",
  CERTIFIED: "good",
  REFUSED: "bad",
};
