import { applicationForDecision, moveApplication } from "../applications/steps.ts";
import { command, done } from "../platform/command.ts";
import { violatedIndex } from "../platform/db/client.ts";
import { fail } from "../platform/errors/result.ts";
import { closedSectors } from "./closing/steps.ts";
import { dropManifest } from "./manifest/steps.ts";
import { nextCode, propose } from "./proposing.ts";
import { knownFacts, partOf } from "./reasons.ts";
import { batchAllows, faultsOf, itemsAtMost } from "./rules.ts";
import { DraftBatch, ProposeBatch, RejectBatch, RemoveItem, SetItem } from "./schema.ts";
import { dropReasons } from "./signing/rules.ts";
import { dropSigned } from "./signing/steps.ts";
import { assertMayTakePart, freeItems, moveBatch, planOf, touchDraft } from "./steps.ts";
import { heldPlaces } from "./waitlist/steps.ts";

export { cancelClosing, confirmClosing, proposeClosing } from "./closing/commands.ts";
export { awardItems } from "./commands/awardItems.ts";
export { fillByRule } from "./commands/fillByRule.ts";
export { openItems } from "./commands/openItems.ts";
export { reproposeBatch } from "./commands/reproposeBatch.ts";
export { signBatch } from "./commands/signBatch.ts";
export { acceptPlaces, declinePlaces, offerPlaces } from "./waitlist/commands.ts";

/** Opens an empty batch of a programme. Errors: notFound. */
export const draftBatch = command({
  action: "batches.draft",
  schema: DraftBatch,
  run: async ({ tx, input }) => {
    const programme = await tx.programme.findUnique({ where: { id: input.programmeId } });
    if (!programme) return fail("notFound");
    const code = await nextCode(tx);
    const { id } = await tx.batch.create({ data: { code, programmeId: programme.id }, select: { id: true } });
    return done({ batchId: id }, { kind: "batch", id }, { code });
  },
});

/**
 * Puts a decision on an application into a draft, or changes the one that is there.
 * Errors: notFound, wrongState, changedMeanwhile, inAnotherBatch, reasonRequired, evidenceRequired, awardTooLarge, waitlistClosed,
 * scorerMayNotDecide, conflictOfInterest, batchFull.
 */
export const setItem = command({
  action: "batches.setItem",
  schema: SetItem,
  run: async ({ tx, actor, input }) => {
    const { applicationId, outcome, note } = input;
    const touched = await touchDraft(tx, input.batchId, input.version);
    if (!touched.ok) return touched;
    const batch = touched.value;
    const application = await applicationForDecision(tx, applicationId);
    if (!application || application.programmeId !== batch.programmeId) return fail("notFound");
    if (application.state !== "REVIEWED") return fail("wrongState");
    const free = await assertMayTakePart(tx, actor, [applicationId]);
    if (!free.ok) return free;

    // Whoever accepted places that came free is awarded those, and no more.
    const held = (await heldPlaces(tx, [applicationId])).get(applicationId);
    if (held !== undefined && outcome === "WAITLIST") return fail("wrongState");
    if (outcome === "WAITLIST" && (await closedSectors(tx, batch.programmeId)).has(application.sector))
      return fail("waitlistClosed");
    const most = held ?? application.seats;
    const seats = outcome === "AWARD" ? (input.seats ?? most) : 0;
    if (seats > most) return fail("awardTooLarge", { fields: { seats: "awardTooLarge" } });
    // All that was asked for, and the waitlist, need no reason, and so rest on nothing in particular.
    const isPlain = outcome === "WAITLIST" || (outcome === "AWARD" && seats === application.seats);
    const isAllOffered = outcome === "AWARD" && seats === held;
    const reason = isPlain ? undefined : (input.reason ?? (isAllOffered ? partOf.reason : undefined));
    const evidence = reason === undefined ? [] : knownFacts(input.evidence ?? []);
    const faults = faultsOf({ outcome, seats, reason, evidence }, application.seats);
    const [code] = Object.values(faults);
    if (code) return fail(code, { fields: faults });

    const elsewhere = await tx.batchItem.findFirst({
      where: { applicationId, live: true, batchId: { not: batch.id } },
      select: { id: true },
    });
    if (elsewhere) return fail("inAnotherBatch");
    const decision = { outcome, seats, reason: reason ?? null, evidence, note: note ?? null };
    try {
      await tx.batchItem.upsert({
        where: { batchId_applicationId: { batchId: batch.id, applicationId } },
        create: { batchId: batch.id, applicationId, ...decision },
        update: decision,
      });
    } catch (error) {
      // Another batch took the application between the look and the write.
      if (violatedIndex(error) !== undefined) return fail("inAnotherBatch");
      throw error;
    }
    if ((await tx.batchItem.count({ where: { batchId: batch.id } })) > itemsAtMost) return fail("batchFull");
    const audit = { applicationId, outcome, seats, ...(reason && { reason, evidence }) };
    return done({ batchId: batch.id }, subject(batch.id), audit);
  },
});

