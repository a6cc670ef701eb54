import { getLocale, getTranslations } from "next-intl/server";
import { Vouched } from "@/components/pictures/Vouched";
import { DataTable, Section, Stack, Written } from "@/components/ui";
import type { ProgrammeOutcomes as Outcomes, publishedEntries } from "@/lib/outcomes/figures";
import { formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { PublicEntries } from "./PublicEntries";

type Props = { programmes: readonly Outcomes[]; newest: Awaited<ReturnType<typeof publishedEntries>> };

const counts = ["institutions", "reporting", "projects", "running", "people"] as const;

/** Programmes with what their institutions published, and the newest projects. */
export async function ProgrammeOutcomes({ programmes, newest }: Props) {
  const [t, locale] = [await getTranslations("figures.outcomes"), await getLocale()];
  return (
    <Section title={t("title")} aside={<Vouched by="institution" />}>
      <Stack>
        <p className="max-w-3xl text-muted">
          {t("lead", { reporting: programmes.reduce((sum, { reporting }) => sum + reporting, 0) })} {t("counted")}
        </p>
        <DataTable
          caption={t("title")}
          columns={[
            { key: "programme", label: t("programme") },
            ...counts.map((key) => ({ key, label: t(key), align: "end" as const })),
          ]}
          rows={programmes.map(({ id, nameEn, nameUr, ...row }) => ({
            key: id,
            cells: {
              programme: <Written>{inLanguage(locale, nameEn, nameUr)}</Written>,
              ...Object.fromEntries(counts.map((key) => [key, formatNumber(row[key], locale)])),
            },
          }))}
          empty={t("lead", { reporting: 0 })}
        />
        {newest.length > 0 && (
          <div>
            <h3 className="mb-3 text-lg">{t("newest")}</h3>
            <PublicEntries entries={newest} />
          </div>
        )}
      </Stack>
    </Section>
  );
}
