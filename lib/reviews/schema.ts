import { z } from "zod";
import { conflictReasons, reviewersNeeded } from "./rules.ts";

const digits = (raw: unknown) =>
  typeof raw === "string" ? raw.trim().replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15)) : raw;

const wholeNumber = z.preprocess((raw) => {
  const text = digits(raw);
  return typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : text;
}, z.int().min(0));

/** An empty choice of a form is no choice. */
const chosen = z.preprocess(
  (raw) => (Array.isArray(raw) ? raw.filter((id) => id !== "") : raw),
  z
    .array(z.uuid())
    .min(1, "reviewersMissing")
    .max(reviewersNeeded)
    .refine((ids) => new Set(ids).size === ids.length, "reviewersMissing"),
);

export const AssignReviewers = z.strictObject({
  applicationId: z.uuid(),
  version: wholeNumber,
  reviewerIds: chosen,
});

export const SubmitReview = z.strictObject({
  reviewId: z.uuid(),
  version: wholeNumber,
  /** By criterion code; which codes and how high is the rubric's to say. */
  scores: z.record(z.string().max(40), wholeNumber).default({}),
  comment: z.string().trim().min(1).max(4000),
});

export const DeclareConflict = z.strictObject({
  reviewId: z.uuid(),
  version: wholeNumber,
  reason: z.enum(conflictReasons),
});

export const RequestInformation = z.strictObject({
  applicationId: z.uuid(),
  /** The application's. */
  version: wholeNumber,
  question: z.string().trim().min(10).max(2000),
});

/** Scores as the database holds them. */
export const StoredScores = z.record(z.string(), z.int()).catch({});
