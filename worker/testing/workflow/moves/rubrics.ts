import * as reviews from "../../../../lib/reviews/commands.ts";
import { move, unless } from "../move.ts";
import type { World } from "../world.ts";

type Rubric = World["rubrics"][number];

const named = ({ id, revision }: Rubric) => ({ rubricId: id, revision });
const criterion = (code: string, weight: number) => ({ code, en: code, ur: "معیار", weight, max: 5 });
/** The codes that every review of these stories scores. */
const codes = ["purpose", "readiness", "reach", "care"];

export const rubricMoves = {
  draftRubric: move(reviews.draftRubric, {
    on: (world) => world.programmes,
    input: ({ id }) => ({ programmeId: id }),
    refusals: (_programme, _actor, world) =>
      unless(
        world.rubrics.every(({ state }) => state === "PUBLISHED"),
        "rubricOpen",
      ),
  }),
  saveRubric: move(reviews.saveRubric, {
    on: (world) => world.rubrics,
    input: (rubric, luck) => ({
      ...named(rubric),
      criteria: Object.fromEntries(codes.map((code, index) => [index, criterion(code, luck % 3 === 0 ? 20 : 25)])),
    }),
    refusals: ({ state }) => unless(state === "DRAFT", "wrongState"),
  }),
  proposeRubric: move(reviews.proposeRubric, {
    on: (world) => world.rubrics,
    input: named,
    refusals: ({ state, criteria }) => [
      ...unless(state === "DRAFT", "wrongState"),
      ...unless(
        (criteria as { weight: number }[]).reduce((sum, { weight }) => sum + weight, 0) === 100,
        "rubricUnsound",
      ),
    ],
  }),
  returnRubric: move(reviews.returnRubric, {
    on: (world) => world.rubrics,
    input: named,
    refusals: ({ state }) => unless(state === "PROPOSED", "wrongState"),
  }),
  publishRubric: move(reviews.publishRubric, {
    on: (world) => world.rubrics,
    input: named,
    refusals: ({ state, proposedById }, actor) => [
      ...unless(state === "PROPOSED", "wrongState"),
      ...unless(proposedById !== actor.userId, "sameOfficer"),
    ],
  }),
};
