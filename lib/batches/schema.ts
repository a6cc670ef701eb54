import { z } from "zod";
import { WholeNumber } from "../platform/numerals.ts";
import { facts } from "./reasons.ts";
import { itemsAtMost } from "./rules.ts";

export const DraftBatch = z.strictObject({ programmeId: z.uuid() });

export const SetItem = z.strictObject({
  batchId: z.uuid(),
  version: WholeNumber,
  applicationId: z.uuid(),
  outcome: z.enum(["AWARD", "DECLINE", "WAITLIST"]),
  /** Of an award; all that was asked for, unless given. A decline and the waitlist give none, whatever the field says. */
  seats: WholeNumber.optional(),
  reason: z.string().max(60).optional(),
  /** The facts that were looked at: a decline names at least one that its reason asks for. */
  evidence: z.array(z.enum(facts)).max(facts.length).optional(),
  /** What the applicant is told of the evidence, in the approver's own words. */
  note: z.string().trim().min(1).max(1000).optional(),
});

export const AwardItems = z.strictObject({
  batchId: z.uuid(),
  version: WholeNumber,
  applicationIds: z.array(z.uuid(), "required").min(1, "required").max(itemsAtMost),
});

export const RemoveItem = z.strictObject({ batchId: z.uuid(), version: WholeNumber, applicationId: z.uuid() });

/** Why those who wait with a better claim are passed over; needed where somebody is. */
const passedReason = z.string().trim().min(20, "reasonRequired").max(1000).optional();

export const ProposeBatch = z.strictObject({ batchId: z.uuid(), version: WholeNumber, passedReason });

/** The decisions that somebody opened, of the plan with this hash. */
export const OpenItems = z.strictObject({
  batchId: z.uuid(),
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  itemIds: z.array(z.uuid(), "required").min(1, "required").max(itemsAtMost),
});

/** Some decisions of a batch taken out, and the rest proposed anew. */
export const ReproposeBatch = z.strictObject({
  batchId: z.uuid(),
  version: WholeNumber,
  itemIds: z.array(z.uuid(), "required").min(1, "required").max(itemsAtMost),
  reason: z.string("reasonRequired").trim().min(10, "reasonRequired").max(1000),
  passedReason,
});

/** A call that the person signed themselves, for the registry: the envelope, base64. */
export const Signature = z.base64("signatureWrong").min(1, "signatureMissing").max(24_000, "signatureWrong");

export const SignBatch = z.strictObject({
  batchId: z.uuid(),
  planHash: z.string().regex(/^[0-9a-f]{64}$/),
  signature: Signature,
});

export const RejectBatch = z.strictObject({
  batchId: z.uuid(),
  version: WholeNumber,
  reason: z.string().trim().min(10).max(1000),
});
