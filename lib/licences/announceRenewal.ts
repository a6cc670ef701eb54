import { institutionRecipients } from "../institutions/steps.ts";
import { linkTo } from "../notifications/link.ts";
import { notify } from "../notifications/steps.ts";
import { renewalReason } from "../notifications/words.ts";
import type { Tx } from "../platform/db/client.ts";
import { inLanguage } from "../platform/i18n/inLanguage.ts";
import type { RenewalReason } from "./rules.ts";

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
