import type { Tone } from "@/components/ui";
import type { ApplicationState, InstitutionState } from "@/lib/platform/db/generated/enums";

/** The tone of an institution's state. */
export const institutionTone: Record<InstitutionState, Tone> = {
  DRAFT: "neutral",
  SUBMITTED: "progress",
  RETURNED: "warning",
  VERIFIED: "good",
};

/** The tone of an application's state as its applicant sees it: a proposed decision looks like one in preparation. */
export const applicationTone: Record<ApplicationState, Tone> = {
  DRAFT: "neutral",
  SUBMITTED: "progress",
  IN_REVIEW: "progress",
  INFORMATION_REQUESTED: "warning",
  REVIEWED: "progress",
  PROPOSED: "progress",
  AWARDED: "good",
  DECLINED: "bad",
  WITHDRAWN: "neutral",
};
