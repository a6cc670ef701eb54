import { isSettled } from "../applications/rules.ts";
import { obstacleInPhase } from "../applications/steps.ts";
import { decidersOf } from "../batches/steps.ts";
import { institutionRecipients, lockInstitution } from "../institutions/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { type MailKey, notify } from "../notifications/steps.ts";
import type { Person } from "../platform/auth/actor.ts";
import { atWork } from "../platform/auth/held.ts";
import type { Tx } from "../platform/db/client.ts";
import type { Appeal, Prisma } from "../platform/db/generated/client.ts";
import type { AppealState } from "../platform/db/generated/enums.ts";
import type { ErrorCode } from "../platform/errors/codes.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import { obstacleToDeciding } from "../reviews/steps.ts";
import { isAppealStep } from "./rules.ts";

/** An appeal, its row locked until the transaction ends, or null. */
export async function lockAppeal(tx: Tx, id: string): Promise<Appeal | null> {
  await tx.$queryRaw`SELECT 1 FROM "Appeal" WHERE id = ${id}::uuid FOR NO KEY UPDATE`;
  return tx.appeal.findUnique({ where: { id } });
}

/**
 * Why the person may not judge an appeal about the application, or null: whoever scored it, stands close to the applicant
 * (`scorerMayNotDecide`, `conflictOfInterest`), or proposed or approved what was decided on it (`decidedBefore`).
 */
export async function obstacleToJudging(tx: Tx, actor: Person, applicationId: string): Promise<ErrorCode | null> {
  const obstacle = await obstacleToDeciding(tx, actor, [applicationId]);
  if (obstacle) return obstacle;
  const { userId } = actor;
  const belonged = await tx.membership.count({
    where: { userId, institution: { applications: { some: { id: applicationId } } } },
  });
  if (belonged > 0) return "conflictOfInterest";
  return (await decidersOf(tx, applicationId)).includes(userId) ? "decidedBefore" : null;
}

/**
 * Is another application of the institution in the same phase handed in and not over, so that this one cannot come back beside it?
 * Nobody hands one in between this look and the end of the transaction.
 */
export async function isOtherUnderway(tx: Tx, applicationId: string): Promise<boolean> {
  const { institutionId, phaseId } = await tx.application.findUniqueOrThrow({ where: { id: applicationId } });
  await lockInstitution(tx, institutionId);
  return isBesideAnother(tx, { institutionId, phaseId, except: applicationId });
}

/** The same of an application whose institution and phase are known, as things stand. */
export async function isBesideAnother(
  tx: Tx,
  of: { institutionId: string; phaseId: string; except: string },
): Promise<boolean> {
  return (await obstacleInPhase(tx, of)) === "anotherUnderway";
}

/** The receipt number of that other application, for a letter. */
export async function receiptUnderway(tx: Tx, applicationId: string): Promise<string | null> {
  const { institutionId, phaseId } = await tx.application.findUniqueOrThrow({ where: { id: applicationId } });
  const others = await tx.application.findMany({
    where: { institutionId, phaseId, receipt: { not: null }, id: { not: applicationId } },
    select: { receipt: true, state: true },
  });
  return others.find(({ state }) => !isSettled(state))?.receipt ?? null;
}

/** Moves an appeal by compare-and-set on state and version. Errors: changedMeanwhile. Throws for a move that the table lacks: a bug. */
export async function moveAppeal(
  tx: Tx,
  move: {
    id: string;
    from: AppealState;
    to: AppealState;
    version: number;
    data?: Prisma.AppealUncheckedUpdateManyInput;
  },
): Promise<Result<void>> {
  const { id, from, to, version, data } = move;
  if (!isAppealStep(from, to)) throw new Error(`an appeal does not go from ${from} to ${to}`);
  const { count } = await tx.appeal.updateMany({
    where: { id, state: from, version },
    data: { ...data, state: to, version: { increment: 1 } },
  });
  return count === 0 ? fail("changedMeanwhile") : ok(undefined);
}

type Values = (locale: string) => Record<string, string | number>;

/** A letter about an appeal to the owner and editors of the institution. */
export async function tellInstitution(tx: Tx, applicationId: string, letter: MailKey, values?: Values): Promise<void> {
  const { receipt, institution } = await about(tx, applicationId);
  for (const { to, locale } of await institutionRecipients(tx, institution.id))
    await notify(tx, {
      ...{ to, locale, letter },
      values: (locale) => ({
        receipt: receipt ?? "",
        institution: inLanguage(locale, institution.name, institution.nameUr),
        link: linkTo(`/applications/${applicationId}`, locale),
        ...values?.(locale),
      }),
    });
}

/** A letter to the officials who could judge. `except` has acted already. */
export async function tellPanel(
  tx: Tx,
  appeal: { id: string; applicationId: string },
  now: Date,
  except?: string,
): Promise<void> {
  const { receipt, institution } = await about(tx, appeal.applicationId);
  for (const { to, locale } of await panelOf(tx, appeal.applicationId, now, except))
    await notify(tx, {
      ...{ to, locale, letter: "appealToJudge" },
      values: (locale) => ({
        receipt: receipt ?? "",
        institution: inLanguage(locale, institution.name, institution.nameUr),
        link: linkTo(`/desk/appeals/${appeal.id}`, locale),
      }),
    });
}

/** The officials who could judge an appeal about the application: none of them scored, decided or belongs to the applicant. */
export async function panelOf(
  tx: Tx,
  applicationId: string,
  now: Date,
  except?: string,
): Promise<{ to: string; locale: string }[]> {
  const { institution } = await about(tx, applicationId);
  const involved = await decidersOf(tx, applicationId);
  const panel = await tx.user.findMany({
    where: {
      email: { not: null },
      id: { notIn: [...involved, ...(except ? [except] : [])] },
      OR: [atWork("ADMINISTRATOR", now), atWork("APPROVER", now)],
      memberships: { none: { institutionId: institution.id } },
    },
    select: { email: true, locale: true },
    orderBy: { createdAt: "desc" },
    take: 50,
  });
  return panel.flatMap(({ email, locale }) => (email === null ? [] : [{ to: email, locale }]));
}

function about(tx: Tx, id: string) {
  return tx.application.findUniqueOrThrow({ where: { id }, include: { institution: true } });
}
