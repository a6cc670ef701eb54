import * as batches from "../../../../lib/batches/commands.ts";
import { itemsAtMost } from "../../../../lib/batches/rules.ts";
import { isTaken, select, selectionHash } from "../../../../lib/batches/selection/rules.ts";
import { betterClaims } from "../../../../lib/batches/waitlist/rules.ts";
import * as licences from "../../../../lib/licences/commands.ts";
import { evidenceStates } from "../../../../lib/licences/rules.ts";
import type { Actor } from "../../../../lib/platform/auth/actor.ts";
import { approvalsNeeded } from "../../../../lib/programmes/changes/rules.ts";
import { meanTotal } from "../../../../lib/reviews/rules.ts";
import { move, pairs, unless } from "../move.ts";
import { belongs, hex, isClose, row, type World } from "../world.ts";
import { signatureRefusals, signed } from "./signatures.ts";

type Batch = World["batches"][number];
type Application = World["applications"][number];

const named = ({ id, version }: Batch) => ({ batchId: id, version });
const decided = (batch: Batch, world: World) =>
  batch.items.map(({ applicationId }) => row(world.applications, applicationId));

/** Did they propose or approve a decision on the application that an appeal overturned? */
const decidedBefore = (userId: string, applicationId: string, world: World) =>
  world.batches.some(
    ({ state, items, approvals, proposedById, approvedById }) =>
      (state === "RELEASED" || state === "COMPLETED") &&
      items.some((item) => item.applicationId === applicationId && !item.live && item.outcome === "DECLINE") &&
      [proposedById, approvedById, ...approvals.map(({ approverId }) => approverId)].includes(userId),
  );

/** Nobody decides on what they were asked to score, nor on the institution that they belong to, nor twice. */
export function involved(userId: string, applications: readonly Application[], world: World): string[] {
  const ids = applications.map(({ id }) => id);
  const asked = world.reviews.filter((review) => review.reviewerId === userId && ids.includes(review.applicationId));
  return [
    ...unless(!applications.some(({ institutionId }) => isClose(world, userId, institutionId)), "conflictOfInterest"),
    ...unless(!asked.some(({ state }) => state === "CONFLICTED"), "conflictOfInterest"),
    ...unless(!asked.some(({ state }) => state === "ASSIGNED" || state === "SUBMITTED"), "scorerMayNotDecide"),
    ...unless(!ids.some((id) => decidedBefore(userId, id, world)), "decidedBefore"),
  ];
}

/** What the accepted offer of an application holds. */
const heldBy = (applicationId: string, world: World) =>
  world.offers.find((offer) => offer.applicationId === applicationId && offer.state === "ACCEPTED")?.seats;

/** Do the awards of the batch fit: in their sectors, and, where asked, in the whole? */
function fits(batch: Batch, world: World, inTotal: boolean): boolean {
  // What an accepted offer holds for an award is taken already.
  const seats = (sector?: string) =>
    batch.items.reduce((sum, item) => {
      const { institutionId } = row(world.applications, item.applicationId);
      const more = item.outcome === "AWARD" ? item.seats - (heldBy(item.applicationId, world) ?? 0) : 0;
      return sector === undefined || row(world.institutions, institutionId).sector === sector ? sum + more : sum;
    }, 0);
  const taken = world.quotas.reduce((sum, quota) => sum + quota.taken, 0);
  const total = world.programmes[0]?.places ?? 0;
  return (
    world.quotas.every((quota) => quota.taken + seats(quota.sector) <= quota.places) &&
    (!inTotal || seats() === 0 || taken + seats() <= total)
  );
}

