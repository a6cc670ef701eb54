import { getLocale, getTranslations } from "next-intl/server";
import { DateTime, Notice, Written } from "@/components/ui";
import type { Becoming } from "@/lib/licences/becoming";
import { institutionName } from "./names";

/** That the institution which a licence was given to has become another, and which name a check of it shows. */
export async function Became({ became }: { became: readonly Becoming[] }) {
  const [first] = became;
  if (!first) return null;
  const [t, locale] = [await getTranslations("licences.became"), await getLocale()];
  return (
    <Notice title={t("title")}>
      {became.map(({ from, into, at }) => (
        <p key={at.toISOString()}>
          {t.rich("text", {
            from: () => <Written>{institutionName(from, locale)}</Written>,
            into: () => <Written>{institutionName(into, locale)}</Written>,
            at: () => <DateTime at={at} />,
          })}
        </p>
      ))}
      <p>{t.rich("kept", { from: () => <Written>{institutionName(first.from, locale)}</Written> })}</p>
    </Notice>
  );
}
