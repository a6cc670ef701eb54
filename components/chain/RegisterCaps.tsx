import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, Section } from "@/components/ui";
import type { RegistryPlaces } from "@/lib/platform/chain/governing";
import { formatNumber } from "@/lib/platform/i18n/format";

const sectors = { EDUCATION: "education", STARTUPS: "startups", GOVERNMENT: "government", PRIVATE: "private" } as const;

/** What the register itself holds to, beside what of it is taken. */
export async function RegisterCaps({ caps, taken }: RegistryPlaces) {
  const [t, locale] = [await getTranslations("chain"), await getLocale()];
  const figure = (count: number) => formatNumber(count, locale);
  const names = await getTranslations("common.sectors");
  const rows = Object.entries(sectors).map(([sector, key]) => ({
    key,
    cells: { sector: names(sector as keyof typeof sectors), cap: figure(caps[key]), taken: figure(taken[key]) },
  }));
  return (
    <Section title={t("caps")}>
      <DataTable
        caption={t("capsCaption")}
        columns={[
          { key: "sector", label: t("sector") },
          { key: "cap", label: t("cap"), align: "end" },
          { key: "taken", label: t("taken"), align: "end" },
        ]}
        rows={[
          ...rows,
          { key: "total", cells: { sector: t("total"), cap: figure(caps.total), taken: figure(taken.total) } },
        ]}
        empty={t("none")}
      />
    </Section>
  );
}
