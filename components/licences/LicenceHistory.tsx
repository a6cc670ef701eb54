import { getTranslations } from "next-intl/server";
import { Section, Timeline } from "@/components/ui";
import type { DeskLicence } from "./LicenceFacts";

/** Every change that was asked for, by whom and why, and how far it has come. */
export async function LicenceHistory({ licence }: { licence: DeskLicence }) {
  const t = await getTranslations("licences");
  const reasons = await getTranslations("licences.reasons");
  return (
    <Section title={t("history")}>
      {licence.changes.length === 0 ? (
        <p className="text-muted">{t("historyNone")}</p>
      ) : (
        <Timeline
          items={licence.changes.map((change) => ({
            key: change.id,
            title: `${t(`changes.${change.kind}`)}: ${t(`changeStates.${change.state}`)}`,
            at: change.certifiedAt ?? change.askedAt,
            detail: (
              <>
                <p>{reasons(change.reason)}</p>
                {change.officer && <p className="text-muted">{t("askedBy", { officer: change.officer })}</p>}
              </>
            ),
            state: change.state === "CERTIFIED" || change.state === "REFUSED" ? "done" : "now",
          }))}
        />
      )}
    </Section>
  );
}
