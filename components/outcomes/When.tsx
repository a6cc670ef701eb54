import { getLocale, getTranslations } from "next-intl/server";
import { noonOf } from "@/lib/outcomes/rules";
import { formatDate } from "@/lib/platform/i18n/format";

/** The days of an entry, or since when it is running. */
export async function When({ startsOn, endsOn }: { startsOn: string; endsOn: string | null }) {
  const [t, locale] = [await getTranslations("outcomes"), await getLocale()];
  const from = formatDate(noonOf(startsOn), locale);
  return endsOn === null
    ? t("since", { from, running: t("running") })
    : t("span", { from, to: formatDate(noonOf(endsOn), locale) });
}
