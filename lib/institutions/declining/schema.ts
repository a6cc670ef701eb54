import { z } from "zod";
import { WholeNumber } from "../../platform/numerals.ts";
import { declineReasons } from "./rules.ts";

export const ProposeDecline = z.strictObject({
  institutionId: z.uuid(),
  version: WholeNumber,
  reason: z.enum(declineReasons, "reasonRequired"),
  /** What was looked at and found; the registrant reads it. */
  evidence: z.string("evidenceRequired").trim().min(20, "evidenceRequired").max(1000),
});

export const ConfirmDecline = z.strictObject({ declineId: z.uuid(), version: WholeNumber });

export const CancelDecline = z.strictObject({ declineId: z.uuid(), version: WholeNumber });
