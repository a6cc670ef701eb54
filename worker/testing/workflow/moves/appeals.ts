import * as appeals from "../../../../lib/appeals/commands.ts";
import { appealEnds } from "../../../../lib/appeals/rules.ts";
import type { Person } from "../../../../lib/platform/auth/actor.ts";
import { move, unless } from "../move.ts";
import { belongs, isMute, row, type World } from "../world.ts";
import { besides } from "./applications.ts";

type Appeal = World["appeals"][number];

const words = "The approval of the service's owner was attached, and the reasons say that there was none.";

/** Whoever scored, decided or belongs to the applicant, or did, has no part in it. */
const judging = (appeal: Appeal, actor: Person, world: World) => {
  const { applicationId } = appeal;
  const { institutionId } = row(world.applications, applicationId);
  const review = world.reviews.find((one) => one.applicationId === applicationId && one.reviewerId === actor.userId);
  const decided = world.batches
    .filter(({ items }) => items.some((item) => item.applicationId === applicationId))
    .flatMap(({ id, proposedById, approvedById }) => [
      ...[proposedById, approvedById],
      ...world.batchApprovals.filter(({ batchId }) => batchId === id).map(({ approverId }) => approverId),
    ]);
  const closingId = world.waiting.find((one) => one.applicationId === applicationId)?.closingId;
  for (const { id, proposedById, closedById } of world.closings)
    if (id === closingId) decided.push(proposedById, closedById);
  const isClose =
    belongs(world, actor.userId, institutionId) ||
    world.left.has(`${actor.userId} ${institutionId}`) ||
    review?.state === "CONFLICTED";
  const scored = review !== undefined && review.state !== "WITHDRAWN" && review.state !== "CONFLICTED";
  return [
    ...unless(!isClose, "conflictOfInterest"),
    ...unless(!scored, "scorerMayNotDecide"),
    ...unless(!decided.includes(actor.userId), "decidedBefore"),
  ];
};

const on = (world: World) => world.appeals;
const ofAppeal = ({ applicationId }: Appeal, world: World) => ({
  institutionId: row(world.applications, applicationId).institutionId,
});
const named = ({ id, version }: Appeal) => ({ appealId: id, version });

export const appealMoves = {
  fileAppeal: move(appeals.fileAppeal, {
    on: (world) => world.applications,
    owner: ({ institutionId }) => ({ institutionId }),
    input: ({ id, version }) => ({ applicationId: id, version, ground: "evidenceNotConsidered", words }),
    refusals: ({ id, state, decidedAt }, _actor, world) => [
      ...unless(!world.appeals.some(({ applicationId }) => applicationId === id), "alreadyDone"),
      ...unless(state === "DECLINED", "wrongState"),
      ...unless(
        decidedAt === null || new Date() <= appealEnds(decidedAt, world.programmes[0]?.stepDays ?? []),
        "appealTooLate",
      ),
    ],
  }),
  proposeAppeal: move(appeals.proposeAppeal, {
    on,
    input: (appeal, luck) => ({
      ...{ ...named(appeal), note: words },
      ...(luck % 2 > 0 ? { outcome: "UPHELD" } : { outcome: "DISMISSED", reason: "processFollowed" }),
    }),
    refusals: (appeal, actor, world) => [
      ...unless(appeal.state === "FILED", "wrongState"),
      ...judging(appeal, actor, world),
    ],
  }),
  confirmAppeal: move(appeals.confirmAppeal, {
    on,
    input: named,
    refusals: (appeal, actor, world) => {
      const proposer = world.users.find(({ id }) => id === appeal.proposedById);
      const isUnderway = besides(row(world.applications, appeal.applicationId), world).includes("anotherUnderway");
      const isSame =
        proposer?.id === actor.userId || (actor.principal !== null && proposer?.principal === actor.principal);
      return [
        ...unless(appeal.state === "PROPOSED", "wrongState"),
        ...unless(appeal.outcome !== "UPHELD" || !isUnderway, "appealWaits"),
        ...judging(appeal, actor, world),
        ...unless(!isSame, "sameOfficer"),
      ];
    },
  }),
  sendAppealMessage: move(appeals.sendAppealMessage, {
    on,
    owner: ofAppeal,
    input: ({ id }) => ({ appealId: id, key: crypto.randomUUID(), text: "Which file is meant?" }),
    refusals: (appeal, actor, world) => {
      const { institutionId } = row(world.applications, appeal.applicationId);
      const isOwn = belongs(world, actor.userId, institutionId);
      return [
        ...unless(appeal.state === "FILED" || appeal.state === "PROPOSED", "wrongState"),
        ...unless(!isMute(world, actor.userId, institutionId), "conflictOfInterest"),
        ...(isOwn ? [] : judging(appeal, actor, world)),
      ];
    },
  }),
  markAppealRead: move(appeals.markAppealRead, {
    on: (world) => world.messages.filter(({ appealId }) => appealId !== null),
    owner: ({ appealId }, world) => ofAppeal(row(world.appeals, appealId ?? ""), world),
    input: ({ id }) => ({ appealMessageId: id }),
  }),
  sendBackAppeal: move(appeals.sendBackAppeal, {
    on,
    input: named,
    refusals: (appeal, actor, world) => [
      ...unless(appeal.state === "PROPOSED", "wrongState"),
      ...judging(appeal, actor, world),
    ],
  }),
};
