import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/ui";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { Criterion } from "@/lib/programmes/schema";
import { Anchors } from "./Anchors";

/** What is scored, how much it counts, and what helps to score it. */
export async function Criteria({ criteria }: { criteria: readonly Criterion[] }) {
  const [t, locale] = [await getTranslations("rubrics"), await getLocale()];
  const isHelped = criteria.some(({ helpEn, helpUr, lowEn, lowUr, highEn, highUr }) =>
    [helpEn, helpUr, lowEn, lowUr, highEn, highUr].some(Boolean),
  );
  return (
    <DataTable
      caption={t("criteria")}
      columns={[
        { key: "criterion", label: t("criterion") },
        { key: "weight", label: t("weight"), align: "end" },
        { key: "max", label: t("max"), align: "end" },
        ...(isHelped ? [{ key: "help", label: t("help") }] : []),
      ]}
      rows={criteria.map((criterion) => ({
        key: criterion.code,
        cells: {
          criterion: inLanguage(locale, criterion.en, criterion.ur),
          weight: t("percent", { weight: criterion.weight }),
          max: criterion.max,
          help: <Anchors criterion={criterion} />,
        },
      }))}
      empty={t("noCriteria")}
    />
  );
}
