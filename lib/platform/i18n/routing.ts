import { defineRouting } from "next-intl/routing";

/** The two languages and how addresses show them: English without a prefix, Urdu under /ur. The choice is kept for a year. */
export const routing = defineRouting({
  locales: ["en", "ur"],
  defaultLocale: "en",
  localePrefix: "as-needed",
  localeCookie: { name: "sanad-locale", maxAge: 365 * 24 * 60 * 60, sameSite: "lax" },
});

/** A language of the portal. */
export type Locale = (typeof routing.locales)[number];

/** Is `value` one of the portal's languages? */
export function isLocale(value: unknown): value is Locale {
  return value === "en" || value === "ur";
}

/** Writing direction of a language. */
export function direction(locale: string): "ltr" | "rtl" {
  return locale === "ur" ? "rtl" : "ltr";
}

/** The address of `href` in `locale`. Addresses that leave the portal, or point inside the page, stay as they are. */
export function localePath(href: string, locale: string): string {
  if (!href.startsWith("/") || href.startsWith("//") || locale !== "ur") return href;
  if (href === "/") return "/ur";
  return href.startsWith("/?") || href.startsWith("/#") ? `/ur${href.slice(1)}` : `/ur${href}`;
}

/** The path below the language prefix: `/ur/home` and `/home` are both `/home`. */
export function pathWithoutLocale(path: string): string {
  const rest = path.replace(/^\/(?:en|ur)(?=\/|$)/, "");
  return rest === "" ? "/" : rest;
}
