import { getLocale, getTranslations } from "next-intl/server";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import type { Criterion } from "@/lib/programmes/schema";

/** What counts for a criterion, what nought looks like and what the best looks like, as far as the rubric says so. */
export async function Anchors({ criterion }: { criterion: Criterion }) {
  const [t, locale] = [await getTranslations("rubrics"), await getLocale()];
  const { helpEn, helpUr, lowEn, lowUr, highEn, highUr, max } = criterion;
  const said = (en?: string, ur?: string) => (en || ur ? inLanguage(locale, en ?? ur ?? "", ur ?? null) : null);
  const [help, low, high] = [said(helpEn, helpUr), said(lowEn, lowUr), said(highEn, highUr)];
  if (!help && !low && !high) return null;
  return (
    <div className="max-w-xl text-sm text-muted">
      {help && <p>{help}</p>}
      {low && <p>{t("at", { score: 0, text: low })}</p>}
      {high && <p>{t("at", { score: max, text: high })}</p>}
    </div>
  );
}
