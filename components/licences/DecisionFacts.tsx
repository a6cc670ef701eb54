import { getLocale, getTranslations } from "next-intl/server";
import { Section, StatusTag, SummaryList, Written } from "@/components/ui";
import type { Tone } from "@/components/ui/tones";
import type { findProposedChange } from "@/lib/licences/changes/proposed";
import { isJoint } from "@/lib/licences/rules";
import type { LicenceChangeState } from "@/lib/platform/db/generated/enums";
import { formatDateTime, listIn } from "@/lib/platform/i18n/format";
import { Link } from "@/lib/platform/i18n/navigation";
import { LicenceTag } from "./LicenceTag";
import { institutionName } from "./names";

/** A reinstatement, a revocation or a suspension as its page has it. */
export type DeskChange = NonNullable<Awaited<ReturnType<typeof findProposedChange>>>;

const tones: Record<LicenceChangeState, Tone> = { PROPOSED: "warning", SENT: "good", REJECTED: "bad" };

/** What is asked of which licence, why, by whom, and who has approved it where others have to. */
export async function DecisionFacts({ change }: { change: DeskChange }) {
  const [t, licences, locale] = [
    await getTranslations("licences.decisions"),
    await getTranslations("licences"),
    await getLocale(),
  ];
  const { licence, kind, state, reason, proposedBy, approvedBy, proposedAt } = change;
  const alone = !isJoint(kind);
  return (
    <Section
      title={alone ? t("alone.facts") : t("facts")}
      aside={<StatusTag tone={tones[state]}>{alone ? t(`alone.states.${state}`) : t(`states.${state}`)}</StatusTag>}
    >
      <SummaryList
        items={[
          {
            term: t("licence"),
            detail: (
              <Link href={`/desk/licences/${licence.id}`}>
                <bdi dir="ltr">{licence.number}</bdi>
              </Link>
            ),
          },
          {
            term: licences("institution"),
            detail: (
              <Link href={`/desk/institutions/${licence.institution.id}`}>
                <Written>{institutionName(licence.institution, locale)}</Written>
              </Link>
            ),
          },
          { term: t("now"), detail: <LicenceTag state={licence.state} /> },
          { term: licences("reason"), detail: licences(`reasons.${reason}`) },
          { term: alone ? t("alone.by") : t("proposedBy"), detail: <Written>{proposedBy}</Written> },
          { term: alone ? t("alone.at") : t("proposedAt"), detail: formatDateTime(proposedAt, locale) },
          ...(alone
            ? []
            : [
                {
                  term: t("approvedBy"),
                  detail: approvedBy.length > 0 ? <Written>{listIn(locale, approvedBy)}</Written> : t("nobody"),
                },
              ]),
        ]}
      />
    </Section>
  );
}
