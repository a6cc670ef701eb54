import { getLocale } from "next-intl/server";
import { formatNumber } from "@/lib/platform/i18n/format";

/** A few figures large, before the pictures tell more. */
export async function Headline({ figures }: { figures: readonly { key: string; label: string; value: number }[] }) {
  const locale = await getLocale();
  return (
    <dl className="picture grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line lg:grid-cols-4">
      {figures.map(({ key, label, value }) => (
        <div key={key} className="flex flex-col justify-between bg-surface p-4 sm:p-5">
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="text-2xl font-bold tabular-nums">{formatNumber(value, locale)}</dd>
        </div>
      ))}
    </dl>
  );
}
