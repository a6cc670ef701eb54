import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatDate, formatDay, formatNumber } from "@/lib/platform/i18n/format";
import { type DayCount, dayNumber, dayOf, dayTicks, stairPath, stairs } from "./days";
import { Picture } from "./Picture";
import { countTicks, percentOf } from "./ticks";

type Props = {
  title: string;
  summary: string;
  /** What is counted, as the head of the table's column: "Licences issued". */
  counted: string;
  /** Days of Pakistan on which something was counted, in any order. */
  days: readonly DayCount[];
  /** The day on which the chart ends. */
  today: string;
  source?: ReactNode;
  note?: ReactNode;
  level?: 2 | 3;
};

/** How a count grew, day by day, as stairs. Time runs with the reading direction. */
export async function StepChart({ title, summary, counted, days, today, source, note, level }: Props) {
  const t = await getTranslations("pictures");
  const locale = await getLocale();
  const figure = (value: number) => formatNumber(value, locale);
  const { first, length, stairs: steps } = stairs(days, today);
  const total = steps.at(-1)?.total ?? 0;
  const ticks = countTicks(total);
  const top = ticks.at(-1) ?? 1;
  const line = stairPath(steps, length, top);
  const instant = (day: string) => new Date(`${day}T07:00:00Z`);

  return (
    <Picture
      title={title}
      summary={summary}
      source={source}
      note={note}
      level={level ?? 3}
      table={{
        columns: [{ label: t("day") }, { label: counted, isFigure: true }, { label: t("together"), isFigure: true }],
        rows: steps.map((step) => ({
          key: step.day,
          cells: [formatDate(instant(step.day), locale), figure(step.count), figure(step.total)],
        })),
      }}
    >
      <div className="grid grid-cols-[max-content_1fr] gap-x-2 pt-3 pe-2">
        <div className="relative min-w-9 text-xs text-muted tabular-nums">
          {ticks.map((tick) => (
            <span
              key={tick}
              className="absolute end-0 leading-none"
              style={{ bottom: `${percentOf(tick, top)}%`, transform: "translateY(50%)" }}
            >
              {figure(tick)}
            </span>
          ))}
          {/* Gives the column the width of its longest figure. */}
          <span className="invisible">{figure(top)}</span>
        </div>
        <div className="relative h-56 border-b border-edge sm:h-72">
          {ticks.slice(1).map((tick) => (
            <span
              key={tick}
              className="absolute inset-x-0 border-t border-line"
              style={{ bottom: `${percentOf(tick, top)}%` }}
            />
          ))}
          <svg
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="pointer-events-none absolute inset-0 size-full overflow-visible rtl:-scale-x-100"
            aria-hidden="true"
          >
            <path d={`${line}V100Z`} className="fill-brand" fillOpacity="0.14" />
            <path
              d={line}
              fill="none"
              className="stroke-brand"
              strokeWidth="2.5"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          </svg>
          {total > 0 && (
            <span
              className="absolute end-0 flex size-0 items-center justify-center"
              style={{ bottom: `${percentOf(total, top)}%` }}
            >
              <span className="block size-3 shrink-0 rounded-full border-2 border-surface bg-brand" />
            </span>
          )}
        </div>
        <span />
        <div className="relative h-9 pt-1.5 text-xs text-muted">
          <DayNames at={dayTicks(length, 3)} />
          <DayNames at={dayTicks(length, 6)} isWide />
        </div>
      </div>
    </Picture>
  );

  function DayNames({ at, isWide }: { at: number[]; isWide?: boolean }) {
    return at.map((day) => (
      <span
        key={day}
        className={`absolute flex w-0 whitespace-nowrap ${isWide ? "max-sm:hidden" : "sm:hidden"} ${
          length > 4 && day === length - 1
            ? "justify-end"
            : length > 4 && day === 0
              ? "justify-start"
              : "justify-center"
        }`}
        style={{ insetInlineStart: `${Math.round(percentOf(day + 0.5, length) * 100) / 100}%` }}
      >
        {formatDay(instant(dayOf(dayNumber(first) + day)), locale)}
      </span>
    ));
  }
}
