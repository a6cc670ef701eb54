import { getLocale, getTranslations } from "next-intl/server";
import { Timeline } from "@/components/ui";
import { formatDate } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { PhaseRow } from "@/lib/programmes/queries";
import { lastInstant } from "@/lib/programmes/rules";

/** The phases of a programme in the order in which they open: who can apply when, and how many did. */
export async function Phases({ phases, now }: { phases: readonly PhaseRow[]; now: Date }) {
  const [t, sectors, locale] = [
    await getTranslations("programmes"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const separator = locale === "ur" ? "، " : ", ";
  return (
    <Timeline
      items={phases.map((phase) => {
        const state = phase.closesAt <= now ? "done" : phase.opensAt <= now ? "now" : "next";
        return {
          key: phase.id,
          title: inLanguage(locale, phase.nameEn, phase.nameUr),
          state,
          detail: (
            <>
              <p>
                {t(`phaseState.${state}`)}
                {" · "}
                {t("phaseDates", {
                  from: formatDate(phase.opensAt, locale),
                  until: formatDate(lastInstant(phase), locale),
                })}
              </p>
              <p className="text-muted">
                {phase.sectors.map((sector) => sectors(sector)).join(separator)}
                {" · "}
                {t("phaseSubmitted", { count: phase.submitted })}
              </p>
            </>
          ),
        };
      })}
    />
  );
}
