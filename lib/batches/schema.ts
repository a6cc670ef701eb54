import { z } from "zod";

const wholeNumber = z.preprocess((raw) => {
  if (typeof raw !== "string") return raw;
  const digits = raw.trim().replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
  return /^\d{1,9}$/.test(digits) ? Number(digits) : raw;
}, z.int().min(0));

export const DraftBatch = z.strictObject({ programmeId: z.uuid() });

export const SetItem = z.strictObject({
  batchId: z.uuid(),
  version: wholeNumber,
  applicationId: z.uuid(),
  outcome: z.enum(["AWARD", "DECLINE"]),
  /** Of an award; all that was asked for, unless given. A decline gives none, whatever the field says. */
  seats: wholeNumber.optional(),
  reason: z.string().max(60).optional(),
  /** What the applicant is told of the evidence, in the approver's own words. */
  note: z.string().trim().min(1).max(1000).optional(),
});

export const RemoveItem = z.strictObject({ batchId: z.uuid(), version: wholeNumber, applicationId: z.uuid() });

export const ProposeBatch = z.strictObject({ batchId: z.uuid(), version: wholeNumber });

export const RejectBatch = z.strictObject({
  batchId: z.uuid(),
  version: wholeNumber,
  reason: z.string().trim().min(10).max(1000),
});
