import { institutionRecipients } from "../../institutions/steps.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify, notifyAll } from "../../notifications/steps.ts";
import { renewalReason } from "../../notifications/words.ts";
import { holdersOf } from "../../people/letters.ts";
import type { Tx } from "../../platform/db/client.ts";
import { formatDate } from "../../platform/i18n/format.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { lastDay, type RenewalReason } from "../rules.ts";

/** Tells an institution what came of a renewal: that its licences go on, or why they do not. */
export async function announceRenewal(
  tx: Tx,
  renewalId: string,
  outcome: { letter: "renewalDone"; licences: number } | { letter: "renewalDeclined"; reason: RenewalReason },
): Promise<void> {
  const { institution } = await tx.renewal.findUniqueOrThrow({
    where: { id: renewalId },
    select: { institution: { select: { id: true, name: true, nameUr: true } } },
  });
  for (const { to, locale } of await institutionRecipients(tx, institution.id))
    await notify(tx, {
      to,
      locale,
      letter: outcome.letter,
      values: (locale) => ({
        institution: inLanguage(locale, institution.name, institution.nameUr),
        link: linkTo(`/institutions/${institution.id}/seats`, locale),
        ...(outcome.letter === "renewalDone"
          ? { licences: outcome.licences }
          : { reason: renewalReason(locale, outcome.reason) }),
      }),
    });
}

/** Tells the approvers that an institution asks for a renewal; those who belong to it do not decide on it, and are not told. */
export async function announceRenewalAsked(
  tx: Tx,
  renewal: {
    institution: { id: string; name: string; nameUr: string | null };
    licences: number;
    firstEnd: Date;
    now: Date;
  },
): Promise<void> {
  const { institution, licences, firstEnd, now } = renewal;
  const approvers = await holdersOf(tx, ["APPROVER"], now);
  const members = await tx.membership.findMany({
    where: { institutionId: institution.id, endedAt: null, userId: { in: approvers.map(({ id }) => id) } },
    select: { userId: true },
  });
  const own = new Set(members.map(({ userId }) => userId));
  await notifyAll(
    tx,
    approvers.flatMap(({ id, email, locale }) =>
      email === null || own.has(id)
        ? []
        : {
            to: email,
            locale,
            letter: "renewalAsked" as const,
            values: (of: "en" | "ur") => ({
              institution: inLanguage(of, institution.name, institution.nameUr),
              ...{ licences, date: formatDate(lastDay(firstEnd), of), link: linkTo("/desk/licences/renewals", of) },
            }),
          },
    ),
  );
}