/** Would one more approval reach the quorum? Only those count who could decide on it now. */
function isLast(batch: Batch, world: World): boolean {
  const seats = batch.items.reduce((sum, item) => sum + item.seats, 0);
  const needed = Math.max(batch.quorum ?? 1, approvalsNeeded(world.programmes[0]?.quorumRules ?? [], seats));
  const standing = batch.approvals.filter(({ approverId }) => {
    const { grants } = row(world.users, approverId);
    const isApprover = grants.some(
      ({ role, endsAt }) => role === "APPROVER" && (endsAt === null || endsAt > new Date()),
    );
    return isApprover && involved(approverId, decided(batch, world), world).length === 0;
  });
  return standing.length + 1 >= needed;
}

/** Would the awards pass over somebody who waits with a better claim? */
function passesOver(items: Batch["items"], world: World): boolean {
  const claim = (application: Application) => ({
    ...{ receipt: application.receipt ?? "", submittedAt: application.submittedAt ?? new Date(0) },
    phase: row(world.phases, application.phaseId),
    passed: world.offers.filter(
      ({ applicationId, state }) => applicationId === application.id && (state === "DECLINED" || state === "LAPSED"),
    ).length,
    score: meanTotal(
      world.reviews
        .filter((one) => one.applicationId === application.id && one.state !== "WITHDRAWN")
        .flatMap(({ total }) => total ?? []),
    ),
  });
  const of = ({ institutionId }: Application) => row(world.institutions, institutionId);
  const awarded = items
    .filter(({ outcome, applicationId }) => outcome === "AWARD" && heldBy(applicationId, world) === undefined)
    .map(({ applicationId }) => row(world.applications, applicationId));
  return awarded.some((award) => {
    const waiters = world.applications
      .filter((one) => one.state === "WAITLISTED" && of(one).sector === of(award).sector)
      .map((one) => ({
        ...claim(one),
        score: world.waiting.find(({ applicationId }) => applicationId === one.id)?.score ?? null,
        offer: world.offers.find(({ applicationId, state }) => applicationId === one.id && state === "OPEN") ?? null,
        isSuspended: of(one).state === "SUSPENDED",
      }));
    return betterClaims(waiters, [claim(award)]) > 0;
  });
}

/** The sectors whose waitlist is closed. */
const closedSectors = (world: World) =>
  new Set(world.closings.filter(({ state }) => state === "CONFIRMED").map(({ sector }) => sector));

/** Would one of the decisions put somebody on a waitlist that is closed? */
const joinsClosed = (items: Batch["items"], world: World) =>
  items.some(({ outcome, applicationId }) => {
    const { institutionId } = row(world.applications, applicationId);
    return outcome === "WAITLIST" && closedSectors(world).has(row(world.institutions, institutionId).sector);
  });

/** A rule with little in it, since places are few. */
const ruleAsked = (luck: number) => ({
  ...{ least: luck % 2 === 0 ? 0 : 100, seats: 1 + (luck % 3), partial: "on" },
  ...(luck % 5 === 0 && { waitlist: "on" }),
});

/** What a rule takes of the reviewed applications that no batch holds, as the screen shows it. */
function picksOf(batch: Batch, luck: number, world: World, actor: Actor) {
  const userId = actor?.kind === "person" ? actor.userId : "";
  const { least, seats, waitlist } = ruleAsked(luck);
  const rows = world.applications.flatMap((application) => {
    const { id, receipt, phaseId, institutionId, submittedAt, state } = application;
    if (state !== "REVIEWED" || !isFree(application, world) || belongs(world, userId, institutionId)) return [];
    const reviews = world.reviews.filter((one) => one.applicationId === id && one.state !== "WITHDRAWN");
    return {
      ...{ applicationId: id, receipt: receipt ?? "", phaseId, seats: application.seats ?? 0, held: heldBy(id, world) },
      ...{ sector: row(world.institutions, institutionId).sector, submittedAt: submittedAt ?? new Date(0) },
      mean: meanTotal(reviews.flatMap(({ total }) => (total === null ? [] : [total]))),
      isBarred:
        isClose(world, userId, institutionId) ||
        decidedBefore(userId, id, world) ||
        reviews.some(({ reviewerId }) => reviewerId === userId),
    };
  });
  const inDraft = (sector: string) =>
    batch.items.reduce((sum, item) => {
      const { institutionId } = row(world.applications, item.applicationId);
      const isOwn = row(world.institutions, institutionId).sector === sector;
      return isOwn && heldBy(item.applicationId, world) === undefined ? sum + item.seats : sum;
    }, 0);
  const sectors = new Map(
    world.quotas.map(({ sector, places, taken }) => [sector, places - taken - inDraft(sector)] as const),
  );
  const taken = world.quotas.reduce((sum, quota) => sum + quota.taken + inDraft(quota.sector), 0);
  const room = {
    sectors,
    inAll: (world.programmes[0]?.places ?? 0) - taken,
    items: itemsAtMost - batch.items.length,
    closed: closedSectors(world),
  };
  return select(rows, { least: least * 100, seats, partial: true, waitlist: waitlist === "on" }, room);
}

