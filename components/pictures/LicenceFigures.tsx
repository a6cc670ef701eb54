import { getLocale, getTranslations } from "next-intl/server";
import type { PublicFigures } from "@/lib/licences/figures";
import { rungs } from "@/lib/licences/rungs";
import { formatDate, formatNumber } from "@/lib/platform/i18n/format";
import { DistrictMap } from "./DistrictMap";
import { Ladder } from "./Ladder";
import { LadderTables } from "./LadderTables";
import { StackedBars } from "./StackedBars";
import { StepChart } from "./StepChart";
import { Vouched } from "./Vouched";

/** Licences by sector, by district and by day, and the way from asking to using. */
export async function LicenceFigures({ figures }: { figures: PublicFigures }) {
  const [t, locale] = [await getTranslations("figures"), await getLocale()];
  const sector = await getTranslations("common.sectors");
  const steps = await getTranslations("ladder");
  const number = (value: number) => formatNumber(value, locale);
  const { sectors, districts, days, ladders } = figures;
  const inForce = sectors.reduce((sum, row) => sum + row.inForce, 0);
  const ever = sectors.reduce((sum, row) => sum + row.inForce + row.suspended + row.ended, 0);
  const filled = districts.filter((district) => district.inForce > 0).toSorted((a, b) => b.inForce - a.inForce);
  const nameOf = ({ nameEn, nameUr }: { nameEn: string; nameUr: string }) => (locale === "ur" ? nameUr : nameEn);
  const top = filled
    .slice(0, 3)
    .map((district) => t("mapTop", { district: nameOf(district), count: number(district.inForce) }));
  const date = (day: string | undefined) => (day ? formatDate(new Date(`${day}T07:00:00Z`), locale) : "");

  return (
    <>
      <StackedBars
        level={2}
        title={t("sectorsTitle")}
        summary={t("sectorsLead", { ever: number(ever), inForce: number(inForce) })}
        of={t("sector")}
        source={<Vouched by="certified" />}
        series={[
          { key: "inForce", label: t("stateInForce"), fill: "solid" },
          { key: "suspended", label: t("stateSuspended"), fill: "hatched" },
          { key: "ended", label: t("stateEnded"), fill: "dotted" },
        ]}
        bars={sectors.map((row) => ({
          key: row.sector,
          label: sector(row.sector),
          values: [row.inForce, row.suspended, row.ended],
        }))}
      />
      <DistrictMap
        level={2}
        title={t("mapTitle")}
        summary={`${t("mapLead", {
          districts: filled.length,
          top: new Intl.ListFormat(locale, { type: "conjunction" }).format(top),
        })} ${t("mapOf")}`}
        counted={t("inForce")}
        source={<Vouched by="certified" />}
        values={districts.map((district) => ({
          code: district.code,
          name: nameOf(district),
          province: locale === "ur" ? district.provinceUr : district.provinceEn,
          latitude: district.latitude,
          longitude: district.longitude,
          value: district.inForce,
        }))}
        elsewhere={figures.elsewhere.inForce}
      />
      <StepChart
        level={2}
        title={t("daysTitle")}
        summary={t("daysLead", {
          days: days.length,
          total: number(ever),
          first: date(days[0]?.day),
          last: date(days.at(-1)?.day),
        })}
        counted={t("daysCounted")}
        source={<Vouched by="certified" />}
        days={days}
        today={figures.today}
      />
      <Ladder
        level={2}
        title={t("ladderTitle")}
        summary={t("ladderLead", { promised: ladders.all.promised, active: number(ladders.all.active) })}
        of={t("stage")}
        counted={t("seats")}
        source={<Vouched by="portal" />}
        rungs={rungs.map((key) => ({
          key,
          label: steps(`${key}.label`),
          hint: steps(`${key}.hint`),
          value: ladders.all[key],
        }))}
      />
      <LadderTables ladders={ladders} />
    </>
  );
}
