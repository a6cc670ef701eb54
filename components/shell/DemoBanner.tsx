import { getTranslations } from "next-intl/server";

/** Says on every page, and on paper, that nothing here is real. */
export async function DemoBanner() {
  const t = await getTranslations("common");
  return (
    <aside
      aria-label={t("demonstrationLabel")}
      className="border-b border-warning bg-warning-tint px-4 py-1.5 text-center text-sm font-semibold text-warning"
    >
      <p className="text-balance">{t("demonstration")}</p>
    </aside>
  );
}
