import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { formatNumber, formatPercent } from "@/lib/platform/i18n/format";
import { Picture } from "./Picture";
import { percentOf } from "./ticks";

type Props = {
  title: string;
  summary: string;
  /** Head of the table's first column, and of the second: what a rung is, what is counted on it. */
  of: string;
  counted: string;
  /** From the widest to the narrowest; the same things counted on each. */
  rungs: readonly { key: string; label: string; value: number; hint?: string; source?: ReactNode }[];
  source?: ReactNode;
  note?: ReactNode;
  level?: 2 | 3;
};

/** What is left of the first rung on each of the next ones, and where it fell away. */
export async function Ladder({ title, summary, of, counted, rungs, source, note, level }: Props) {
  const t = await getTranslations("pictures");
  const locale = await getLocale();
  const figure = (value: number) => formatNumber(value, locale);
  const most = Math.max(0, ...rungs.map(({ value }) => value));
  const width = (value: number) => Math.round(percentOf(value, most) * 100) / 100;
  const share = (value: number, before: number | undefined) =>
    before === undefined ? "" : before > 0 ? formatPercent(value / before, locale) : "–";

  return (
    <Picture
      title={title}
      summary={summary}
      source={source}
      note={note}
      level={level ?? 3}
      table={{
        columns: [{ label: of }, { label: counted, isFigure: true }, { label: t("ofRungBefore"), isFigure: true }],
        rows: rungs.map(({ key, label, value }, index) => ({
          key,
          cells: [label, figure(value), share(value, rungs[index - 1]?.value)],
        })),
      }}
    >
      {rungs.map(({ key, label, hint, value, source: vouched }, index) => {
        const next = rungs[index + 1];
        return (
          <div key={key}>
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-semibold">{label}</span>
              <span className="flex items-baseline gap-3 tabular-nums">
                {index > 0 && <bdi className="text-sm text-muted">{share(value, rungs[index - 1]?.value)}</bdi>}
                <bdi className="text-lg font-semibold">{figure(value)}</bdi>
              </span>
            </div>
            {(hint || vouched) && (
              <p className="flex flex-wrap gap-x-4 text-sm text-muted">
                {hint && <span>{hint}</span>}
                {vouched}
              </p>
            )}
            <div className="mt-1 h-6 bg-line/50">
              <div className="h-full min-w-0.5 bg-brand" style={{ width: `${width(value)}%` }} />
            </div>
            {next && (
              <svg
                viewBox="0 0 100 10"
                preserveAspectRatio="none"
                className="block h-5 w-full rtl:-scale-x-100"
                aria-hidden="true"
              >
                <path d={`M0 0H${width(value)}L${width(next.value)} 10H0Z`} className="fill-brand" fillOpacity="0.14" />
              </svg>
            )}
          </div>
        );
      })}
    </Picture>
  );
}
