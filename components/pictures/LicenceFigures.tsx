import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { RegistryFigures } from "@/lib/chain/registryFigures";
import { together } from "@/lib/licences/figures/cells";
import type { PublicFigures } from "@/lib/licences/figures/public";
import { rungs } from "@/lib/licences/figures/rungs";
import { formatDate, formatNumber } from "@/lib/platform/i18n/format";
import { Ladder } from "./Ladder";
import { LadderTables } from "./LadderTables";
import { StackedBars } from "./StackedBars";
import { StepChart } from "./StepChart";
import { Vouched } from "./Vouched";

type Props = { figures: PublicFigures; registry: RegistryFigures | null; map: ReactNode };

/** Licences by sector, `map`, licences by day, and the way from asking to using. */
export async function LicenceFigures({ figures, registry, map }: Props) {
  const [t, locale] = [await getTranslations("figures"), await getLocale()];
  const sector = await getTranslations("common.sectors");
  const steps = await getTranslations("ladder");
  const number = (value: number) => formatNumber(value, locale);
  const { days, ladders } = figures;
  const cells = registry?.cells ?? figures.cells;
  const sectors = figures.sectors.map((row) => {
    const { suspended, expired, revoked, ...of } = together(
      cells.filter((cell) => cell.sector === row.sector.toLowerCase()),
    );
    return { sector: row.sector, inForce: of.inForce, suspended, ended: expired + revoked };
  });
  const inForce = sectors.reduce((sum, row) => sum + row.inForce, 0);
  const ever = sectors.reduce((sum, row) => sum + row.inForce + row.suspended + row.ended, 0);
  const date = (day: string | undefined) => (day ? formatDate(new Date(`${day}T07:00:00Z`), locale) : "");

  return (
    <>
      <StackedBars
        level={2}
        title={t("sectorsTitle")}
        summary={t("sectorsLead", { ever: number(ever), inForce: number(inForce) })}
        of={t("sector")}
        source={<Vouched by={registry ? "subnet" : "certified"} />}
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
      {map}
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
