import type { Tone } from "@/components/ui";
import type { OutcomeState } from "@/lib/platform/db/generated/enums";

/** How the state of an entry is shown. */
export const entryTone: Record<OutcomeState, Tone> = {
  INTERNAL: "neutral",
  PUBLISHED: "good",
  HIDDEN: "warning",
  REMOVED: "neutral",
};
