import type { Tone } from "@/components/ui";
import type { ApplicationState } from "@/lib/platform/db/generated/enums";

/** The colour of an application's state. */
export const applicationTone: Record<ApplicationState, Tone> = {
  DRAFT: "neutral",
  SUBMITTED: "progress",
  IN_REVIEW: "progress",
  INFORMATION_REQUESTED: "warning",
  REVIEWED: "progress",
  PROPOSED: "progress",
  WAITLISTED: "progress",
  AWARDED: "good",
  DECLINED: "bad",
  WITHDRAWN: "neutral",
};
