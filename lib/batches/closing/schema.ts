import { z } from "zod";
import { WholeNumber } from "../../platform/numerals.ts";
import { sectors } from "../../programmes/rules.ts";

export const ProposeClosing = z.strictObject({
  programmeId: z.uuid(),
  sector: z.enum(sectors),
  /** Everybody reads it. */
  reason: z.string("reasonRequired").trim().min(20, "reasonRequired").max(1000),
});

export const ConfirmClosing = z.strictObject({ closingId: z.uuid(), version: WholeNumber });

export const CancelClosing = z.strictObject({ closingId: z.uuid(), version: WholeNumber });
