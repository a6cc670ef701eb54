import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, Disclosure, Section } from "@/components/ui";
import type { Ladders } from "@/lib/licences/figures/ladder";
import { ownRungs, type Rung, rungs } from "@/lib/licences/figures/rungs";
import { formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Vouched } from "./Vouched";

type Row = { key: string; label: string; seats: Partial<Record<Rung, number>> };

/** The ladder of seats by sector, by province and by phase. */
export async function LadderTables({ ladders }: { ladders: Ladders }) {
  const [t, steps, sector, locale] = [
    await getTranslations("figures"),
    await getTranslations("ladder"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const table = (of: string, on: readonly Rung[], rows: readonly Row[]) => (
    <Disclosure title={t("ladderBy", { of })}>
      <DataTable
        caption={t("ladderBy", { of })}
        columns={[
          { key: "of", label: of },
          ...on.map((rung) => ({ key: rung, label: steps(`${rung}.label`), align: "end" as const })),
        ]}
        rows={rows.map(({ key, label, seats }) => ({
          key: key || "none",
          cells: { of: label, ...Object.fromEntries(on.map((rung) => [rung, formatNumber(seats[rung] ?? 0, locale)])) },
        }))}
        empty={t("ladderNone")}
      />
    </Disclosure>
  );
  return (
    <Section title={t("ladderParts")} aside={<Vouched by="portal" />}>
      <div>
        {table(
          t("sector"),
          rungs,
          ladders.bySector.map((row) => ({ key: row.sector, label: sector(row.sector), seats: row })),
        )}
        {table(
          t("province"),
          ownRungs,
          ladders.byProvince.map((row) => ({
            key: row.key,
            seats: row,
            label: row.key === "" ? t("noProvince") : inLanguage(locale, row.nameEn, row.nameUr),
          })),
        )}
        {table(
          t("phase"),
          ownRungs,
          ladders.byPhase.map((row) => ({
            key: row.key,
            label: inLanguage(locale, row.nameEn, row.nameUr),
            seats: row,
          })),
        )}
      </div>
    </Section>
  );
}
