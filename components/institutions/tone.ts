import type { Tone } from "@/components/ui";
import type { DirectoryState } from "@/lib/institutions/directoryDesk";
import type { DomainMatch, InstitutionState } from "@/lib/platform/db/generated/enums";

/** The colour of a registration's state. */
export const institutionTone: Record<InstitutionState, Tone> = {
  DRAFT: "neutral",
  SUBMITTED: "progress",
  RETURNED: "warning",
  VERIFIED: "good",
  SUSPENDED: "bad",
  MERGED: "neutral",
  DECLINED: "bad",
  LAPSED: "neutral",
};

/** The colour of how an address fits. */
export const matchTone: Record<DomainMatch, Tone> = { MATCH: "good", WEAK: "warning", NONE: "neutral" };

/** The colour of how far a university of the directory is. */
export const directoryTone: Record<DirectoryState, Tone> = {
  FREE: "neutral",
  INVITED: "progress",
  REGISTERING: "progress",
  REGISTERED: "good",
};
