import type { MetadataRoute } from "next";
import en from "../../../messages/en.json" with { type: "json" };
import ur from "../../../messages/ur.json" with { type: "json" };
import { direction, type Locale, localePath } from "../i18n/routing.ts";

/**
 * What a phone needs to put the portal on its home screen, in one language. It is one application in either: `id` is the same, and whoever
 * changes the language keeps what they installed.
 */
export function manifestOf(locale: Locale): MetadataRoute.Manifest {
  const { common, nav } = locale === "ur" ? ur : en;
  const icon = [{ src: "/icon-192.png", type: "image/png", sizes: "192x192" }];
  return {
    id: "/",
    name: `${en.common.name} ${ur.common.name}`,
    short_name: common.name,
    description: common.description,
    lang: locale,
    dir: direction(locale),
    categories: ["government", "productivity"],
    start_url: localePath("/home", locale),
    scope: "/",
    display: "standalone",
    background_color: "#faf8f2",
    theme_color: "#0b4f3c",
    icons: [
      { src: "/icon.svg", type: "image/svg+xml", sizes: "any" },
      ...icon,
      { src: "/icon-512.png", type: "image/png", sizes: "512x512" },
      { src: "/icon-maskable-512.png", type: "image/png", sizes: "512x512", purpose: "maskable" },
    ],
    shortcuts: [
      { name: nav.verify, url: localePath("/verify", locale), icons: icon },
      { name: nav.status, url: localePath("/status", locale), icons: icon },
      { name: nav.applications, url: localePath("/applications", locale), icons: icon },
    ],
  };
}
