import { getLocale, getTranslations } from "next-intl/server";
import { Section, Timeline } from "@/components/ui";
import type { Change } from "@/lib/licences/history";
import { isReleaseReason, lastDay } from "@/lib/licences/rules";
import { formatDate, listIn } from "@/lib/platform/i18n/format";

type Props = {
  licence: { issuedAt: Date | null; block: bigint | null };
  changes: readonly Change[];
};

/** What was decided about a licence and what became of its holder since its issue: when, why, by whom, and where it is recorded. */
export async function LicenceHistory({ licence: { issuedAt, block }, changes }: Props) {
  const [t, locale] = [await getTranslations("licences"), await getLocale()];
  const [reasons, releases] = [
    await getTranslations("licences.reasons"),
    await getTranslations("seats.releaseReasons"),
  ];
  const entry = (number: string | bigint | null) =>
    number !== null && <p className="text-muted">{t("entry", { block: String(number) })}</p>;
  const why = (reason: NonNullable<Change["reason"]>) => (isReleaseReason(reason) ? releases(reason) : reasons(reason));
  const issued = issuedAt
    ? [{ key: "issued", title: t("issued"), at: issuedAt, detail: entry(block), state: "done" as const }]
    : [];
  return (
    <Section title={t("history")}>
      {issued.length + changes.length === 0 ? (
        <p className="text-muted">{t("historyNone")}</p>
      ) : (
        <Timeline
          items={[
            ...issued,
            ...changes.map((change) => ({
              key: change.id,
              title: `${t(`changes.${change.kind}`)}: ${t(`changeStates.${change.state}`)}`,
              at: change.certifiedAt ?? change.askedAt,
              detail: (
                <>
                  {change.reason && <p>{why(change.reason)}</p>}
                  {change.until && <p>{t("changedUntil", { date: formatDate(lastDay(change.until), locale) })}</p>}
                  {change.officers.length > 0 && (
                    <p className="text-muted">{t("askedBy", { officer: listIn(locale, change.officers) })}</p>
                  )}
                  {entry(change.block)}
                </>
              ),
              state: change.state === "CERTIFIED" || change.state === "REFUSED" ? ("done" as const) : ("now" as const),
            })),
          ]}
        />
      )}
    </Section>
  );
}
