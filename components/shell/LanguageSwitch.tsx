"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { pathWithoutLocale } from "@/lib/platform/i18n/routing";

const other = {
  en: { locale: "ur", name: "اردو" },
  ur: { locale: "en", name: "English" },
} as const;

/**
 * The same page in the other language. A plain link with the language in its address: the proxy keeps the choice and
 * takes the prefix away where it is not needed, so that it works without JavaScript too.
 */
export function LanguageSwitch({ locale }: { locale: "en" | "ur" }) {
  const path = pathWithoutLocale(usePathname());
  const search = useSearchParams().toString();
  const target = other[locale];
  const address = `/${target.locale}${path === "/" ? "" : path}${search && `?${search}`}`;
  return (
    <a
      href={address}
      hrefLang={target.locale}
      lang={target.locale}
      dir={target.locale === "ur" ? "rtl" : "ltr"}
      className="inline-flex min-h-11 items-center px-1 text-sm leading-(--leading-tight) text-ink"
    >
      {target.name}
    </a>
  );
}
