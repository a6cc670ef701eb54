import { cancelProgrammeChange, proposeProgrammeChange } from "../../lib/programmes/commands.ts";
import { programmeChanges, programmesOfDesk } from "../../lib/programmes/queries.ts";
import { must } from "../scenario/must.mts";
import type { Officers } from "./players.mts";

/** A change of the programme that waits for its second administrator, and one that was cancelled. */
export async function changeProgramme({ administrators }: Officers): Promise<void> {
  const [first, second] = administrators;
  const [programme] = await programmesOfDesk(second);
  const programmeId = programme?.id ?? "";
  const quorum = { programmeId, kind: "QUORUM", approvals: 1, above: 300, approvalsAbove: 2 };
  must(
    await proposeProgrammeChange(second, { ...quorum, reason: "Large batches are read by one more. (Demonstration)" }),
    "a change of the quorum",
  );
  const [open] = await programmeChanges(first, programmeId, "open");
  must(await cancelProgrammeChange(first, { proposalId: open?.id, version: open?.version }), "a cancellation");
  const [phase] = programme?.phases ?? [];
  must(
    await proposeProgrammeChange(second, {
      ...{ programmeId, kind: "NEW_PHASE", code: "P4", nameEn: "Phase 4: provinces", nameUr: "چوتھا مرحلہ: صوبے" },
      ...{ sectors: ["GOVERNMENT", "EDUCATION"], opens: "2027-01-01", closes: "2028-06-30" },
      reason: "Provincial departments and colleges asked for a time of their own. (Demonstration)",
    }),
    "a new phase",
  );
  must(
    await proposeProgrammeChange(second, {
      ...{ programmeId, kind: "PHASE", phaseId: phase?.id, opens: "2026-01-01", closes: "2028-06-30" },
      reason: "Provincial departments asked for more time. (Demonstration)",
    }),
    "other dates of a phase",
  );
}
