import { getLocale, getTranslations } from "next-intl/server";
import { Written } from "@/components/ui";
import { listIn } from "@/lib/platform/i18n/format";

/** Whose it is that a write arrives; where nobody is in office, what to do about that. */
export async function Owners({ names }: { names: readonly string[] }) {
  const [t, locale] = [await getTranslations("chain"), await getLocale()];
  return names.length > 0 ? <Written>{listIn(locale, names)}</Written> : t("noOwner");
}
