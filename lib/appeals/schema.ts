import { z } from "zod";
import { WholeNumber } from "../platform/numerals.ts";
import { appealOutcomes, dismissals, grounds } from "./rules.ts";

export const FileAppeal = z.strictObject({
  applicationId: z.uuid(),
  version: WholeNumber,
  ground: z.enum(grounds, "nothingChosen"),
  /** What happened, and how it can be seen. */
  words: z.string().trim().min(40).max(4000),
});

export const ProposeAppeal = z.strictObject({
  appealId: z.uuid(),
  version: WholeNumber,
  outcome: z.enum(appealOutcomes, "nothingChosen"),
  /** Of a dismissal. */
  reason: z.enum(dismissals).optional(),
  /** What was looked at and found; the applicant reads it. */
  note: z.string().trim().min(20).max(2000),
});

export const ConfirmAppeal = z.strictObject({ appealId: z.uuid(), version: WholeNumber });

export const SendBackAppeal = z.strictObject({ appealId: z.uuid(), version: WholeNumber });

/** `key` is made with the form: the same message sent twice is one. */
export const SendAppealMessage = z.strictObject({
  appealId: z.uuid(),
  key: z.uuid(),
  text: z.string().trim().min(1).max(4000),
});

/** The last message that was shown. */
export const MarkAppealRead = z.strictObject({ appealMessageId: z.uuid() });
