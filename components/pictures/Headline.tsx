import { getLocale } from "next-intl/server";
import { formatNumber } from "@/lib/platform/i18n/format";
import { type ProofPart, Vouched, type Voucher } from "./Vouched";

type Figure = { key: string; label: string; value: number; by: Voucher; part?: ProofPart | undefined };

/** A few figures large, each with who vouches for it, before the pictures tell more. */
export async function Headline({ figures }: { figures: readonly Figure[] }) {
  const locale = await getLocale();
  return (
    <dl className="picture grid grid-cols-2 gap-px overflow-hidden rounded-md border border-line bg-line lg:grid-cols-4">
      {figures.map(({ key, label, value, by, part }) => (
        <div key={key} className="flex flex-col bg-surface p-4 sm:p-5">
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="text-2xl font-bold tabular-nums">{formatNumber(value, locale)}</dd>
          <dd className="mt-2">
            <Vouched by={by} part={part} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
