import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import type { BatchState, Outcome } from "../platform/db/generated/enums.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { isId } from "../platform/ids.ts";
import { deskListingSize, listingOffset } from "../platform/listing.ts";
import { reading } from "../platform/reading.ts";
import type { Sorting } from "../platform/sorting.ts";
import { quotas } from "../programmes/queries.ts";
import type { QuotaFigures } from "../programmes/rules.ts";
import { daysOf, daysShown } from "../programmes/stepDays.ts";
import { meanTotal } from "../reviews/rules.ts";
import { type Approval, quorumOf, unopenedItems } from "./approvals/steps.ts";
import { type ChainProgress, progressOf } from "./progress.ts";
import { type Fact, knownFacts } from "./reasons.ts";
import { type QuotaEffect, quotaEffects } from "./rules.ts";
import { type Signing, signingOf } from "./signing/queries.ts";
import { assertMayDecide, assertMayTakePart, type Plan, planOf } from "./steps.ts";
import { type Claims, claimsPassedOver } from "./waitlist/claims.ts";

export { findReading, type ItemToRead, type Reading } from "./approvals/queries.ts";
export { type ClosedWaitlist, closedWaitlists, closingsProposed } from "./closing/queries.ts";
export { type Candidate, candidates, type SeatSpread, seatSpread, type Trial, tryRule } from "./selection/queries.ts";
export { type UnsignedBatch, unsignedBatches } from "./signing/late.ts";
export { findToSign, type Signing, type ToSign } from "./signing/queries.ts";
export {
  type DeskWaitlist,
  deskWaitlists,
  findWaitingPlace,
  findWaitingPlaceByLink,
  offersToMake,
  placesOfferedTo,
  type WaitingPlace,
  type WaitingRow,
  type Waitlist,
  waitlists,
} from "./waitlist/queries.ts";

/** A line of the list of batches. */
export type BatchRow = {
  id: string;
  code: string;
  state: BatchState;
  items: number;
  seats: number;
  createdAt: Date;
  proposedBy: string | null;
};

/** What the list of batches may be ordered by. */
export const batchSorts = ["code", "state", "opened"] as const;

/**
 * Batches, the newest first unless another order is asked for. The seats leave out what the reader may not know yet. `page` counts from 1 and has at most 500 rows.
 */
export async function batches(
  actor: Actor,
  page = 1,
  sort?: Sorting<(typeof batchSorts)[number]>,
): Promise<{ rows: BatchRow[]; count: number }> {
  if (!may(actor, "batches.read")) return { rows: [], count: 0 };
  const [count, found] = await Promise.all([
    db().batch.count(),
    db().batch.findMany({
      include: {
        items: { select: { seats: true, application: { select: { institutionId: true } } } },
      },
      orderBy: [
        ...(sort ? [{ [sort.by === "opened" ? "createdAt" : sort.by]: sort.order }] : []),
        { createdAt: "desc" },
        { id: "desc" },
      ],
      skip: listingOffset({ page }, deskListingSize),
      take: deskListingSize,
    }),
  ]);
  const names = await namesOf(found.map((batch) => batch.proposedById));
  const rows = found.map(({ id, code, state, items, createdAt, proposedById }) => ({
    id,
    code,
    state,
    items: items.length,
    seats: items
      .filter((item) => !isConcealed(actor, state, item.application.institutionId))
      .reduce((sum, item) => sum + item.seats, 0),
    createdAt,
    proposedBy: names.get(proposedById ?? "") ?? null,
  }));
  return { rows, count };
}

/** Everything about a batch that its page shows. */
export type BatchDetail = Plan & {
  /** Decisions left out of `items`, since the reader belongs to the applicant and nobody there knows yet. */
  concealed: number;
  programme: { nameEn: string; nameUr: string };
  proposedBy: string | null;
  approvedBy: string | null;
  proposedAt: Date | null;
  approvedAt: Date | null;
  releaseAt: Date | null;
  releasedAt: Date | null;
  completedAt: Date | null;
  rejectReason: string | null;
  effects: QuotaEffect<QuotaFigures>[];
  /** Who would be passed over by the awards, while it is not decided. */
  claims: Claims[];
  /** Why the reader may not approve or reject it, or null. */
  mayNotDecide: ErrorCode | null;
  /** Why the reader may not change or reject it, or null: the proposer may take it back. */
  mayNotTakePart: ErrorCode | null;
  progress: ChainProgress;
  /** How many have to approve besides the proposer, and who has. */
  needed: number;
  approvals: Approval[];
  /** How it stands with the signatures that the registry asks for. */
  signing: Signing;
  /** Has the reader approved already? */
  hasApproved: boolean;
  /** The decisions that the reader, who may approve, has not opened. */
  unopened: string[];
  /** The mean score of each application, in hundredths of a percent; null where nobody scored it. */
  means: ReadonlyMap<string, number | null>;
};

