import { getLocale, getTranslations } from "next-intl/server";
import { Anchors } from "@/components/rubrics/Anchors";
import { SummaryList } from "@/components/ui";
import { formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { Criterion } from "@/lib/programmes/schema";

/** What an application is scored by, and how much each criterion weighs. */
export async function RubricList({ criteria }: { criteria: readonly Criterion[] }) {
  const [t, locale] = [await getTranslations("applications.rubric"), await getLocale()];
  return (
    <>
      <p className="mb-3 max-w-prose">{t("text")}</p>
      <SummaryList
        items={criteria.map((criterion) => {
          const [weight, max] = [formatNumber(criterion.weight, locale), formatNumber(criterion.max, locale)];
          return {
            term: inLanguage(locale, criterion.en, criterion.ur),
            detail: (
              <>
                <p>{t("weight", { weight, max })}</p>
                <Anchors criterion={criterion} />
              </>
            ),
          };
        })}
      />
    </>
  );
}
