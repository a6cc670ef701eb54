import { getLocale, getTranslations } from "next-intl/server";
import { formatNumber } from "@/lib/platform/i18n/format";
import { shares, type Taking } from "./shares";

type Props = { label: string; places: number; adding?: number } & Omit<Taking, "adding">;

/**
 * Places of a quota: issued, of licences that ended, reserved, what a plan would add, and what is left. The figures stand beside the
 * picture.
 */
export async function QuotaBar({ label, places, issued, ended, reserved, adding = 0 }: Props) {
  const t = await getTranslations("common");
  const locale = await getLocale();
  const figure = (value: number) => (
    <bdi className="font-semibold text-ink tabular-nums">{formatNumber(value, locale)}</bdi>
  );
  const part = shares(places, { issued, ended, reserved, adding });
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-4">
        <h3 className="font-semibold">{label}</h3>
        <span className="text-sm text-muted tabular-nums">
          {t("quotaOf", {
            taken: formatNumber(issued + ended + reserved, locale),
            places: formatNumber(places, locale),
          })}
        </span>
      </div>
      <div aria-hidden="true" className="picture relative">
        <div className="flex h-5 overflow-hidden rounded-sm border border-edge bg-surface">
          <Part width={part.issued} fill="bg-brand" />
          <Part width={part.ended} fill="dotted" />
          <Part width={part.reserved} fill="hatched" />
          <Part width={part.adding} fill={part.over > 0 ? "bg-bad" : "bg-accent"} />
        </div>
        {part.over > 0 && (
          // Where the places end, and what is beyond them begins.
          <span
            className="absolute -inset-y-1 border-s-2 border-ink"
            style={{ insetInlineStart: `${(100 * places) / (places + part.over)}%` }}
          />
        )}
      </div>
      <ul className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-sm text-muted">
        <Legend swatch="bg-brand">
          {t("quotaIssued")} {figure(issued)}
        </Legend>
        {ended > 0 && (
          <Legend swatch="dotted">
            {t("quotaEnded")} {figure(ended)}
          </Legend>
        )}
        <Legend swatch="hatched">
          {t("quotaReserved")} {figure(reserved)}
        </Legend>
        {adding > 0 && (
          <Legend swatch={part.over > 0 ? "bg-bad" : "bg-accent"}>
            {t("quotaAdding")} {figure(adding)}
          </Legend>
        )}
        {part.over > 0 ? (
          <li className="font-semibold text-bad">{t("quotaOver", { over: formatNumber(part.over, locale) })}</li>
        ) : (
          <Legend swatch="bg-surface border border-edge">
            {t("quotaFree")} {figure(part.free)}
          </Legend>
        )}
      </ul>
    </div>
  );
}

/** However small, a part that is there is seen. */
function Part({ width, fill }: { width: number; fill: string }) {
  return width > 0 ? <span className={`bar-part min-w-1 ${fill}`} style={{ width: `${width}%` }} /> : null;
}

function Legend({ swatch, children }: { swatch: string; children: React.ReactNode }) {
  return (
    <li className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className={`picture inline-block h-3 w-4 rounded-sm ${swatch}`} />
      <span>{children}</span>
    </li>
  );
}
