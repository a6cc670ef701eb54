import { findApplication } from "../../lib/applications/queries.ts";
import type { Person } from "../../lib/platform/auth/actor.ts";
import { assignReviewers, submitReview } from "../../lib/reviews/commands.ts";
import { findReview, myReviews, reviewerSuggestions, reviewsOf } from "../../lib/reviews/queries.ts";
import { must } from "./must.mts";

/** Gives an application both reviewers, or those that it still lacks. */
export async function assign(
  administrator: Person,
  applicationId: string,
  reviewers: readonly Person[],
): Promise<void> {
  const { openSlots } = await reviewsOf(administrator, applicationId);
  const application = await findApplication(administrator, applicationId);
  if (openSlots === 0 || !application) return;
  const free = new Set(
    (await reviewerSuggestions(administrator, applicationId)).map((suggestion) => suggestion.userId),
  );
  const wanted = reviewers.filter((reviewer) => free.has(reviewer.userId)).slice(0, openSlots);
  const input = { applicationId, version: application.version, reviewerIds: wanted.map((reviewer) => reviewer.userId) };
  must(await assignReviewers(administrator, input), `reviewers of ${application.receipt}`);
}

/** With which eye a reviewer sees an application; undefined: as the others do. */
export type Eye = (applicationId: string) => "strict" | "kind" | undefined;

/**
 * Scores everything that waits for the reviewer. Scores differ from one application to the next, and are the same in every run;
 * what somebody sees with another eye gets all points or one.
 */
export async function scoreAll(reviewer: Person, onScored: () => void, eye: Eye = () => undefined): Promise<void> {
  for (;;) {
    const { rows } = await myReviews(reviewer);
    const waiting = rows.filter((row) => row.state === "ASSIGNED" && row.application.state === "IN_REVIEW");
    if (waiting.length === 0) return;
    for (const { id } of waiting) {
      const review = await findReview(reviewer, id);
      if (!review) throw new Error(`review ${id} cannot be read by its reviewer`);
      const seed = Number.parseInt(review.application.id.slice(-6), 16);
      const seen = eye(review.application.id);
      const scores = Object.fromEntries(
        review.criteria.map(({ code, max }, i) => [
          code,
          seen === undefined ? max - ((seed >> (2 * i)) % 2) : seen === "kind" ? max : 1,
        ]),
      );
      const input = {
        reviewId: id,
        version: review.version,
        scores,
        comment: "Demonstration: scored by the scenario.",
      };
      must(await submitReview(reviewer, input), `review of ${review.application.receipt}`);
      onScored();
    }
  }
}
