import type { Tone } from "@/components/ui";
import type { RubricState } from "@/lib/platform/db/generated/enums";

/** How a version of a rubric stands, as a colour. */
export const rubricStateTone: Record<RubricState, Tone> = { DRAFT: "neutral", PROPOSED: "warning", PUBLISHED: "good" };
