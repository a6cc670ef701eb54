import { getLocale, getTranslations } from "next-intl/server";
import { StackedBars } from "@/components/pictures/StackedBars";
import { Grid, QuotaBar, Section, Stack } from "@/components/ui";
import type { ProvinceSpread } from "@/lib/batches/queries";
import type { QuotaEffect } from "@/lib/batches/rules";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { QuotaFigures } from "@/lib/programmes/rules";

type Props = {
  effects: readonly QuotaEffect<QuotaFigures>[];
  provinces: readonly ProvinceSpread[];
  /** Not approved yet: what it adds is told from what is taken. */
  isToCome: boolean;
};

/** How the seats are spread over sectors and provinces, before the batch and with it. */
export async function Spread({ effects, provinces, isToCome }: Props) {
  const [t, sectors, locale] = [
    await getTranslations("batches"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const sum = (figure: "held" | "adding") => provinces.reduce((total, row) => total + row[figure], 0);
  return (
    <Section title={isToCome ? t("quotas") : t("quotasNow")}>
      <Stack gap="large">
        <Grid>
          {effects.map(({ sector, places, issued, taken, adding }) => (
            <QuotaBar
              key={sector}
              label={sectors(sector)}
              places={places}
              issued={issued}
              reserved={Math.max(0, taken - issued)}
              adding={adding}
            />
          ))}
        </Grid>
        {provinces.length > 0 && (
          <StackedBars
            title={t("spread.provinces")}
            summary={
              isToCome
                ? t("spread.summary", { held: sum("held"), adding: sum("adding") })
                : t("spread.summaryNow", { held: sum("held") })
            }
            of={t("rule.province")}
            series={[
              { key: "held", label: t("spread.held"), fill: "solid" },
              ...(isToCome ? [{ key: "adding", label: t("spread.adding"), fill: "hatched" as const }] : []),
            ]}
            bars={provinces.map(({ province, held, adding }) => ({
              key: province?.nameEn ?? "none",
              label: province ? inLanguage(locale, province.nameEn, province.nameUr) : t("spread.noProvince"),
              values: isToCome ? [held, adding] : [held],
            }))}
          />
        )}
      </Stack>
    </Section>
  );
}
