import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, Section } from "@/components/ui";
import type { deployment } from "@/lib/platform/chain/registry";
import { formatNumber } from "@/lib/platform/i18n/format";

const sectors = { EDUCATION: "education", STARTUPS: "startups", GOVERNMENT: "government", PRIVATE: "private" } as const;

/** What the register itself holds to, beside what it has given out. */
export async function RegisterCaps({ caps, issued }: Pick<Awaited<ReturnType<typeof deployment>>, "caps" | "issued">) {
  const [t, locale] = [await getTranslations("chain"), await getLocale()];
  const figure = (count: number | bigint) => formatNumber(Number(count), locale);
  const names = await getTranslations("common.sectors");
  const rows = Object.entries(sectors).map(([sector, key]) => ({
    key,
    cells: { sector: names(sector as keyof typeof sectors), cap: figure(caps[key]), taken: figure(issued[key]) },
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
          { key: "total", cells: { sector: t("total"), cap: figure(caps.total), taken: figure(issued.total) } },
        ]}
        empty={t("none")}
      />
    </Section>
  );
}
