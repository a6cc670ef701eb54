import { getLocale, getTranslations } from "next-intl/server";
import { formatNumber } from "@/lib/platform/i18n/format";

type Props = {
  label: string;
  /** How much of `of` is done; left out while nobody can know. */
  done?: number;
  of?: number;
};

/** How far long work has come. The figures stand beside the picture. */
export async function ProgressBar({ label, done, of = 100 }: Props) {
  const locale = await getLocale();
  const t = await getTranslations("common");
  const known = done !== undefined;
  return (
    <div className="max-w-xl">
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span className="font-semibold">{label}</span>
        <span className="text-muted tabular-nums">
          {known
            ? t("progressOf", { done: formatNumber(done, locale), of: formatNumber(of, locale) })
            : t("progressRuns")}
        </span>
      </div>
      <progress
        aria-label={label}
        {...(known && { value: done, max: of })}
        className="bar block h-2 w-full overflow-hidden rounded-full border border-edge"
      />
    </div>
  );
}
