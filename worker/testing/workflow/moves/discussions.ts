import type { Person } from "../../../../lib/platform/auth/actor.ts";
import { Rubric } from "../../../../lib/programmes/schema.ts";
import * as reviews from "../../../../lib/reviews/commands.ts";
import { differences } from "../../../../lib/reviews/differences.ts";
import { openSlots } from "../../../../lib/reviews/rules.ts";
import { StoredScores } from "../../../../lib/reviews/schema.ts";
import { move, unless } from "../move.ts";
import { isClose, row, type World } from "../world.ts";

type Application = World["applications"][number];
type Discussion = World["discussions"][number];

const words = "The second year is planned in detail; the first is not.";
const named = ({ id, version }: Application) => ({ applicationId: id, version });
const submitted = (id: string, world: World) =>
  world.reviews.filter(({ applicationId, state }) => applicationId === id && state === "SUBMITTED");

/** Are the scores of the case so different that it is flagged? */
function isFlagged({ id, programmeId, rubricVersion }: Application, world: World): boolean {
  const rubric = world.rubrics.find((one) => one.programmeId === programmeId && one.version === rubricVersion);
  if (!rubric) return false;
  const scored = submitted(id, world).map(({ scores, total }) => ({
    scores: StoredScores.parse(scores),
    total: total ?? 0,
  }));
  return differences(Rubric.parse(rubric.criteria), rubric.spread, scored).length > 0;
}

const foreign = (one: Application, actor: Person, world: World) => [
  ...unless(one.receipt !== null, "notFound"),
  ...unless(!isClose(world, actor.userId, one.institutionId), "conflictOfInterest"),
];

/** Whoever takes part in a discussion: an administrator, or a reviewer who has submitted; nobody close to the applicant. */
const takesPart = (discussion: Discussion, actor: Person, world: World) => {
  const application = row(world.applications, discussion.applicationId);
  const isReviewer = submitted(application.id, world).some(({ reviewerId }) => reviewerId === actor.userId);
  return [
    ...unless(isReviewer || actor.roles.includes("ADMINISTRATOR"), "notFound"),
    ...unless(!isClose(world, actor.userId, application.institutionId), "conflictOfInterest"),
    ...unless(discussion.state === "OPEN", "wrongState"),
  ];
};

export const discussionMoves = {
  askThirdReview: move(reviews.askThirdReview, {
    on: (world) => world.applications,
    input: named,
    refusals: (one, actor, world) => [
      ...foreign(one, actor, world),
      ...unless(one.state === "REVIEWED" && one.reviewersNeeded < 3, "wrongState"),
      ...unless(isFlagged(one, world), "scoresAgree"),
      ...unless(
        !world.batches.some(({ items }) => items.some((item) => item.live && item.applicationId === one.id)),
        "inAnotherBatch",
      ),
    ],
  }),
  skipThirdReview: move(reviews.skipThirdReview, {
    on: (world) => world.applications,
    input: named,
    refusals: (one, actor, world) => {
      const all = world.reviews.filter(({ applicationId }) => applicationId === one.id);
      const isIdle = one.reviewersNeeded > 2 && openSlots(all, one.reviewersNeeded) > 0;
      return [
        ...foreign(one, actor, world),
        ...unless(one.state === "IN_REVIEW" && isIdle && submitted(one.id, world).length >= 2, "wrongState"),
      ];
    },
  }),
  openDiscussion: move(reviews.openDiscussion, {
    on: (world) => world.applications,
    input: named,
    refusals: (one, actor, world) => [
      ...foreign(one, actor, world),
      ...unless(one.state === "REVIEWED" || one.state === "IN_REVIEW", "wrongState"),
      ...unless(
        !world.discussions.some(({ applicationId, state }) => applicationId === one.id && state === "OPEN"),
        "wrongState",
      ),
      ...unless(isFlagged(one, world), "scoresAgree"),
    ],
  }),
  postToDiscussion: move(reviews.postToDiscussion, {
    on: (world) => world.discussions,
    input: ({ id, version }) => ({ discussionId: id, version, text: words }),
    refusals: takesPart,
  }),
  closeDiscussion: move(reviews.closeDiscussion, {
    on: (world) => world.discussions,
    input: ({ id, version }) => ({ discussionId: id, version }),
    refusals: takesPart,
  }),
  reviseReview: move(reviews.reviseReview, {
    on: (world) => world.reviews,
    input: ({ id, version }) => ({
      ...{ reviewId: id, version, comment: words },
      scores: { purpose: 4, readiness: 3, reach: 4, care: 2 },
    }),
    refusals: (review, actor, world) => {
      const one = row(world.applications, review.applicationId);
      const isDiscussed = world.discussions.some(
        ({ applicationId, state }) => applicationId === one.id && state === "OPEN",
      );
      return [
        ...unless(review.reviewerId === actor.userId, "notFound"),
        ...unless(review.state === "SUBMITTED" && isDiscussed, "wrongState"),
        ...unless(one.state === "REVIEWED" || one.state === "IN_REVIEW", "wrongState"),
        ...unless(!isClose(world, actor.userId, one.institutionId), "conflictOfInterest"),
      ];
    },
  }),
};
