import { z } from "zod";
import { WholeNumber } from "../platform/numerals.ts";
import { blindConflictReasons, reviewersAtMost, withdrawReasons } from "./rules.ts";

/** An empty choice of a form is no choice. */
const chosen = z.preprocess(
  (raw) => (Array.isArray(raw) ? raw.filter((id) => id !== "") : raw),
  z
    .array(z.uuid())
    .min(1, "reviewersMissing")
    .max(reviewersAtMost)
    .refine((ids) => new Set(ids).size === ids.length, "reviewersMissing"),
);

export const AssignReviewers = z.strictObject({
  applicationId: z.uuid(),
  version: WholeNumber,
  reviewerIds: chosen,
});

export const SubmitReview = z.strictObject({
  reviewId: z.uuid(),
  version: WholeNumber,
  /** By criterion code; which codes and how high is the rubric's to say. */
  scores: z.record(z.string().max(40), WholeNumber).default({}),
  comment: z.string().trim().min(1).max(4000),
});

export const DeclareConflict = z.strictObject({
  reviewId: z.uuid(),
  version: WholeNumber,
  reason: z.enum(blindConflictReasons),
});

export const WithdrawReview = z.strictObject({
  reviewId: z.uuid(),
  version: WholeNumber,
  reason: z.enum(withdrawReasons),
});

/** Why a review goes to another person. */
export const ReassignReview = z.strictObject({
  reviewId: z.uuid(),
  version: WholeNumber,
  reason: z.enum(["unavailable", "overdue"]),
  reviewerId: z.uuid(),
});

export const RequestInformation = z.strictObject({
  applicationId: z.uuid(),
  /** The application's. */
  version: WholeNumber,
  question: z.string().trim().min(10).max(2000),
});

export const NeedReviewers = z.strictObject({ applicationId: z.uuid(), version: WholeNumber });

export const OpenDiscussion = z.strictObject({ applicationId: z.uuid(), version: WholeNumber });

export const PostToDiscussion = z.strictObject({
  discussionId: z.uuid(),
  version: WholeNumber,
  text: z.string().trim().min(1).max(4000),
});

export const CloseDiscussion = z.strictObject({ discussionId: z.uuid(), version: WholeNumber });

/** Scores as the database holds them. */
export const StoredScores = z.record(z.string(), z.int()).catch({});