/** A batch, or null. Whoever belongs to an applicant does not see what is decided about it before it is released. */
export const findBatch = reading(
  "batches.read",
  "batch",
  async (actor: Actor, id: string): Promise<BatchDetail | null> => {
    if (actor?.kind !== "person" || !may(actor, "batches.read") || !isId(id)) return null;
    const plan = await planOf(db(), id);
    if (!plan) return null;
    const batch = await db().batch.findUniqueOrThrow({ where: { id }, include: { programme: true } });
    const isStillToCome = plan.state === "DRAFT" || plan.state === "PROPOSED";
    const [names, figures, decide, takePart, progress, quorum, unopened, claims] = await Promise.all([
      namesOf([batch.proposedById, batch.approvedById]),
      quotas(actor, plan.programmeId),
      assertMayDecide(db(), actor, id),
      assertMayTakePart(
        db(),
        actor,
        plan.items.map((item) => item.applicationId),
      ),
      progressOf(plan, ownInstitutions(actor)),
      quorumOf(db(), plan, new Date()),
      plan.state === "PROPOSED" ? unopenedItems(db(), id, actor.userId) : [],
      isStillToCome || plan.state === "REJECTED" ? claimsPassedOver(db(), plan) : [],
    ]);
    const items = plan.items.filter((item) => !isConcealed(actor, plan.state, item.institutionId));
    const concealed = plan.items.length - items.length;
    return {
      ...plan,
      items,
      concealed,
      // A hash over the plan would let what is left out be guessed.
      planHash: concealed > 0 ? null : plan.planHash,
      programme: { nameEn: batch.programme.nameEn, nameUr: batch.programme.nameUr },
      proposedBy: names.get(batch.proposedById ?? "") ?? null,
      approvedBy: names.get(batch.approvedById ?? "") ?? null,
      proposedAt: batch.proposedAt,
      approvedAt: batch.approvedAt,
      releaseAt: batch.releaseAt,
      releasedAt: batch.releasedAt,
      completedAt: batch.completedAt,
      rejectReason: batch.rejectReason,
      // Approval keeps the places: from then on the effect is part of what is taken.
      effects: quotaEffects(figures, isStillToCome ? items : []),
      claims,
      mayNotDecide: decide.ok ? null : decide.error.code,
      mayNotTakePart: takePart.ok ? null : takePart.error.code,
      progress,
      ...quorum,
      signing: await signingOf(
        actor,
        plan,
        quorum.approvals.map(({ approverId }) => approverId),
      ),
      hasApproved: quorum.approvals.some(({ approverId }) => approverId === actor.userId),
      unopened: unopened.filter((itemId) => items.some((item) => item.itemId === itemId)),
      means: await meansOf(items.map(({ applicationId }) => applicationId)),
    };
  },
);

/** An application and what a draft decides about it so far. */
export type DecisionDetail = {
  batch: { id: string; code: string; version: number };
  /** `held`: what an accepted offer keeps for it; it is awarded those, and no more. */
  application: { receipt: string; institution: string; seats: number; held: number | null };
  item: { outcome: Outcome; seats: number; reason: string | null; evidence: Fact[]; note: string | null } | null;
};

/** What a draft decides about an application, or could; null where the actor may not change it or it cannot be changed. */
export const findDecision = reading(
  "batches.read",
  { kind: "batch", orNothing: "batches.setItem" },
  async (actor: Actor, batchId: string, applicationId: string): Promise<DecisionDetail | null> => {
    if (!may(actor, "batches.setItem") || !isId(batchId) || !isId(applicationId)) return null;
    const batch = await db().batch.findUnique({ where: { id: batchId, state: "DRAFT" } });
    const application = await db().application.findUnique({
      where: { id: applicationId, state: "REVIEWED", ...ofOthers(actor) },
      include: {
        institution: { select: { name: true } },
        items: { where: { live: true } },
        offers: { where: { state: "ACCEPTED" }, select: { seats: true } },
      },
    });
    if (!batch || !application?.receipt || application.programmeId !== batch.programmeId) return null;
    const item = application.items.find((one) => one.batchId === batchId) ?? null;
    return {
      batch: { id: batch.id, code: batch.code, version: batch.version },
      application: {
        receipt: application.receipt,
        institution: application.institution.name,
        seats: application.seats ?? 0,
        held: application.offers[0]?.seats ?? null,
      },
      item: item && {
        outcome: item.outcome,
        seats: item.seats,
        reason: item.reason,
        evidence: knownFacts(item.evidence),
        note: item.note,
      },
    };
  },
);

