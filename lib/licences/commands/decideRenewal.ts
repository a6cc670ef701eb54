import { isClose, type Judge } from "../../desk/closeness.ts";
import { requestChainWrite } from "../../platform/chain/outbox.ts";
import { nanoseconds } from "../../platform/chain/writes.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { announceRenewal } from "../announceRenewal.ts";
import { chunked, isRenewalStep, mayHoldSeat, renewedUntil, writeKeys } from "../rules.ts";
import { DecideRenewal, DeclineRenewal } from "../schema.ts";

/**
 * The first of two decisions: this renewal is to be approved by another. Fails with `wrongState` once it is proposed or decided,
 * and `conflictOfInterest` for an institution that one stands close to.
 */
export const proposeRenewal = command({
  action: "licences.proposeRenewal",
  schema: DecideRenewal,
  run: async ({ tx, actor, input, now }) => {
    const { renewalId, version } = input;
    const found = await renewalFor(tx, renewalId, "PROPOSED", actor, now);
    if (!found.ok) return found;
    const { count } = await tx.renewal.updateMany({
      where: { id: renewalId, state: "ASKED", version },
      data: { state: "PROPOSED", version: { increment: 1 }, proposedById: actor.userId, proposedAt: now },
    });
    if (count === 0) return fail("changedMeanwhile");
    return done({ renewalId }, { kind: "renewal", id: renewalId });
  },
});

/**
 * The second decision, by another approver: the registry is asked to move the end of each licence that is still in force by as
 * many days as the programme gives. Each goes on once that is certified; what is no longer in force falls out. Gives how many are
 * asked for. Wants a fresh confirmation. Fails with `sameOfficer` besides the failures of the first decision, and with `nothingToRenew` where none is left.
 */
export const approveRenewal = command({
  action: "licences.approveRenewal",
  schema: DecideRenewal,
  confirmed: (input) => input,
  run: async ({ tx, actor, input, now }) => {
    const { renewalId, version } = input;
    const found = await renewalFor(tx, renewalId, "APPROVED", actor, now);
    if (!found.ok) return found;
    if (found.value.proposedById === actor.userId) return fail("sameOfficer");
    const { count } = await tx.renewal.updateMany({
      where: { id: renewalId, state: "PROPOSED", version },
      data: { state: "APPROVED", version: { increment: 1 }, decidedById: actor.userId, decidedAt: now },
    });
    if (count === 0) return fail("changedMeanwhile");

    const items = await tx.renewalItem.findMany({
      where: { renewalId, live: true },
      include: { licence: { include: { programme: { select: { validDays: true } } } } },
      orderBy: { id: "asc" },
    });
    const inForce = items.filter(({ licence }) => mayHoldSeat(licence, now));
    if (inForce.length === 0) return fail("nothingToRenew");
    await tx.renewalItem.updateMany({
      where: { renewalId, id: { notIn: inForce.map(({ id }) => id) } },
      data: { live: false },
    });
    const renewals = inForce.map(({ licence }) => ({
      number: licence.number,
      validUntil: nanoseconds(renewedUntil(licence.validUntil as Date, licence.programme.validDays)),
    }));
    for (const [index, chunk] of chunked(renewals).entries()) {
      const operation = writeKeys.renew(renewalId, index);
      const payload = { operation, decision: renewalId, renewals: chunk };
      await requestChainWrite(tx, { key: operation, kind: "renewBatch", payload });
    }
    return done(
      { renewalId, licences: inForce.length },
      { kind: "renewal", id: renewalId },
      { licences: inForce.length },
    );
  },
});

/** Declines a renewal, asked for or proposed, with a reason that the institution is told. The licences end when they end. */
export const declineRenewal = command({
  action: "licences.declineRenewal",
  schema: DeclineRenewal,
  run: async ({ tx, actor, input, now }) => {
    const { renewalId, version, reason } = input;
    const found = await renewalFor(tx, renewalId, "DECLINED", actor, now);
    if (!found.ok) return found;
    const { count } = await tx.renewal.updateMany({
      where: { id: renewalId, state: found.value.state, version },
      data: { state: "DECLINED", version: { increment: 1 }, decidedById: actor.userId, decidedAt: now, reason },
    });
    if (count === 0) return fail("changedMeanwhile");
    await tx.renewalItem.updateMany({ where: { renewalId }, data: { live: false } });
    await announceRenewal(tx, renewalId, { letter: "renewalDeclined", reason });
    return done({ renewalId }, { kind: "renewal", id: renewalId }, { reason });
  },
});

async function renewalFor(tx: Tx, id: string, to: "PROPOSED" | "APPROVED" | "DECLINED", officer: Judge, now: Date) {
  const renewal = await tx.renewal.findUnique({ where: { id } });
  if (!renewal) return fail("notFound");
  if (await isClose(tx, officer, renewal.institutionId, now)) return fail("conflictOfInterest");
  if (!isRenewalStep(renewal.state, to)) return fail("wrongState");
  return ok(renewal) satisfies Result<typeof renewal>;
}