/** Takes an application out of a draft. Errors: notFound, wrongState, changedMeanwhile, scorerMayNotDecide, conflictOfInterest. */
export const removeItem = command({
  action: "batches.setItem",
  schema: RemoveItem,
  run: async ({ tx, actor, input }) => {
    const touched = await touchDraft(tx, input.batchId, input.version);
    if (!touched.ok) return touched;
    const free = await assertMayTakePart(tx, actor, [input.applicationId]);
    if (!free.ok) return free;
    const { count } = await tx.batchItem.deleteMany({
      where: { batchId: input.batchId, applicationId: input.applicationId },
    });
    if (count === 0) return fail("notFound");
    return done({ batchId: input.batchId }, subject(input.batchId), { removed: input.applicationId });
  },
});

/**
 * Puts a draft to a second approver: its plan is fixed by its hash, its applications are PROPOSED.
 * Errors: notFound, wrongState, changedMeanwhile, batchEmpty, waitlistPassedOver (awards pass over somebody who waits with a better
 * claim, and no reason is given), quotaExceeded, scorerMayNotDecide, conflictOfInterest.
 */
export const proposeBatch = command({
  action: "batches.propose",
  schema: ProposeBatch,
  run: async ({ tx, actor, input, now }) => {
    const { batchId, version } = input;
    await tx.$queryRaw`SELECT 1 FROM "Batch" WHERE id = ${batchId}::uuid FOR UPDATE`;
    const plan = await planOf(tx, batchId);
    if (!plan) return fail("notFound");
    if (!batchAllows(plan.state, "batches.propose")) return fail("wrongState");
    if (plan.version !== version) return fail("changedMeanwhile");
    if (plan.items.length === 0) return fail("batchEmpty");
    const free = await assertMayTakePart(
      tx,
      actor,
      plan.items.map((item) => item.applicationId),
    );
    if (!free.ok) return free;
    const proposed = await propose(tx, actor, plan, now, input.passedReason);
    if (!proposed.ok) return proposed;
    const hash = proposed.value;
    const audit = { planHash: hash, items: plan.items.length };
    return done({ batchId, planHash: hash }, subject(batchId), audit);
  },
});

/**
 * Says no to a proposed batch, with a reason; its applications wait for another one. The proposer may take it back so, too.
 * Errors: notFound, wrongState, changedMeanwhile, scorerMayNotDecide, conflictOfInterest.
 */
export const rejectBatch = command({
  action: "batches.reject",
  schema: RejectBatch,
  run: async ({ tx, actor, input }) => {
    const { batchId, version, reason } = input;
    await tx.$queryRaw`SELECT 1 FROM "Batch" WHERE id = ${batchId}::uuid FOR UPDATE`;
    const plan = await planOf(tx, batchId);
    if (!plan) return fail("notFound");
    if (!batchAllows(plan.state, "batches.reject")) return fail("wrongState");
    const applicationIds = plan.items.map((item) => item.applicationId);
    const free = await assertMayTakePart(tx, actor, applicationIds);
    if (!free.ok) return free;
    const moved = await moveBatch(tx, {
      id: batchId,
      from: "PROPOSED",
      to: "REJECTED",
      version,
      data: { rejectReason: reason },
    });
    if (!moved.ok) return moved;
    await freeItems(tx, batchId);
    await dropManifest(tx, batchId);
    await dropSigned(tx, plan, dropReasons.rejected);
    for (const id of applicationIds) {
      const back = await moveApplication(tx, { id, from: "PROPOSED", to: "REVIEWED" });
      if (!back.ok) return back;
    }
    return done({ batchId }, subject(batchId), { items: applicationIds.length });
  },
});

function subject(id: string) {
  return { kind: "batch" as const, id };
}
