import { z } from "zod";
import { hidesApplicant } from "../../institutions/shown.ts";
import type { Actor, Person } from "../../platform/auth/actor.ts";
import { may } from "../../platform/auth/permissions.ts";
import { db } from "../../platform/db/client.ts";
import type { ApplicationState, DiscussionState } from "../../platform/db/generated/enums.ts";
import { reading } from "../../platform/reading.ts";
import type { Criterion } from "../../programmes/schema.ts";
import { type Difference, differences } from "../differences.ts";
import { openSlots, reviewersAtMost, reviewersNeeded } from "../rules.ts";
import { StoredScores } from "../schema.ts";
import { conflictsWith, differencesOf, rubricOf, spreadOf } from "../steps.ts";

/** Who said something: a reviewer by their number in the case, or an administrator. Reviewers stay unnamed to each other. */
export type Voice = { reviewer: number | null; isOwn: boolean };

/** A discussion as those who take part see it. */
export type DiscussionDetail = {
  id: string;
  state: DiscussionState;
  version: number;
  openedAt: Date;
  /** Those who scored are not told who applies. */
  blind: boolean;
  application: { id: string; receipt: string; state: ApplicationState };
  criteria: readonly Criterion[];
  differences: Difference[];
  /** In the order in which they were asked, each as it is now, with the totals that it had before. */
  reviews: {
    id: string;
    version: number;
    voice: Voice;
    scores: Record<string, number>;
    total: number;
    comment: string;
    before: number[];
  }[];
  messages: { id: string; voice: Voice; text: string; at: Date }[];
};

/** At most this many messages are shown: the newest. */
const shownAtMost = 200;

/**
 * A discussion, or null: for reviewers of the case who have submitted their own review, administrators and auditors; nobody who
 * stands close to the applicant.
 */
export const findDiscussion = reading(
  "reviews.readDiscussion",
  "discussion",
  async (actor: Actor, id: string): Promise<DiscussionDetail | null> => {
    if (actor?.kind !== "person" || !may(actor, "reviews.readDiscussion") || !z.uuid().safeParse(id).success)
      return null;
    const discussion = await db().reviewDiscussion.findUnique({
      where: { id },
      include: {
        application: {
          include: {
            reviews: {
              where: { state: "SUBMITTED" },
              include: { revisions: { select: { total: true }, orderBy: { revision: "asc" } } },
              orderBy: [{ assignedAt: "asc" }, { id: "asc" }],
            },
          },
        },
        messages: { orderBy: [{ at: "desc" }, { id: "desc" }], take: shownAtMost },
      },
    });
    if (!discussion || !(await takesPart(actor, discussion.application))) return null;
    const { application, messages } = discussion;
    const { programmeId, rubricVersion, reviews } = application;
    if (rubricVersion === null) return null;
    const [criteria, spread] = await Promise.all([
      rubricOf(db(), programmeId, rubricVersion),
      spreadOf(db(), programmeId, rubricVersion),
    ]);
    const voice = (userId: string): Voice => {
      const place = reviews.findIndex((review) => review.reviewerId === userId);
      return { reviewer: place < 0 ? null : place + 1, isOwn: userId === actor.userId };
    };
    const shown = reviews.map(({ reviewerId, scores, total, comment, revisions, version, id: reviewId }) => ({
      ...{ id: reviewId, version, voice: voice(reviewerId), scores: StoredScores.parse(scores) },
      ...{ total: total ?? 0, comment: comment ?? "", before: revisions.map((revision) => revision.total) },
    }));
    return {
      ...{ id, state: discussion.state, version: discussion.version, openedAt: discussion.openedAt },
      blind: reviews.some((review) => hidesApplicant(review, application.state)),
      application: { id: application.id, receipt: application.receipt ?? "", state: application.state },
      ...{ criteria, reviews: shown, differences: differences(criteria, spread, shown) },
      messages: messages
        .map(({ id: messageId, authorId, text, at }) => ({ id: messageId, voice: voice(authorId), text, at }))
        .reverse(),
    };
  },
);

/** The discussion of a case that the reader takes part in: its id and state, or null. */
export async function findDiscussionOf(
  actor: Actor,
  applicationId: string,
): Promise<{ id: string; state: DiscussionState } | null> {
  if (actor?.kind !== "person" || !may(actor, "reviews.readDiscussion")) return null;
  const discussion = await db().reviewDiscussion.findUnique({
    where: { applicationId },
    include: { application: { include: { reviews: { where: { state: "SUBMITTED" } } } } },
  });
  if (!discussion || !(await takesPart(actor, discussion.application))) return null;
  return { id: discussion.id, state: discussion.state };
}

/** Where the reviews of a case differ, and what can be done about it. */
export type CaseDifferences = {
  criteria: readonly Criterion[];
  differences: Difference[];
  /** A third review may be asked for; or, asked for and with nobody at it, be done without. */
  third: "offered" | "idle" | null;
};

/** Where the reviews of a case differ, for officers; null for everybody else, and where they agree. */
export async function findDifferences(actor: Actor, applicationId: string): Promise<CaseDifferences | null> {
  if (actor?.kind !== "person" || !may(actor, "reviews.readDifferences")) return null;
  const own = actor.memberships.map(({ institutionId }) => institutionId);
  const application = await db().application.findFirst({
    where: { id: applicationId, institutionId: { notIn: own } },
    include: { reviews: { select: { state: true } } },
  });
  if (!application || application.rubricVersion === null) return null;
  const { programmeId, rubricVersion, reviewersNeeded: needed, state, reviews } = application;
  const found = await differencesOf(db(), { id: application.id, programmeId, rubricVersion });
  if (found.length === 0) return null;
  const isIdle = state === "IN_REVIEW" && needed > reviewersNeeded && openSlots(reviews, needed) > 0;
  return {
    criteria: await rubricOf(db(), programmeId, rubricVersion),
    differences: found,
    third: state === "REVIEWED" && needed < reviewersAtMost ? "offered" : isIdle ? "idle" : null,
  };
}

async function takesPart(
  actor: Person,
  application: { id: string; institutionId: string; reviews: readonly { reviewerId: string }[] },
): Promise<boolean> {
  const isReviewer = application.reviews.some(({ reviewerId }) => reviewerId === actor.userId);
  const isOfficer = actor.roles.some((role) => role === "ADMINISTRATOR" || role === "AUDITOR");
  if (!isReviewer && !isOfficer) return false;
  if (actor.memberships.some(({ institutionId }) => institutionId === application.institutionId)) return false;
  return (await conflictsWith(db(), actor, [application.id])).size === 0;
}
