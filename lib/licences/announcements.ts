import { statusLinksFor } from "../applications/statusLink.ts";
import { knownFacts, reasons } from "../batches/reasons.ts";
import { isReasonFor } from "../batches/rules.ts";
import { recipientsOf } from "../institutions/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { type MailKey, notify, notifyAll } from "../notifications/steps.ts";
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
 * Tells applicants what was decided: the seats awarded, of a decline which criterion, what evidence, what to do next, or that it
 * waits. In a few statements however many they are.
 */
export async function announceDecisions(
  tx: Tx,
  items: readonly Pick<BatchItem, "applicationId" | "outcome" | "seats" | "reason" | "evidence">[],
): Promise<void> {
  const applications = await tx.application.findMany({
    where: { id: { in: items.map(({ applicationId }) => applicationId) } },
    include: { institution: { select: { name: true, nameUr: true } }, programme: { select: { stepDays: daysShown } } },
  });
  const byId = new Map(applications.map((application) => [application.id, application]));
  const news = items.map((item): News => {
    const application = byId.get(item.applicationId);
    if (!application) throw new Error("a decision without its application");
    const { decidedAt, programme, institution } = application;
    const appealDays = daysOf("appeal", decidedAt ?? new Date(), programme.stepDays);
    return {
      ...{ institutionId: application.institutionId, letter: decided[item.outcome] },
      ...{ path: `/applications/${application.id}`, applicationId: application.id },
      values: (locale) => ({
        receipt: application.receipt ?? "",
        institution: nameIn(locale, institution),
        seats: item.seats,
        asked: application.seats ?? 0,
        list: linkTo("/waitlist", locale),
        ...whyDeclined(locale, item, appealDays),
      }),
    };
  });
  await toInstitutions(tx, news);
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

/** Tells applicants that the licences of their awards are in force and may be handed out. */
export async function announceActive(tx: Tx, applicationIds: readonly string[]): Promise<void> {
  const applications = await tx.application.findMany({
    where: { id: { in: [...applicationIds] } },
    include: { institution: { select: { name: true, nameUr: true } }, _count: { select: { licences: true } } },
    orderBy: { id: "asc" },
  });
  const news = applications.map(
    ({ id, institutionId, receipt, institution, _count }): News => ({
      ...{ institutionId, letter: "licencesActive", path: `/institutions/${institutionId}/seats`, applicationId: id },
      values: (locale) => ({
        receipt: receipt ?? "",
        institution: nameIn(locale, institution),
        licences: _count.licences,
      }),
    }),
  );
  await toInstitutions(tx, news);
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
  const { institutionId } = licence;
  await toInstitutions(tx, [{ institutionId, letter, path: `/institutions/${institutionId}/seats`, values }]);
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

/** Something that an institution's people are told. */
type News = {
  institutionId: string;
  letter: MailKey;
  path: string;
  values: (locale: string) => Record<string, string | number>;
  /** Whose status the letter leads to, for those who do not want to sign in. */
  applicationId?: string;
};

async function toInstitutions(tx: Tx, news: readonly News[]): Promise<void> {
  const recipients = await recipientsOf(
    tx,
    news.map(({ institutionId }) => institutionId),
  );
  const letters = news.flatMap((one) =>
    (recipients.get(one.institutionId) ?? []).map((reader) => ({ ...one, reader })),
  );
  const readers = letters.flatMap(({ applicationId, reader: { to, locale } }) =>
    applicationId === undefined ? [] : [{ applicationId, email: to, locale }],
  );
  const links = readers.length === 0 ? [] : await statusLinksFor(tx, readers);
  await notifyAll(
    tx,
    letters.map(({ reader, letter, path, values, applicationId }) => {
      const status = applicationId === undefined ? undefined : links.shift();
      return { ...reader, letter, values: (locale) => ({ ...values(locale), ...status, link: linkTo(path, locale) }) };
    }),
  );
}
