import { getLocale, getTranslations } from "next-intl/server";
import { StackedBars } from "@/components/pictures/StackedBars";
import { Grid, QuotaBar, Section, Stack } from "@/components/ui";
import type { SeatSpread } from "@/lib/batches/queries";
import type { QuotaEffect } from "@/lib/batches/rules";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { QuotaFigures } from "@/lib/programmes/rules";

type Props = {
  effects: readonly QuotaEffect<QuotaFigures>[];
  seats: { provinces: readonly SeatSpread[]; phases: readonly SeatSpread[] };
  /** Not approved yet: what it adds is told from what is taken. */
  isToCome: boolean;
};

/** How the seats are spread over sectors, phases and provinces, before the batch and with it. */
export async function Spread({ effects, seats, isToCome }: Props) {
  const [t, sectors, locale] = [
    await getTranslations("batches"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const bars = (title: string, of: string, rows: readonly SeatSpread[]) => {
    const sum = (figure: "held" | "adding") => rows.reduce((total, row) => total + row[figure], 0);
    return (
      <StackedBars
        title={title}
        summary={
          isToCome
            ? t("spread.summary", { held: sum("held"), adding: sum("adding") })
            : t("spread.summaryNow", { held: sum("held") })
        }
        of={of}
        series={[
          { key: "held", label: t("spread.held"), fill: "solid" },
          ...(isToCome ? [{ key: "adding", label: t("spread.adding"), fill: "hatched" as const }] : []),
        ]}
        bars={rows.map(({ nameEn, nameUr, held, adding }) => ({
          key: nameEn,
          label: inLanguage(locale, nameEn, nameUr) || t("spread.noProvince"),
          values: isToCome ? [held, adding] : [held],
        }))}
      />
    );
  };
  return (
    <Section title={isToCome ? t("quotas") : t("quotasNow")}>
      <Stack gap="large">
        <Grid>
          {effects.map(({ sector, places, issued, ended, reserved, adding }) => (
            <QuotaBar
              key={sector}
              label={sectors(sector)}
              places={places}
              issued={issued}
              ended={ended}
              reserved={reserved}
              adding={adding}
            />
          ))}
        </Grid>
        {seats.phases.length > 0 && bars(t("spread.phases"), t("rule.phase"), seats.phases)}
        {seats.provinces.length > 0 && bars(t("spread.provinces"), t("rule.province"), seats.provinces)}
      </Stack>
    </Section>
  );
}