/** What was decided about an application. */
export type DecisionOn = {
  outcome: Outcome;
  seats: number;
  asked: number;
  reason: string | null;
  /** The facts of the case that it rests on. */
  evidence: Fact[];
  note: string | null;
  /** Working days in which it can be appealed against. */
  appealDays: number;
  /** Why the waitlist was closed, where that ended its waiting. */
  closing: string | null;
};

/** What was decided about an application, from its release on; null before, and for whoever may not read the application. */
export async function findDecisionOn(actor: Actor, applicationId: string): Promise<DecisionOn | null> {
  const found = await decisionOn(applicationId);
  if (!found || !may(actor, "applications.read", { institutionId: found.institutionId })) return null;
  return found.decision;
}

/**
 * The same for whoever opened a link to the application's status: the caller has asked `readStatusLink`, which gives the id. What
 * those who decided wrote in their own words stays unread.
 */
export async function findDecisionByLink(_actor: Actor, applicationId: string): Promise<DecisionOn | null> {
  const found = await decisionOn(applicationId);
  return found && { ...found.decision, note: null };
}

async function decisionOn(applicationId: string): Promise<{ institutionId: string; decision: DecisionOn } | null> {
  if (!isId(applicationId)) return null;
  const application = await db().application.findUnique({
    where: { id: applicationId, state: { in: ["AWARDED", "DECLINED"] } },
    include: {
      items: { where: { live: true } },
      programme: { select: { stepDays: daysShown } },
      waiting: { select: { closing: { select: { reason: true } } } },
    },
  });
  const [item] = application?.items ?? [];
  if (!application || !item) return null;
  const closing = item.outcome === "WAITLIST" ? (application.waiting?.closing?.reason ?? null) : null;
  const { outcome, seats, reason, evidence, note } = item;
  const appealDays = daysOf("appeal", application.decidedAt ?? new Date(), application.programme.stepDays);
  return {
    institutionId: application.institutionId,
    decision: {
      outcome,
      seats,
      asked: application.seats ?? 0,
      reason,
      evidence: knownFacts(evidence),
      note,
      ...{ appealDays, closing },
    },
  };
}

/** The programmes that batches can be made for. */
export async function batchProgrammes(actor: Actor): Promise<{ id: string; nameEn: string; nameUr: string }[]> {
  if (!may(actor, "batches.draft")) return [];
  return db().programme.findMany({
    select: { id: true, nameEn: true, nameUr: true },
    orderBy: { code: "asc" },
    take: 50,
  });
}

/** Does a batch in this state hold back its decision from the reader, who belongs to the applicant? Released, everybody hears. */
function isConcealed(actor: Actor, state: BatchState, institutionId: string): boolean {
  const isOut = state === "RELEASED" || state === "COMPLETED";
  return !isOut && ownInstitutions(actor).includes(institutionId);
}

/** What belongs to none of the reader's own institutions. */
function ofOthers(actor: Actor): { institutionId: { notIn: string[] } } {
  return { institutionId: { notIn: ownInstitutions(actor) } };
}

function ownInstitutions(actor: Actor): string[] {
  return actor?.kind === "person" ? actor.memberships.map((membership) => membership.institutionId) : [];
}

async function meansOf(applicationIds: string[]): Promise<Map<string, number | null>> {
  const scored = await db().application.findMany({
    where: { id: { in: applicationIds } },
    select: { id: true, reviews: { where: { state: { not: "WITHDRAWN" } }, select: { total: true } } },
  });
  return new Map(
    scored.map(({ id, reviews }) => [id, meanTotal(reviews.flatMap(({ total }) => (total === null ? [] : [total])))]),
  );
}

async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const known = ids.filter((id) => id !== null);
  const people = await db().user.findMany({ where: { id: { in: known } }, select: { id: true, name: true } });
  return new Map(people.map((person) => [person.id, person.name]));
}
