import { statusLinkFor } from "../../applications/statusLink.ts";
import { moveApplication } from "../../applications/steps.ts";
import { institutionRecipients } from "../../institutions/steps.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { WaitlistClosing } from "../../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { formatDate } from "../../platform/i18n/format.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { workingDaysAfter } from "../../platform/workingDays.ts";
import { daysOf } from "../../programmes/stepDays.ts";
import { lockPlaces, stepDaysOf } from "../../programmes/steps.ts";
import { assertMayTakePart } from "../steps.ts";
import { type Waiter, waitersOf } from "../waitlist/steps.ts";
import { CancelClosing, ConfirmClosing, ProposeClosing } from "./schema.ts";
import { isBusy } from "./steps.ts";

/**
 * An administrator proposes to close the waitlist of a sector for good, with a reason that everybody will read. Nothing changes yet.
 * Errors: notFound, waitlistClosed (it is, or that is proposed already), wrongState (nobody waits), scorerMayNotDecide,
 * conflictOfInterest.
 */
export const proposeClosing = command({
  action: "batches.proposeClosing",
  schema: ProposeClosing,
  run: async ({ tx, actor, input, now }) => {
    const { programmeId, sector, reason } = input;
    if ((await tx.programme.count({ where: { id: programmeId } })) === 0) return fail("notFound");
    await lockPlaces(tx, programmeId);
    const standing = await tx.waitlistClosing.count({
      where: { programmeId, sector, state: { in: ["PROPOSED", "CONFIRMED"] } },
    });
    if (standing > 0) return fail("waitlistClosed");
    const waiters = await waitersOf(tx, programmeId, sector);
    if (waiters.length === 0) return fail("wrongState");
    const free = await assertMayTakePart(tx, actor, idsOf(waiters));
    if (!free.ok) return free;
    const { id } = await tx.waitlistClosing.create({
      data: { programmeId, sector, reason, proposedById: actor.userId, proposedAt: now },
      select: { id: true },
    });
    const subject = { kind: "programme", id: programmeId } as const;
    return done({ closingId: id }, subject, { closing: id, sector, waiting: waiters.length });
  },
});

/**
 * Another administrator closes it: everybody who waits is declined with that reason and may appeal, and nobody comes on the list any
 * more. Errors: notFound, alreadyDone, sameOfficer, waitlistBusy (an offer is open, or a decision on its way puts somebody on it),
 * scorerMayNotDecide, conflictOfInterest, changedMeanwhile.
 */
export const confirmClosing = command({
  action: "batches.confirmClosing",
  schema: ConfirmClosing,
  run: async ({ tx, actor, input, now }) => {
    const locked = await lockClosing(tx, input.closingId);
    if (!locked.ok) return locked;
    const closing = locked.value;
    const { id, programmeId, sector } = closing;
    if (closing.proposedById === actor.userId) return fail("sameOfficer");
    if (await isBusy(tx, programmeId, sector)) return fail("waitlistBusy");
    const waiters = await waitersOf(tx, programmeId, sector);
    const free = await assertMayTakePart(tx, actor, idsOf(waiters));
    if (!free.ok) return free;
    const closed = await close(tx, actor.userId, input, "CONFIRMED", now);
    if (!closed.ok) return closed;
    for (const { applicationId } of waiters) {
      const event = { kind: "waitlistClosed" as const, data: { closing: id } };
      const moved = await moveApplication(tx, { id: applicationId, from: "WAITLISTED", to: "DECLINED", event });
      if (!moved.ok) return moved;
      await tx.waitlistEntry.update({ where: { applicationId }, data: { closingId: id } });
      await tell(tx, applicationId, closing, now);
    }
    const subject = { kind: "programme", id: programmeId } as const;
    return done({ declined: waiters.length }, subject, { closing: id, sector, applicationIds: idsOf(waiters) });
  },
});

/**
 * An administrator drops the proposal; the list stays as it is. Errors: notFound, alreadyDone, scorerMayNotDecide, conflictOfInterest,
 * changedMeanwhile.
 */
export const cancelClosing = command({
  action: "batches.cancelClosing",
  schema: CancelClosing,
  run: async ({ tx, actor, input, now }) => {
    const locked = await lockClosing(tx, input.closingId);
    if (!locked.ok) return locked;
    const { id, programmeId, sector } = locked.value;
    const free = await assertMayTakePart(tx, actor, idsOf(await waitersOf(tx, programmeId, sector)));
    if (!free.ok) return free;
    const closed = await close(tx, actor.userId, input, "CANCELLED", now);
    return closed.ok ? done(null, { kind: "programme", id: programmeId }, { closing: id, sector }) : closed;
  },
});

/** A closing that is proposed, with the places locked, so that nothing is offered and nothing proposed meanwhile. */
async function lockClosing(tx: Tx, id: string): Promise<Result<WaitlistClosing>> {
  const found = await tx.waitlistClosing.findUnique({ where: { id } });
  if (!found) return fail("notFound");
  await lockPlaces(tx, found.programmeId);
  const closing = await tx.waitlistClosing.findUniqueOrThrow({ where: { id } });
  return closing.state === "PROPOSED" ? ok(closing) : fail("alreadyDone");
}

async function close(
  tx: Tx,
  closedById: string,
  { closingId: id, version }: { closingId: string; version: number },
  state: "CONFIRMED" | "CANCELLED",
  closedAt: Date,
): Promise<Result<void>> {
  const { count } = await tx.waitlistClosing.updateMany({
    where: { id, state: "PROPOSED", version },
    data: { state, closedById, closedAt, version: { increment: 1 } },
  });
  return count === 0 ? fail("changedMeanwhile") : ok(undefined);
}

async function tell(tx: Tx, applicationId: string, { reason }: WaitlistClosing, now: Date): Promise<void> {
  const { receipt, institution, programmeId } = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    include: { institution: true },
  });
  const until = workingDaysAfter(now, daysOf("appeal", now, await stepDaysOf(tx, programmeId)));
  for (const { to, locale } of await institutionRecipients(tx, institution.id)) {
    const status = await statusLinkFor(tx, { applicationId, email: to, locale });
    await notify(tx, {
      ...{ to, locale, letter: "waitlistClosed" },
      values: (locale) => ({
        ...{ receipt: receipt ?? "", reason, ...status },
        institution: inLanguage(locale, institution.name, institution.nameUr),
        by: formatDate(until, locale),
        link: linkTo(`/applications/${applicationId}`, locale),
      }),
    });
  }
}

function idsOf(waiters: readonly Waiter[]): string[] {
  return waiters.map(({ applicationId }) => applicationId);
}
