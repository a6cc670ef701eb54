import { isClose, type Judge } from "../../desk/closeness.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { Institution } from "../../platform/db/generated/client.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { institutionOwner } from "../owner.ts";
import { allows } from "../rules.ts";
import { LiftSuspension, SuspendInstitution } from "../schema.ts";
import { institutionRecipients, lockInstitution } from "../steps.ts";

/**
 * An administrator suspends a verified institution, with a reason that its people read. It starts and hands in no application
 * and offers no seat until the suspension is lifted; its licences and whoever holds a seat are left as they are.
 * Errors: conflictOfInterest, wrongState, changedMeanwhile.
 */
export const suspendInstitution = command({
  action: "institutions.suspend",
  schema: SuspendInstitution,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { reason } = input;
    const opened = await open(tx, actor, input, "institutions.suspend", now);
    if (!opened.ok) return opened;
    const { id, version } = opened.value;
    await tx.institution.update({
      where: { id, version },
      data: {
        state: "SUSPENDED",
        version: { increment: 1 },
        suspensions: { create: { reason, suspendedById: actor.userId, suspendedAt: now } },
      },
    });
    await tell(tx, opened.value, "institutionSuspended", reason);
    return done({ institutionId: id }, { kind: "institution", id });
  },
});

/** An administrator lifts the suspension: the institution is verified as before. Errors as of `suspendInstitution`. */
export const liftSuspension = command({
  action: "institutions.lift",
  schema: LiftSuspension,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { reason } = input;
    const opened = await open(tx, actor, input, "institutions.lift", now);
    if (!opened.ok) return opened;
    const { id, version } = opened.value;
    await tx.institution.update({ where: { id, version }, data: { state: "VERIFIED", version: { increment: 1 } } });
    await tx.institutionSuspension.updateMany({
      where: { institutionId: id, liftedAt: null },
      data: { liftedById: actor.userId, liftedAt: now, liftReason: reason },
    });
    await tell(tx, opened.value, "institutionLifted", reason);
    return done({ institutionId: id }, { kind: "institution", id });
  },
});

/** The institution, locked, as the officer saw it; nobody acts on one that they stand close to. */
async function open(
  tx: Tx,
  officer: Judge,
  input: { institutionId: string; version: number },
  action: "institutions.suspend" | "institutions.lift",
  now: Date,
): Promise<Result<Institution>> {
  const institution = await lockInstitution(tx, input.institutionId);
  if (!institution) return fail("notFound");
  if (await isClose(tx, officer, institution.id, now)) return fail("conflictOfInterest");
  if (!allows(institution.state, action)) return fail("wrongState");
  return institution.version === input.version ? ok(institution) : fail("changedMeanwhile");
}

async function tell(
  tx: Tx,
  { id, name, nameUr }: Institution,
  letter: "institutionSuspended" | "institutionLifted",
  reason: string,
): Promise<void> {
  for (const recipient of await institutionRecipients(tx, id))
    await notify(tx, {
      ...recipient,
      letter,
      values: (locale) => ({
        institution: inLanguage(locale, name, nameUr),
        link: linkTo(`/institutions/${id}`, locale),
        reason,
      }),
    });
}
