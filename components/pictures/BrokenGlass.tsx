import { getLocale, getTranslations } from "next-intl/server";
import { Identifier, Notice, Written } from "@/components/ui";
import type { RegistryFigures } from "@/lib/chain/registryFigures";
import { formatDateTime } from "@/lib/platform/i18n/format";

/** That the operator replaced the governors past every motion, each time with when and why, the last one first; nothing where it never was. */
export async function BrokenGlass({ glass }: { glass: RegistryFigures["brokenGlass"] }) {
  if (glass.length === 0) return null;
  const [t, locale] = [await getTranslations("figures.brokenGlass"), await getLocale()];
  return (
    <Notice tone="bad" title={t("title")}>
      <p className="max-w-3xl">{t("text")}</p>
      <ul className="flex flex-col gap-1">
        {glass.toReversed().map(({ at, reason }) => (
          <li key={at.toISOString()}>
            <time dateTime={at.toISOString()}>{t("at", { date: formatDateTime(at, locale) })}</time>{" "}
            {reason === null ? t("noReason") : t.rich("reason", { reason: () => <Written>{reason}</Written> })}
          </li>
        ))}
      </ul>
      <p className="text-sm">
        {t("check")}
        <span className="block">
          <Identifier>node verify/cli.ts monitor</Identifier>
        </span>
      </p>
    </Notice>
  );
}
