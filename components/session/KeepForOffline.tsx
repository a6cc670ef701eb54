import { getLocale, getTranslations } from "next-intl/server";
import { formatDateTime } from "@/lib/platform/i18n/format";

/**
 * Marks a page that the browser may keep for the time without a connection (public/sw.js), with what it then says on top of it. For pages
 * whose reader was let in to see how a thing stands; see the worker for how long, and when they are taken.
 */
export async function KeepForOffline() {
  const [t, locale] = [await getTranslations("states.line"), await getLocale()];
  return <meta name="sanad-keep" content={t("stale", { time: formatDateTime(new Date(), locale) })} />;
}
