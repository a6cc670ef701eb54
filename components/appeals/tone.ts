import type { Tone } from "@/components/ui";
import type { AppealState } from "@/lib/platform/db/generated/enums";

/** The colour of an appeal's state. */
export const appealTone: Record<AppealState, Tone> = {
  FILED: "warning",
  PROPOSED: "progress",
  UPHELD: "good",
  DISMISSED: "neutral",
};
