import { getLocale, getTranslations } from "next-intl/server";
import { Ladder } from "@/components/pictures/Ladder";
import { StackedBars } from "@/components/pictures/StackedBars";
import { DataTable, Section } from "@/components/ui";
import type { Sector } from "@/lib/platform/db/generated/enums";
import { formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { ReportFigures, Spread, Time } from "@/lib/reports/figures";

type SeatStep = keyof ReportFigures["seats"] | keyof ReportFigures["ladder"];

const series = [
  { key: "awarded", fill: "solid" },
  { key: "declined", fill: "hatched" },
  { key: "open", fill: "dotted" },
  { key: "withdrawn", fill: "open" },
] as const;

/** The figures of a report: each as a picture with its table. */
export async function Figures({ figures }: { figures: ReportFigures }) {
  const [t, sectors, kinds, locale] = [
    await getTranslations("reports"),
    await getTranslations("common.sectors"),
    await getTranslations("institutions.kinds"),
    await getLocale(),
  ];
  const steps = await getTranslations("ladder");
  const { funnel, seats, ladder, bySector, byProvince, byKind } = figures;
  const sum = bySector.reduce(
    (all, { awarded, declined, open, withdrawn }) => all + awarded + declined + open + withdrawn,
    0,
  );
  const spread = (title: string, of: string, rows: readonly Spread[], label: (row: Spread) => string) => (
    <StackedBars
      title={title}
      summary={t("spreadText", { count: sum })}
      of={of}
      series={series.map(({ key, fill }) => ({ key, fill, label: t(`series.${key}`) }))}
      bars={rows.map((row) => ({ key: row.key, label: label(row), values: series.map(({ key }) => row[key]) }))}
      level={2}
    />
  );
  const rungs = (title: string, text: string, counts: Partial<Record<SeatStep, number>>) => (
    <Ladder
      title={title}
      summary={text}
      of={t("rung")}
      counted={t("seats")}
      rungs={(Object.keys(counts) as SeatStep[]).map((key) => ({
        key,
        label: steps(`${key}.label`),
        hint: steps(`${key}.hint`),
        value: counts[key] ?? 0,
      }))}
      level={2}
    />
  );
  const none = (title: string, text: string) => (
    <Section title={title}>
      <p className="text-muted">{text}</p>
    </Section>
  );
  const provinceOf = new Map(byProvince.map((row) => [row.key, inLanguage(locale, row.nameEn, row.nameUr)]));
  return (
    <>
      {funnel.registered === 0 ? (
        none(t("funnel"), t("funnelText", { registered: 0 }))
      ) : (
        <Ladder
          title={t("funnel")}
          summary={t("funnelText", { registered: funnel.registered })}
          of={t("step")}
          counted={t("institutions")}
          rungs={(Object.keys(funnel) as (keyof typeof funnel)[]).map((key) => ({
            key,
            label: t(`funnelSteps.${key}`),
            value: funnel[key],
          }))}
          level={2}
        />
      )}
      <Times times={figures.times} />
      {sum === 0 ? (
        none(t("applications"), t("spreadText", { count: 0 }))
      ) : (
        <>
          {spread(t("bySector"), t("sector"), bySector, ({ key }) => sectors(key as Sector))}
          {byProvince.length > 0 &&
            spread(t("byProvince"), t("province"), byProvince, ({ key }) => provinceOf.get(key) || t("noProvince"))}
          {spread(t("byKind"), t("kind"), byKind, ({ key }) => kinds(key as (typeof byKind)[number]["key"]))}
          {rungs(t("seatsOfPeriod"), t("seatsOfPeriodText"), seats)}
        </>
      )}
      {rungs(t("ladder"), t("ladderText"), ladder)}
    </>
  );
}

async function Times({ times }: { times: ReportFigures["times"] }) {
  const [t, sectors, locale] = [
    await getTranslations("reports"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const days = (value: number | null) => (value === null ? "–" : t("days", { days: value }));
  const row = (key: string, what: string, { count, median, p90 }: Time) => ({
    key,
    cells: { what, count: formatNumber(count, locale), median: days(median), p90: days(p90) },
  });
  return (
    <Section title={t("times")}>
      <p className="mb-4 max-w-3xl text-muted">{t("timesText")}</p>
      <DataTable
        caption={t("times")}
        columns={[
          { key: "what", label: t("what") },
          { key: "count", label: t("count"), align: "end" },
          { key: "median", label: t("median"), align: "end" },
          { key: "p90", label: t("p90"), align: "end" },
        ]}
        rows={[
          row("verification", t("verification"), times.verification),
          row("decision", t("decision"), times.decision),
          ...times.sectors
            .filter(({ decision }) => decision.count > 0)
            .map(({ sector, decision }) => row(sector, t("decisionIn", { sector: sectors(sector) }), decision)),
        ]}
        empty=""
      />
    </Section>
  );
}