/** The first decision of a batch, or all of them. */
const excluded = (batch: Batch, luck: number) =>
  (luck % 5 === 0 ? batch.items : batch.items.slice(0, 1)).map(({ id }) => id);

const isFree = (application: Application, world: World, besides?: Batch) =>
  !world.batches.some(
    (batch) =>
      batch.id !== besides?.id && batch.items.some((item) => item.live && item.applicationId === application.id),
  );

/** A batch as its approvers sign it. */
const approvalOf = ({ code, manifestHash, planHash }: Batch) => ({
  ...{ batchId: code, manifestHash: hex(manifestHash ?? none), planHash: hex(planHash ?? none) },
});

/** In the place of a hash that a batch does not have yet. */
const none = new Uint8Array(32);

export const batchMoves = {
  draftBatch: move(batches.draftBatch, {
    on: (world) => world.programmes,
    input: ({ id }) => ({ programmeId: id }),
  }),
  setItem: move(batches.setItem, {
    on: (world) => pairs(world.batches, world.applications),
    input: ({ a, b }, luck) => ({
      ...{ ...named(a), applicationId: b.id },
      ...(luck % 5 === 0
        ? { outcome: "DECLINE", reason: "outOfScope", ...(luck % 23 > 0 && { evidence: ["purpose", "places"] }) }
        : { outcome: "AWARD" }),
      ...(luck % 5 === 2 && { outcome: "WAITLIST" }),
      ...(luck % 5 === 1 && (b.seats ?? 0) > 1 && { seats: 1, reason: "placesLimited" }),
    }),
    refusals: ({ a, b }, actor, world, luck) => [
      ...unless(luck % 5 > 0 || luck % 23 > 0, "evidenceRequired"),
      ...unless(a.state === "DRAFT" && b.state === "REVIEWED", "wrongState"),
      // Whoever holds places has waited.
      ...unless(luck % 5 !== 2 || heldBy(b.id, world) === undefined, "wrongState"),
      ...unless(
        luck % 5 !== 2 || !closedSectors(world).has(row(world.institutions, b.institutionId).sector),
        "waitlistClosed",
      ),
      ...unless(b.receipt !== null, "notFound"),
      ...unless(isFree(b, world, a), "inAnotherBatch"),
      ...involved(actor.userId, [b], world),
    ],
  }),
  removeItem: move(batches.removeItem, {
    on: (world) => pairs(world.batches, world.applications),
    input: ({ a, b }) => ({ ...named(a), applicationId: b.id }),
    refusals: ({ a, b }, actor, world) => [
      ...unless(a.state === "DRAFT", "wrongState"),
      ...unless(
        a.items.some((item) => item.applicationId === b.id),
        "notFound",
      ),
      ...involved(actor.userId, [b], world),
    ],
  }),
  awardItems: move(batches.awardItems, {
    on: (world) => pairs(world.batches, world.applications),
    input: ({ a, b }) => ({ ...named(a), applicationIds: [b.id] }),
    refusals: ({ a, b }, actor, world) => [
      ...unless(a.state === "DRAFT", "wrongState"),
      ...unless(b.state === "REVIEWED", "changedMeanwhile"),
      ...unless(isFree(b, world), "inAnotherBatch"),
      ...involved(actor.userId, [b], world),
    ],
  }),
  fillByRule: move(batches.fillByRule, {
    on: (world) => world.batches,
    input: (batch, luck, world, actor) => ({
      ...{ ...named(batch), ...ruleAsked(luck) },
      taken: luck % 6 === 0 ? "00".repeat(32) : selectionHash(picksOf(batch, luck, world, actor)),
    }),
    refusals: (batch, actor, world, luck) => [
      ...unless(batch.state === "DRAFT", "wrongState"),
      ...unless(luck % 6 > 0, "planChanged"),
      ...unless(picksOf(batch, luck, world, actor).some(isTaken), "nothingChosen"),
    ],
  }),
  reproposeBatch: move(batches.reproposeBatch, {
    on: (world) => world.batches.filter(({ items }) => items.length > 0),
    input: (batch, luck) => ({ ...named(batch), itemIds: excluded(batch, luck), reason: "Asked for twice." }),
    refusals: (batch, actor, world, luck) => {
      const out = excluded(batch, luck);
      const kept = batch.items.filter(({ id }) => !out.includes(id));
      const isStill = ({ applicationId }: Batch["items"][number]) =>
        batch.state === "PROPOSED" ||
        (row(world.applications, applicationId).state === "REVIEWED" &&
          isFree(row(world.applications, applicationId), world));
      return [
        ...unless(batch.state === "PROPOSED" || batch.state === "REJECTED", "wrongState"),
        ...unless(kept.length > 0, "batchEmpty"),
        ...unless(kept.every(isStill), "changedMeanwhile"),
        ...unless(fits({ ...batch, items: kept }, world, false), "quotaExceeded"),
        ...unless(!joinsClosed(kept, world), "waitlistClosed"),
        ...unless(batch.passedReason !== null || !passesOver(kept, world), "waitlistPassedOver"),
        ...involved(actor.userId, decided(batch, world), world),
      ];
    },
  }),
  proposeBatch: move(batches.proposeBatch, {
    on: (world) => world.batches,
    input: (batch, luck) => ({
      ...named(batch),
      ...(luck % 3 > 0 && { passedReason: "They open before the others." }),
    }),
    refusals: (batch, actor, world, luck) => [
      ...unless(batch.state === "DRAFT", "wrongState"),
      ...unless(!joinsClosed(batch.items, world), "waitlistClosed"),
      ...unless(luck % 3 > 0 || !passesOver(batch.items, world), "waitlistPassedOver"),
      ...unless(batch.items.length > 0, "batchEmpty"),
      ...unless(fits(batch, world, false), "quotaExceeded"),
      ...unless(
        decided(batch, world).every(({ state }) => state === "REVIEWED"),
        "changedMeanwhile",
      ),
      ...involved(actor.userId, decided(batch, world), world),
    ],
  }),
  rejectBatch: move(batches.rejectBatch, {
    on: (world) => world.batches,
    input: (batch) => ({ ...named(batch), reason: "Too many at once." }),
    refusals: (batch, actor, world) => [
      ...unless(batch.state === "PROPOSED", "wrongState"),
      ...involved(actor.userId, decided(batch, world), world),
    ],
  }),
  openItems: move(batches.openItems, {
    on: (world) => world.batches.filter(({ items }) => items.length > 0),
    input: ({ id, planHash, items }, luck) => ({
      batchId: id,
      planHash: planHash === null || luck % 6 === 0 ? "00".repeat(32) : hex(planHash),
      itemIds: luck % 4 === 0 ? items.slice(0, 1).map((item) => item.id) : items.map((item) => item.id),
    }),
    refusals: (batch, actor, world, luck) => [
      ...unless(batch.state === "PROPOSED", "wrongState"),
      ...unless(luck % 6 > 0, "planChanged"),
      ...involved(actor.userId, decided(batch, world), world),
    ],
  }),
  signBatch: move(batches.signBatch, {
    on: (world) => world.batches.filter(({ items }) => items.length > 0),
    input: ({ id, planHash }, luck) => ({
      batchId: id,
      planHash: planHash === null || luck % 6 === 0 ? "00".repeat(32) : hex(planHash),
    }),
    sign: (batch, actor, luck) => signed(approvalOf(batch), actor, luck),
    refusals: (batch, actor, world, luck) => [
      ...unless(batch.state === "PROPOSED" || batch.state === "APPROVED", "wrongState"),
      ...unless(luck % 6 > 0, "planChanged"),
      ...unless(
        batch.proposedById === actor.userId || batch.approvals.some(({ approverId }) => approverId === actor.userId),
        "notAllowed",
      ),
      ...unless(batch.manifestHash !== null, "wrongState"),
      ...signatureRefusals(batch.code, actor, world, luck),
      ...involved(actor.userId, decided(batch, world), world),
    ],
  }),
  approveBatch: move(licences.approveBatch, {
    on: (world) => world.batches,
    input: (batch, luck) => {
      const isRead = batch.planHash !== null && luck % 6 > 0;
      return { ...named(batch), planHash: isRead ? hex(batch.planHash ?? new Uint8Array()) : "00".repeat(32) };
    },
    sign: async (batch, actor, luck) =>
      batch.manifestHash === null || luck % 29 === 0 ? {} : signed(approvalOf(batch), actor, luck),
    refusals: (batch, actor, world, luck) => [
      ...unless(batch.state === "PROPOSED", "wrongState"),
      ...unless(luck % 6 > 0, "planChanged"),
      ...unless(batch.proposedById !== actor.userId, "sameOfficer"),
      ...unless(!batch.approvals.some(({ approverId }) => approverId === actor.userId), "alreadyDone"),
      ...unless(
        batch.items.every(({ views }) => views.some(({ userId }) => userId === actor.userId)),
        "itemsUnopened",
      ),
      ...unless(
        batch.proposedById === null || involved(batch.proposedById, decided(batch, world), world).length === 0,
        "proposerConflicted",
      ),
      ...unless(batch.passedReason !== null || !passesOver(batch.items, world), "waitlistPassedOver"),
      ...(batch.manifestHash === null ? [] : unless(luck % 29 > 0, "signatureMissing")),
      ...(batch.manifestHash === null ? [] : signatureRefusals(batch.code, actor, world, luck)),
      // Whoever is not the last to approve takes no places.
      ...unless(fits(batch, world, true) || !isLast(batch, world), "quotaExceeded"),
      ...involved(actor.userId, decided(batch, world), world),
    ],
  }),
  cancelBatch: move(licences.cancelBatch, {
    on: (world) => world.batches,
    input: named,
    refusals: (batch, actor, world) => [
      ...unless(batch.state === "APPROVED", "wrongState", "undoWindowOver", "alreadyDone"),
      ...unless(batch.releaseAt === null || batch.releaseAt > new Date(), "undoWindowOver"),
      ...involved(actor.userId, decided(batch, world), world),
    ],
  }),
  exportEvidence: move(licences.exportEvidence, {
    on: (world) => world.batches,
    input: ({ id }) => ({ batchId: id }),
    refusals: ({ state }) => unless(evidenceStates.includes(state), "wrongState"),
  }),
  releaseBatch: move(licences.releaseBatch, {
    on: (world) => world.batches,
    input: ({ id }) => ({ batchId: id }),
    refusals: ({ state, releaseAt }) => [
      ...unless(["APPROVED", "RELEASED", "COMPLETED", "CANCELLED"].includes(state), "wrongState"),
      ...unless(state !== "APPROVED" || (releaseAt !== null && releaseAt <= new Date()), "wrongState"),
    ],
  }),
};
