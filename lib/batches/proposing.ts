import { moveApplication } from "../applications/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import type { Person } from "../platform/auth/actor.ts";
import { atWork } from "../platform/auth/held.ts";
import type { Tx } from "../platform/db/client.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { lockPlaces } from "../programmes/steps.ts";
import { quorumNow, seatsOf } from "./approvals/steps.ts";
import { closedSectors } from "./closing/steps.ts";
import { fixManifest } from "./manifest/steps.ts";
import { planHash } from "./plan.ts";
import { quotaEffects } from "./rules.ts";
import { moveBatch, type Plan } from "./steps.ts";
import { claimsPassedOver, countOf } from "./waitlist/claims.ts";

/**
 * Puts a locked draft to the other approvers: its licences are fixed, number by number and from when to when they are valid, its plan
 * is fixed by its hash (given back, hex), its applications are PROPOSED.
 * Where awards pass over somebody who waits with a better claim, `passedReason` says why and becomes part of the plan.
 * Call with the proposer's right to decide on it asked. Errors: batchEmpty, waitlistClosed, waitlistPassedOver, quotaExceeded,
 * changedMeanwhile.
 */
export async function propose(
  tx: Tx,
  actor: Person,
  draft: Plan,
  now: Date,
  passedReason?: string,
): Promise<Result<string>> {
  if (draft.items.length === 0) return fail("batchEmpty");
  const quotas = await tx.quota.findMany({ where: { programmeId: draft.programmeId } });
  const over = quotaEffects(quotas, draft.items).find((effect) => effect.exceeds);
  if (over) return fail("quotaExceeded", { values: { sector: over.sector, seats: over.adding } });
  // Who waits, and what is offered to them, stays so until this is done.
  await lockPlaces(tx, draft.programmeId);
  const closed = await closedSectors(tx, draft.programmeId);
  if (draft.items.some(({ outcome, sector }) => outcome === "WAITLIST" && closed.has(sector)))
    return fail("waitlistClosed");
  const waiting = countOf(await claimsPassedOver(tx, draft));
  if (waiting > 0 && passedReason === undefined)
    return fail("waitlistPassedOver", { fields: { passedReason: "reasonRequired" } });
  const passedOver = waiting > 0 && passedReason !== undefined ? { waiting, reason: passedReason } : null;
  const manifest = await fixManifest(tx, draft, now);
  const plan: Plan = { ...draft, passedOver, manifestHash: manifest.hash };
  for (const item of plan.items) {
    const moved = await moveApplication(tx, { id: item.applicationId, from: "REVIEWED", to: "PROPOSED" });
    if (!moved.ok) return moved;
  }
  const hash = planHash(plan);
  const moved = await moveBatch(tx, {
    id: plan.id,
    from: "DRAFT",
    to: "PROPOSED",
    version: plan.version,
    data: {
      planHash: Uint8Array.from(Buffer.from(hash, "hex")),
      manifestHash: manifest.hash === null ? null : Uint8Array.from(Buffer.from(manifest.hash, "hex")),
      chunks: manifest.chunks,
      quorum: await quorumNow(tx, plan.programmeId, seatsOf(plan)),
      passedOver: passedOver?.waiting ?? null,
      passedReason: passedOver?.reason ?? null,
      proposedById: actor.userId,
      proposedAt: now,
    },
  });
  if (!moved.ok) return moved;
  await tellApprovers(tx, actor, plan, now);
  return ok(hash);
}

/** The next batch code, B-0001 onwards without gaps from rolled back drafts; drafts take turns. */
export async function nextCode(tx: Tx): Promise<string> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('batch-code'))`;
  const [row] = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max(substring(code FROM '^B-([0-9]+)$')::int) AS last FROM "Batch"`;
  return `B-${String((row?.last ?? 0) + 1).padStart(4, "0")}`;
}

/** At most this many approvers hear of a proposal. */
const toldAtMost = 50;

async function tellApprovers(tx: Tx, proposer: Person, plan: Plan, now: Date): Promise<void> {
  const approvers = await tx.user.findMany({
    where: {
      id: { not: proposer.userId },
      email: { not: null },
      ...atWork("APPROVER", now),
      // Who belongs to an applicant cannot decide, and hears of it when the applicant does.
      memberships: { none: { institutionId: { in: plan.items.map((item) => item.institutionId) }, endedAt: null } },
    },
    orderBy: { createdAt: "asc" },
    take: toldAtMost,
  });
  const awards = plan.items.filter((item) => item.outcome === "AWARD");
  for (const { email, locale } of approvers) {
    if (email === null) continue;
    await notify(tx, {
      to: email,
      locale,
      letter: "batchProposed",
      values: {
        batch: plan.code,
        name: proposer.name,
        awards: awards.length,
        seats: awards.reduce((sum, item) => sum + item.seats, 0),
        waiting: plan.items.filter((item) => item.outcome === "WAITLIST").length,
        declines: plan.items.filter((item) => item.outcome === "DECLINE").length,
        link: linkTo(`/desk/batches/${plan.id}`, locale),
      },
    });
  }
}
