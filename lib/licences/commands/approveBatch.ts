import { giveApproval } from "../../batches/approvals/steps.ts";
import { manifestOf } from "../../batches/manifest/steps.ts";
import type { PlanItem } from "../../batches/rules.ts";
import { signableBatch } from "../../batches/signing/rules.ts";
import { signaturesNeeded, takeSignature } from "../../batches/signing/steps.ts";
import { assertMayDecide, lockProposedBatch, markApproved, type Plan } from "../../batches/steps.ts";
import { claimsPassedOver } from "../../batches/waitlist/claims.ts";
import { spendHolds } from "../../batches/waitlist/steps.ts";
import { instantOf } from "../../platform/chain/writes.ts";
import { command, done } from "../../platform/command.ts";
import { config } from "../../platform/config.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { Sector } from "../../platform/db/generated/enums.ts";
import { fail } from "../../platform/errors/result.ts";
import { enqueue } from "../../platform/jobs/queues.ts";
import { sectors } from "../../programmes/rules.ts";
import { reservePlaces } from "../../programmes/steps.ts";
import { chunked } from "../rules.ts";
import { ApproveBatch } from "../schema.ts";

/** `releaseAt`: the end of the undo window; null while more have to approve. */
type Approved = { batchId: string; releaseAt: Date | null };

/**
 * An approver's yes to exactly the plan that was read, every decision of it opened. The yes that reaches the quorum approves the
 * batch: the places are taken, the licences exist as PENDING with their numbers, and it is released when the undo window is over;
 * gives that instant, or null while more have to approve. Applicants hear nothing until then.
 * Where the registry asks for signatures, the approver's own comes with it (`signatureMissing`, `signatureWrong`, `signatureExpired`,
 * `internetIdentityNeeded`).
 * Fails with `confirmationNeeded`, `itemsUnopened`, `alreadyDone`, `proposerConflicted`, `sameOfficer`, `scorerMayNotDecide`, `conflictOfInterest`, `planChanged`, `waitlistPassedOver`, `changedMeanwhile`, `wrongState`, or
 * `quotaExceeded` when a sector or the programme has too few places left; then nothing has happened.
 */
export const approveBatch = command({
  action: "batches.approve",
  schema: ApproveBatch,
  // The signature is the person's own confirmation, and another each time.
  confirmed: ({ signature: _, ...act }) => act,
  run: async ({ tx, actor, input, now }) => {
    const { batchId, version } = input;
    const locked = await lockProposedBatch(tx, batchId, input.planHash, version);
    if (!locked.ok) return locked;
    const plan = locked.value;
    const allowed = await assertMayDecide(tx, actor, batchId);
    if (!allowed.ok) return allowed;
    if (await isProposer(tx, plan.proposedById, actor.principal)) return fail("sameOfficer");
    const waiting = await tx.application.count({
      where: { id: { in: plan.items.map((item) => item.applicationId) }, state: "PROPOSED" },
    });
    if (waiting !== plan.items.length) return fail("planChanged");

    // Somebody has come to wait with a better claim since it was proposed, and nothing says why they are passed over.
    if (plan.passedOver === null && (await claimsPassedOver(tx, plan)).length > 0) return fail("waitlistPassedOver");
    const given = await giveApproval(tx, plan, actor.userId, now);
    if (!given.ok) return given;
    const { signature } = input;
    if (signature === undefined && (await signaturesNeeded(tx, plan)) > 0)
      return fail("signatureMissing", { fields: { signature: "signatureMissing" } });
    if (signature !== undefined) {
      const taken = await takeSignature(tx, actor, signableBatch(plan), signature, now);
      if (!taken.ok) return taken;
    }
    if (!given.value)
      return done<Approved>(
        { batchId, releaseAt: null },
        { kind: "batch", id: batchId },
        { planHash: input.planHash, licences: 0 },
      );

    const awards = plan.items.filter((item) => item.outcome === "AWARD");
    const spent = await spendHolds(tx, plan.programmeId, awards);
    if (!spent.ok) return spent;
    for (const sector of sectors) {
      const seats = seatsOf(awards, sector);
      if (seats === 0) continue;
      const reserved = await reservePlaces(tx, plan.programmeId, sector, seats);
      if (!reserved.ok) return reserved;
    }
    const licences = await createLicences(tx, plan);

    const releaseAt = new Date(now.getTime() + config().undoSeconds * 1_000);
    const approved = await markApproved(tx, {
      batchId,
      version,
      approvedById: actor.userId,
      approvedAt: now,
      releaseAt,
    });
    if (!approved.ok) return approved;
    await enqueue(tx, "releaseBatch", { batchId }, releaseAt);
    return done<Approved>(
      { batchId, releaseAt },
      { kind: "batch", id: batchId },
      { planHash: input.planHash, licences, others: plan.items.length - awards.length },
    );
  },
});

/** Two people need two identities as well, should one of them have two accounts. */
async function isProposer(tx: Tx, proposedById: string | null, principal: string | null): Promise<boolean> {
  if (proposedById === null || principal === null) return false;
  const proposer = await tx.user.findUnique({ where: { id: proposedById }, select: { principal: true } });
  return proposer?.principal === principal;
}

function seatsOf(awards: readonly PlanItem[], sector: Sector): number {
  return awards.reduce((sum, award) => (award.sector === sector ? sum + award.seats : sum), 0);
}

/** A pending licence for every seat awarded, as they were fixed at the proposal. Gives how many. */
async function createLicences(tx: Tx, plan: Plan): Promise<number> {
  const awards = new Map(plan.items.map((item) => [item.itemId, item]));
  const chunks = await manifestOf(tx, plan);
  const rows = chunks.flatMap((entries, chunk) =>
    entries.map((entry, position) => {
      const award = awards.get(entry.decision);
      if (!award) throw new Error("a licence without its award");
      return {
        ...{ number: entry.number, chunk, position, programmeId: plan.programmeId, phaseId: award.phaseId },
        ...{ sector: award.sector, institutionId: award.institutionId, applicationId: award.applicationId },
        ...{ validFrom: instantOf(entry.validFrom), validUntil: instantOf(entry.validUntil), batchId: plan.id },
        demonstration: config().demonstration || award.demonstration,
      };
    }),
  );
  for (const data of chunked(rows)) await tx.licence.createMany({ data });
  return rows.length;
}
