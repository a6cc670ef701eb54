import { attachableQuestions } from "../../../../lib/applications/attachments.ts";
import * as applications from "../../../../lib/applications/commands.ts";
import { basedOn } from "../../../../lib/applications/merge.ts";
import { allows, isSettled, missing } from "../../../../lib/applications/rules.ts";
import { storedAnswers } from "../../../../lib/applications/schema.ts";
import { pdf } from "../../../../lib/documents/testing/samples.ts";
import type { Person } from "../../../../lib/platform/auth/actor.ts";
import * as reviews from "../../../../lib/reviews/commands.ts";
import { openSlots } from "../../../../lib/reviews/rules.ts";
import { move, pairs, unless } from "../move.ts";
import { isAppealed, isClose, isHeldByOther, isMute, row, type World } from "../world.ts";

type Application = World["applications"][number];
type Review = World["reviews"][number];

const words = "To build services that people of the district ask for, and to keep them running.";
const answers = {
  ...{ purpose: words, builders: words, projects: words, readiness: words, dataSensitivity: "PUBLIC" },
  ...{ supportName: "Bushra", supportEmail: "support@people.example" },
};

const owner = ({ institutionId }: { institutionId: string }) => ({ institutionId });
const filesOf = (one: Application, world: World) =>
  row(world.institutions, one.institutionId).documents.filter(({ applicationId }) => applicationId === one.id);
const named = ({ id, version }: Application) => ({ applicationId: id, version });
const of = (review: Review, world: World) => row(world.applications, review.applicationId);
/** Those who are strict differ from the others so much that it is flagged. */
const scoresBy = (luck: number) =>
  luck % 3 === 0 ? { purpose: 1, readiness: 0, reach: 1, care: 0 } : { purpose: 4, readiness: 3, reach: 5, care: 2 };

/** What only the reviewer who was asked may do, while it waits. */
const own = (review: Review, actor: Person) => [
  ...unless(review.reviewerId === actor.userId, "notFound"),
  ...unless(review.state === "ASSIGNED", "wrongState"),
];

/** What else of the institution in the phase keeps an application from being handed in. */
export function besides(one: Pick<Application, "id" | "institutionId" | "phaseId">, world: World): string[] {
  const others = world.applications.filter(
    ({ id, institutionId, phaseId, receipt }) =>
      id !== one.id && institutionId === one.institutionId && phaseId === one.phaseId && receipt !== null,
  );
  const appealed = others.some(({ id }) => isAppealed(id, world));
  return [
    ...unless(!others.some(({ state }) => !isSettled(state)), "anotherUnderway"),
    ...unless(!appealed, "appealOpen"),
  ];
}

/** Why somebody cannot write to the other side of a case. */
const mute = (one: Application, actor: Person, world: World) => [
  ...unless(one.receipt !== null && one.state !== "DRAFT", "wrongState"),
  ...unless(!isMute(world, actor.userId, one.institutionId), "conflictOfInterest"),
];

