import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatNumber } from "@/lib/platform/i18n/format";
import { Picture } from "./Picture";
import { countTicks, percentOf } from "./ticks";

/** How a part is drawn; each is told from the others without colour. */
export type Fill = "solid" | "hatched" | "dotted" | "open";

const fills: Record<Fill, string> = {
  solid: "bg-brand",
  hatched: "hatched",
  dotted: "dotted",
  open: "bg-surface border border-edge",
};

type Props = {
  title: string;
  summary: string;
  /** Head of the table's first column. */
  of: string;
  series: readonly { key: string; label: string; fill: Fill }[];
  /** One bar each; `values` in the order of `series`, counts. */
  bars: readonly { key: string; label: string; values: readonly number[] }[];
  source?: ReactNode;
  note?: ReactNode;
  level?: 2 | 3;
};

/** Bars of counts, each in parts, on one scale. They grow with the reading direction. */
export async function StackedBars({ title, summary, of, series, bars, source, note, level }: Props) {
  const t = await getTranslations("pictures");
  const locale = await getLocale();
  const figure = (value: number) => formatNumber(value, locale);
  const sums = bars.map(({ values }) => values.reduce((sum, value) => sum + Math.max(0, value), 0));
  const ticks = countTicks(Math.max(0, ...sums));
  const top = ticks.at(-1) ?? 1;
  const columnSums = series.map((_, index) => bars.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));

  return (
    <Picture
      title={title}
      summary={summary}
      source={source}
      note={note}
      level={level ?? 3}
      table={{
        columns: [
          { label: of },
          ...series.map(({ label }) => ({ label, isFigure: true })),
          { label: t("total"), isFigure: true },
        ],
        rows: bars.map(({ key, label, values }, index) => ({
          key,
          cells: [label, ...series.map((_, part) => figure(values[part] ?? 0)), figure(sums[index] ?? 0)],
        })),
        foot: [t("total"), ...columnSums.map(figure), figure(columnSums.reduce((sum, value) => sum + value, 0))],
      }}
    >
      <ul className="mb-3 flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {series.map(({ key, label, fill }) => (
          <li key={key} className="inline-flex items-center gap-2">
            <span className={`inline-block h-3 w-4 rounded-sm ${fills[fill]}`} />
            {label}
          </li>
        ))}
      </ul>
      <div className="grid grid-cols-1 gap-x-4 sm:grid-cols-[max-content_1fr]">
        {bars.map(({ key, label, values }, index) => (
          <div key={key} className="contents">
            <span className="flex items-center justify-between gap-4 pt-2 text-sm sm:max-w-64 sm:pt-0">
              <span>{label}</span>
              <span className="text-muted tabular-nums sm:hidden">{figure(sums[index] ?? 0)}</span>
            </span>
            <div className="relative flex items-center py-2 sm:me-14 sm:py-2.5">
              <Grid ticks={ticks} top={top} />
              <span className="relative flex h-6 w-full">
                {series.map((one, part) => {
                  const value = values[part] ?? 0;
                  return value > 0 ? (
                    <span
                      key={one.key}
                      title={`${label}, ${one.label}: ${figure(value)}`}
                      className={`bar-part min-w-0.5 shrink-0 ${fills[one.fill]}`}
                      style={{ width: `${round(percentOf(value, top))}%` }}
                    />
                  ) : null;
                })}
                <span className="w-0 self-center ps-2 text-sm whitespace-nowrap tabular-nums max-sm:hidden">
                  {figure(sums[index] ?? 0)}
                </span>
              </span>
            </div>
          </div>
        ))}
        <span className="max-sm:hidden" />
        <Scale ticks={ticks} top={top} figure={figure} />
      </div>
    </Picture>
  );
}

function Grid({ ticks, top }: { ticks: number[]; top: number }) {
  return ticks.map((tick) => (
    <span
      key={tick}
      className="absolute inset-y-0 border-s border-line"
      style={{ insetInlineStart: `${round(percentOf(tick, top))}%` }}
    />
  ));
}

/** The figures under the marks; the last one ends where the scale does, so that it never leaves the picture. */
function Scale({ ticks, top, figure }: { ticks: number[]; top: number; figure: (value: number) => string }) {
  return (
    <div className="relative h-8 text-xs sm:me-14 text-muted tabular-nums">
      {ticks.map((tick, index) => (
        <span
          key={tick}
          className={`absolute top-0 flex w-0 ${index === 0 ? "justify-start" : tick === top ? "justify-end" : "justify-center"}`}
          style={{ insetInlineStart: `${round(percentOf(tick, top))}%` }}
        >
          <span>{figure(tick)}</span>
        </span>
      ))}
    </div>
  );
}

function round(percent: number): number {
  return Math.round(percent * 100) / 100;
}
