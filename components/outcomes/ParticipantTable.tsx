import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, Written } from "@/components/ui";
import { ownRungs } from "@/lib/licences/figures/rungs";
import type { Participant } from "@/lib/outcomes/figures";
import { formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";

/** Institutions with their seats along the ladder and what they have published; each leads to its page. */
export async function ParticipantTable({ rows }: { rows: readonly Participant[] }) {
  const [t, steps, sector, locale] = [
    await getTranslations("figures.participants"),
    await getTranslations("ladder"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const figure = (value: number) => formatNumber(value, locale);
  return (
    <DataTable
      caption={t("title")}
      columns={[
        { key: "name", label: t("name") },
        { key: "sector", label: t("sector") },
        { key: "district", label: t("district") },
        ...ownRungs.map((rung) => ({ key: rung, label: steps(`${rung}.label`), align: "end" as const })),
        { key: "projects", label: t("projects"), align: "end" },
        { key: "people", label: t("people"), align: "end" },
      ]}
      rows={rows.map((row) => ({
        key: row.id,
        href: `/figures/institutions/${row.id}`,
        cells: {
          name: <Written>{inLanguage(locale, row.name, row.nameUr)}</Written>,
          sector: sector(row.sector),
          district: row.districtEn === null ? t("noDistrict") : inLanguage(locale, row.districtEn, row.districtUr),
          ...Object.fromEntries(ownRungs.map((rung) => [rung, figure(row[rung])])),
          projects: figure(row.projects),
          people: figure(row.people),
        },
      }))}
      empty={t("none")}
    />
  );
}
