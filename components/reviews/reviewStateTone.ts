import type { Tone } from "@/components/ui";
import type { ReviewState } from "@/lib/platform/db/generated/enums";

/** The colour of a review's state. */
export const reviewStateTone: Record<ReviewState, Tone> = {
  ASSIGNED: "progress",
  SUBMITTED: "good",
  CONFLICTED: "warning",
  WITHDRAWN: "neutral",
};