export const applicationMoves = {
  startApplication: move(applications.startApplication, {
    on: (world) => pairs(world.institutions, world.phases),
    owner: ({ a }) => ({ institutionId: a.id }),
    input: ({ a, b }) => ({ institutionId: a.id, phaseId: b.id }),
    refusals: ({ a, b }, _actor, world) => {
      const open = world.applications.some(
        (one) => one.institutionId === a.id && one.phaseId === b.id && !isSettled(one.state),
      );
      return [
        ...unless(a.state === "VERIFIED", a.state === "SUSPENDED" ? "institutionSuspended" : "institutionNotVerified"),
        ...unless(b.sectors.includes(a.sector), "phaseClosed"),
        ...unless(!open, "duplicate"),
        ...besides({ id: "", institutionId: a.id, phaseId: b.id }, world).filter((code) => code === "appealOpen"),
      ];
    },
  }),
  saveApplication: move(applications.saveApplication, {
    on: (world) => world.applications,
    owner,
    // Sometimes by somebody who has not seen what stands: then it stays, and both texts come back.
    input: (one, luck) => ({
      applicationId: one.id,
      ...(luck % 5 > 0 && { based: basedOn({ seats: one.seats, answers: storedAnswers(one.answers) }) }),
      ...(luck % 7 > 0 && { seats: 1 + (luck % 3), answers }),
    }),
    refusals: ({ state }) => unless(state === "DRAFT", "wrongState"),
  }),
  attachFile: move(applications.attachFile, {
    on: (world) => pairs(world.applications, attachableQuestions),
    owner: ({ a }) => owner(a),
    input: ({ a, b }, luck) => ({
      ...{ applicationId: a.id, question: b, fileName: "a.pdf", bytes: pdf(String(luck % 3)) },
    }),
    refusals: ({ a }) => unless(a.state === "DRAFT", "wrongState"),
  }),
  removeAttachment: move(applications.removeAttachment, {
    on: (world) => world.applications.flatMap((one) => filesOf(one, world).map((file) => ({ one, file }))),
    owner: ({ one }) => owner(one),
    input: ({ file }) => ({ attachmentId: file.id }),
    refusals: ({ one, file }) => [
      ...unless(one.state === "DRAFT", "wrongState"),
      ...unless(file.removedAt === null, "alreadyDone"),
    ],
  }),
  submitApplication: move(applications.submitApplication, {
    on: (world) => world.applications,
    owner,
    input: named,
    refusals: (one, _actor, world) => {
      const institution = row(world.institutions, one.institutionId);
      const documents = filesOf(one, world).filter(({ removedAt }) => removedAt === null);
      const found = missing({ seats: one.seats, answers: storedAnswers(one.answers), institution, documents });
      return [
        ...unless(institution.state !== "SUSPENDED", "institutionSuspended"),
        ...unless(one.state === "DRAFT", "wrongState"),
        ...besides(one, world),
        ...unless(Object.keys(found).length === 0, "incomplete"),
      ];
    },
  }),
  withdrawApplication: move(applications.withdrawApplication, {
    on: (world) => world.applications,
    owner,
    input: named,
    refusals: ({ state }) => unless(allows(state, "applications.withdraw"), "wrongState"),
  }),
  replyToRequest: move(applications.replyToRequest, {
    on: (world) => world.requests,
    owner: (request, world) => owner(row(world.applications, request.applicationId)),
    input: (request, _luck, world) => ({
      ...named(row(world.applications, request.applicationId)),
      ...{ requestId: request.id, reply: words },
    }),
    refusals: (request, _actor, world) => [
      ...unless(request.repliedAt === null, "alreadyDone"),
      ...unless(row(world.applications, request.applicationId).state === "INFORMATION_REQUESTED", "wrongState"),
    ],
  }),
  sendMessage: move(applications.sendMessage, {
    on: (world) => world.applications,
    owner,
    input: (one) => ({ applicationId: one.id, key: crypto.randomUUID(), text: words }),
    refusals: mute,
  }),
  sendFile: move(applications.sendFile, {
    on: (world) => world.applications,
    owner,
    input: (one, luck) => ({
      ...{ applicationId: one.id, key: crypto.randomUUID(), fileName: "a.pdf", bytes: pdf(String(luck % 3)) },
    }),
    refusals: mute,
  }),
  markMessagesRead: move(applications.markMessagesRead, {
    on: (world) => world.messages.filter(({ applicationId }) => applicationId !== null),
    owner: (message, world) => owner(row(world.applications, message.applicationId ?? "")),
    input: ({ applicationId, id }) => ({ applicationId, messageId: id }),
  }),

  assignReviewers: move(reviews.assignReviewers, {
    on: (world) => pairs(world.applications, world.users),
    input: ({ a, b }) => ({ ...named(a), reviewerIds: [b.id] }),
    refusals: ({ a, b }, actor, world) => {
      const now = new Date();
      const asked = world.reviews.filter((review) => review.applicationId === a.id);
      const before = asked.find((review) => review.reviewerId === b.id)?.state;
      const held = b.grants.some(({ role, endsAt }) => role === "REVIEWER" && (endsAt === null || endsAt > now));
      const isAway = b.absences.some(({ startsAt, endsAt }) => startsAt <= now && endsAt > now);
      return [
        ...unless(a.receipt !== null, "notFound"),
        ...unless(a.state === "SUBMITTED" || a.state === "IN_REVIEW", "wrongState"),
        ...unless(!isClose(world, actor.userId, a.institutionId), "conflictOfInterest"),
        ...unless(!isHeldByOther(world, a.id, actor.userId), "caseHeld"),
        ...unless(openSlots(asked, a.reviewersNeeded) > 0, "tooLarge"),
        ...unless(held && !isAway, "notFound"),
        ...unless(before !== "CONFLICTED" && !isClose(world, b.id, a.institutionId), "reviewerConflicted"),
        ...unless(before === undefined || before === "WITHDRAWN" || before === "CONFLICTED", "alreadyDone"),
      ];
    },
  }),
  submitReview: move(reviews.submitReview, {
    on: (world) => world.reviews,
    input: ({ id, version }, luck) => ({ reviewId: id, version, scores: scoresBy(luck), comment: words }),
    refusals: (review, actor, world) => [
      ...own(review, actor),
      ...unless(of(review, world).state === "IN_REVIEW", "wrongState"),
      ...unless(!isClose(world, actor.userId, of(review, world).institutionId), "conflictOfInterest"),
    ],
  }),
  declareConflict: move(reviews.declareConflict, {
    on: (world) => world.reviews,
    input: ({ id, version }) => ({ reviewId: id, version, reason: "family" }),
    refusals: own,
  }),
  reassignReview: move(reviews.reassignReview, {
    on: (world) => pairs(world.reviews, world.users),
    input: ({ a, b }) => ({ reviewId: a.id, version: a.version, reason: "overdue", reviewerId: b.id }),
    refusals: ({ a, b }, actor, world) => {
      const now = new Date();
      const { institutionId, state } = of(a, world);
      const before = world.reviews.find(
        (review) => review.applicationId === a.applicationId && review.reviewerId === b.id,
      )?.state;
      const held = b.grants.some(({ role, endsAt }) => role === "REVIEWER" && (endsAt === null || endsAt > now));
      const isAway = b.absences.some(({ startsAt, endsAt }) => startsAt <= now && endsAt > now);
      return [
        ...unless(a.state === "ASSIGNED" && state === "IN_REVIEW", "wrongState"),
        ...unless(!isClose(world, actor.userId, institutionId), "conflictOfInterest"),
        ...unless(!isHeldByOther(world, a.applicationId, actor.userId), "caseHeld"),
        ...unless(held && !isAway, "notFound"),
        ...unless(before !== "CONFLICTED" && !isClose(world, b.id, institutionId), "reviewerConflicted"),
        ...unless(before === undefined || before === "WITHDRAWN" || before === "CONFLICTED", "alreadyDone"),
      ];
    },
  }),
  withdrawReview: move(reviews.withdrawReview, {
    on: (world) => world.reviews,
    input: ({ id, version }) => ({ reviewId: id, version, reason: "overdue" }),
    refusals: (review, actor, world) => [
      ...unless(review.state === "ASSIGNED", "wrongState"),
      ...unless(!isClose(world, actor.userId, of(review, world).institutionId), "conflictOfInterest"),
      ...unless(!isHeldByOther(world, review.applicationId, actor.userId), "caseHeld"),
    ],
  }),
  requestInformation: move(reviews.requestInformation, {
    on: (world) => world.applications,
    input: (one) => ({ ...named(one), question: words }),
    refusals: (one, actor, world) => {
      const isAsked = world.reviews.some(
        ({ applicationId, reviewerId, state }) =>
          applicationId === one.id && reviewerId === actor.userId && state === "ASSIGNED",
      );
      return [
        ...unless(actor.roles.includes("ADMINISTRATOR") || isAsked, "notFound"),
        ...unless(!actor.roles.includes("ADMINISTRATOR") || !isHeldByOther(world, one.id, actor.userId), "caseHeld"),
        ...unless(!isClose(world, actor.userId, one.institutionId), "conflictOfInterest"),
        ...unless(one.receipt !== null, "notFound"),
        ...unless(allows(one.state, "reviews.requestInformation"), "wrongState"),
      ];
    },
  }),
};
