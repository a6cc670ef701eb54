import { command, done } from "../platform/command.ts";
import type { Tx } from "../platform/db/client.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { isClose, type Judge } from "./closeness.ts";
import { isOpenCase, leaseMilliseconds } from "./rules.ts";
import { ClaimCase, ReleaseCase, RenewCase } from "./schema.ts";

export { removeView, renameView, saveView } from "./commands/views.ts";

type Named = { institutionId?: string | undefined; applicationId?: string | undefined };

/** What of a case is asked for: its one key, for the database and for the audit. */
function keyOf({ institutionId, applicationId }: Named) {
  return applicationId === undefined
    ? {
        where: { institutionId: institutionId ?? "" },
        subject: { kind: "institution" as const, id: institutionId ?? "" },
      }
    : { where: { applicationId }, subject: { kind: "application" as const, id: applicationId } };
}

/**
 * Takes a case for half an hour, so that others see who works on it. One that somebody else holds is taken over with `takeOver`
 * and a reason only. Whoever comes first has it: of two at once one is refused.
 * Errors: notFound, conflictOfInterest, wrongState, caseHeld, reasonRequired.
 */
export const claimCase = command({
  action: "desk.claimCase",
  schema: ClaimCase,
  run: async ({ tx, actor, input, now }) => {
    const open = await openFor(tx, input, actor, now);
    if (!open.ok) return open;
    const isForced = input.takeOver === "yes";
    const reason = isForced ? (input.reason ?? "") : null;
    if (reason === "") return fail("reasonRequired", { fields: { reason: "reasonRequired" } });
    const { institutionId = null, applicationId = null } = input;
    const until = new Date(now.getTime() + leaseMilliseconds);
    // One statement that inserts or sets: whoever comes second finds the first one's row.
    const mine = { id: crypto.randomUUID(), holder: actor.userId };
    const taken = applicationId
      ? await tx.$executeRaw`
          INSERT INTO "CaseLease" AS held (id, "applicationId", "holderId", "takenAt", until, reason)
          VALUES (${mine.id}::uuid, ${applicationId}::uuid, ${mine.holder}::uuid, ${now}, ${until}, ${reason})
          ON CONFLICT ("applicationId") DO UPDATE
          SET "holderId" = excluded."holderId", "takenAt" = excluded."takenAt", until = excluded.until, reason = excluded.reason
          WHERE held.until <= ${now} OR held."holderId" = excluded."holderId" OR ${isForced}`
      : await tx.$executeRaw`
          INSERT INTO "CaseLease" AS held (id, "institutionId", "holderId", "takenAt", until, reason)
          VALUES (${mine.id}::uuid, ${institutionId}::uuid, ${mine.holder}::uuid, ${now}, ${until}, ${reason})
          ON CONFLICT ("institutionId") DO UPDATE
          SET "holderId" = excluded."holderId", "takenAt" = excluded."takenAt", until = excluded.until, reason = excluded.reason
          WHERE held.until <= ${now} OR held."holderId" = excluded."holderId" OR ${isForced}`;
    if (taken === 0) return fail("caseHeld");
    return done({ until }, keyOf(input).subject, { until: until.toISOString(), ...(reason && { reason }) });
  },
});

/** Holds a case for another half hour, while its holder reads it. Errors: leaseLapsed (it is not, or no longer, theirs). */
export const renewCase = command({
  action: "desk.renewCase",
  schema: RenewCase,
  run: async ({ tx, actor, input, now }) => {
    const until = new Date(now.getTime() + leaseMilliseconds);
    const { where, subject } = keyOf(input);
    const { count } = await tx.caseLease.updateMany({
      where: { ...where, holderId: actor.userId, until: { gt: now } },
      data: { until },
    });
    return count === 0 ? fail("leaseLapsed") : done({ until }, subject);
  },
});

/** Gives a case back before the time is over. Errors: leaseLapsed. */
export const releaseCase = command({
  action: "desk.releaseCase",
  schema: ReleaseCase,
  run: async ({ tx, actor, input, now }) => {
    const { where, subject } = keyOf(input);
    const { count } = await tx.caseLease.deleteMany({
      where: { ...where, holderId: actor.userId, until: { gt: now } },
    });
    return count === 0 ? fail("leaseLapsed") : done(null, subject);
  },
});

/** A case that is open, of an institution that the officer does not stand close to. */
async function openFor(
  tx: Tx,
  { institutionId, applicationId }: Named,
  officer: Judge,
  now: Date,
): Promise<Result<void>> {
  const application = applicationId
    ? await tx.application.findFirst({
        where: { id: applicationId, receipt: { not: null } },
        select: { state: true, institutionId: true },
      })
    : null;
  const institution = institutionId
    ? await tx.institution.findFirst({
        where: { id: institutionId, state: { not: "DRAFT" } },
        select: { state: true, id: true },
      })
    : null;
  const whose = application?.institutionId ?? institution?.id;
  if (whose === undefined) return fail("notFound");
  if (await isClose(tx, officer, whose, now)) return fail("conflictOfInterest");
  const isOpen = application
    ? isOpenCase({ application: application.state })
    : institution !== null && isOpenCase({ institution: institution.state });
  return isOpen ? ok(undefined) : fail("wrongState");
}
