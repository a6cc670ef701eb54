import { statusLinkFor } from "../applications/statusLink.ts";
import { knownFacts, reasons } from "../batches/reasons.ts";
import { isReasonFor } from "../batches/rules.ts";
import { institutionRecipients } from "../institutions/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { type MailKey, notify } from "../notifications/steps.ts";
import { declineWords, licenceReason } from "../notifications/words.ts";
import type { Tx } from "../platform/db/client.ts";
import type { BatchItem } from "../platform/db/generated/client.ts";
import type { Outcome } from "../platform/db/generated/enums.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import { daysOf, daysShown } from "../programmes/stepDays.ts";
import { formatNumber } from "./number.ts";
import type { ChangeReason, LicenceChange } from "./rules.ts";

const decided = {
  AWARD: "applicationAwarded",
  DECLINE: "applicationDeclined",
  WAITLIST: "applicationWaitlisted",
} as const satisfies Record<Outcome, MailKey>;

/**
 * Tells an applicant what was decided: the seats awarded, of a decline which criterion, what evidence, what to do next, or that it
 * waits.
 */
export async function announceDecision(
  tx: Tx,
  item: Pick<BatchItem, "applicationId" | "outcome" | "seats" | "reason" | "evidence">,
): Promise<void> {
  const application = await tx.application.findUniqueOrThrow({
    where: { id: item.applicationId },
    include: { institution: { select: { name: true, nameUr: true } }, programme: { select: { stepDays: daysShown } } },
  });
  const { decidedAt, programme } = application;
  const appealDays = daysOf("appeal", decidedAt ?? new Date(), programme.stepDays);
  await toInstitution(tx, application.institutionId, decided[item.outcome], {
    path: `/applications/${application.id}`,
    applicationId: application.id,
    values: (locale) => ({
      receipt: application.receipt ?? "",
      institution: nameIn(locale, application.institution),
      seats: item.seats,
      asked: application.seats ?? 0,
      list: linkTo("/waitlist", locale),
      ...whyDeclined(locale, item, appealDays),
    }),
  });
}

function whyDeclined(
  locale: string,
  { outcome, reason, evidence }: Pick<BatchItem, "outcome" | "reason" | "evidence">,
  appealDays: number,
) {
  if (outcome !== "DECLINE") return {};
  if (reason === null || !isReasonFor("decline", reason))
    throw new Error(`a decline without a reason of the catalogue: ${reason}`);
  return declineWords(locale, reason, {
    criterion: reasons[reason].criterion,
    facts: knownFacts(evidence),
    appealDays,
  });
}

/** Tells an applicant that the licences of an award are in force and may be handed out. */
export async function announceActive(tx: Tx, applicationId: string): Promise<void> {
  const application = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    include: { institution: { select: { name: true, nameUr: true } }, _count: { select: { licences: true } } },
  });
  await toInstitution(tx, application.institutionId, "licencesActive", {
    path: `/institutions/${application.institutionId}/seats`,
    applicationId,
    values: (locale) => ({
      receipt: application.receipt ?? "",
      institution: nameIn(locale, application.institution),
      licences: application._count.licences,
    }),
  });
}

const changed = {
  suspend: "licenceSuspended",
  reinstate: "licenceReinstated",
  revoke: "licenceRevoked",
} as const satisfies Record<LicenceChange, MailKey>;

/** Tells the institution and the holder that a licence was suspended, reinstated or revoked, and why. */
export async function announceChange(
  tx: Tx,
  licenceId: string,
  change: LicenceChange,
  reason: ChangeReason,
): Promise<void> {
  const licence = await tx.licence.findUniqueOrThrow({
    where: { id: licenceId },
    include: {
      institution: { select: { name: true, nameUr: true } },
      seats: { where: { state: { in: ["CLAIMED", "BOUND"] } }, include: { user: { select: { locale: true } } } },
    },
  });
  const letter = changed[change];
  const values = (locale: string) => ({
    number: formatNumber(licence.number),
    institution: nameIn(locale, licence.institution),
    reason: licenceReason(locale, reason),
  });
  await toInstitution(tx, licence.institutionId, letter, {
    path: `/institutions/${licence.institutionId}/seats`,
    values,
  });
  for (const seat of licence.seats) {
    const locale = seat.user?.locale ?? "en";
    await notify(tx, {
      to: seat.email,
      locale,
      letter,
      values: (locale) => ({ ...values(locale), link: linkTo("/seat", locale) }),
    });
  }
}

/** Tells a holder that their seat is theirs, with the number of their licence. */
export async function announceBinding(tx: Tx, seatId: string): Promise<void> {
  const { to, locale, values } = await seatLetter(tx, seatId);
  await notify(tx, {
    to,
    locale,
    letter: "seatBound",
    values: (locale) => ({ ...values(locale), link: linkTo("/seat", locale) }),
  });
}

/** Tells somebody that the seat they claimed could not be made theirs. */
export async function announceFailedBinding(tx: Tx, seatId: string): Promise<void> {
  const { to, locale, values } = await seatLetter(tx, seatId);
  await notify(tx, { to, locale, letter: "seatNotBound", values });
}

function nameIn(locale: string, institution: { name: string; nameUr: string | null }): string {
  return inLanguage(locale, institution.name, institution.nameUr);
}

async function seatLetter(tx: Tx, seatId: string) {
  const seat = await tx.seat.findUniqueOrThrow({
    where: { id: seatId },
    include: {
      user: { select: { locale: true } },
      licence: { include: { institution: { select: { name: true, nameUr: true } } } },
    },
  });
  return {
    to: seat.email,
    locale: seat.user?.locale ?? "en",
    values: (locale: string) => ({
      name: seat.name,
      institution: nameIn(locale, seat.licence.institution),
      number: formatNumber(seat.licence.number),
    }),
  };
}

async function toInstitution(
  tx: Tx,
  institutionId: string,
  letter: MailKey,
  about: {
    path: string;
    values: (locale: string) => Record<string, string | number>;
    /** Whose status the letter leads to, for those who do not want to sign in. */
    applicationId?: string;
  },
): Promise<void> {
  const { path, values, applicationId } = about;
  for (const { to, locale } of await institutionRecipients(tx, institutionId)) {
    const status = applicationId && (await statusLinkFor(tx, { applicationId, email: to, locale }));
    await notify(tx, {
      to,
      locale,
      letter,
      values: (locale) => ({ ...values(locale), ...status, link: linkTo(path, locale) }),
    });
  }
}
