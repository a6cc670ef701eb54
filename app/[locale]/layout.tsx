import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { inter, nastaliq } from "@/app/fonts";
import { DemoBanner } from "@/components/shell/DemoBanner";
import { Footer } from "@/components/shell/Footer";
import { Header } from "@/components/shell/Header";
import { currentActor } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { direction, isLocale } from "@/lib/platform/i18n/routing";
import "@/app/globals.css";

type Props = { children: ReactNode; params: Promise<{ locale: string }> };

export async function generateMetadata({ params }: { params: Promise<{ locale: string }> }): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: "common" });
  const name = t("name");
  return {
    title: { default: `${name}: ${t("tagline")}`, template: `%s – ${name}` },
    description: t("description"),
    applicationName: name,
    icons: {
      icon: [
        { url: "/icon.svg", type: "image/svg+xml" },
        { url: "/icon-192.png", sizes: "192x192" },
      ],
      apple: "/apple-icon.png",
    },
    manifest: "/manifest.webmanifest",
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#18201c" },
  ],
};

export default async function Layout({ children, params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  // Awaiting the headers makes every page dynamic, which the nonce needs.
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const { demonstration, operator } = config();
  const actor = await currentActor();
  const t = await getTranslations("common");
  return (
    <html lang={locale} dir={direction(locale)} className={`${inter.variable} ${nastaliq.variable}`}>
      <head>
        <meta property="csp-nonce" nonce={nonce} />
      </head>
      <body className="flex flex-col overflow-x-clip">
        <a
          href="#content"
          className="sr-only bg-brand px-4 py-3 text-on-brand focus:not-sr-only focus:absolute focus:z-20"
        >
          {t("skip")}
        </a>
        {demonstration && <DemoBanner />}
        <Header actor={actor} demonstration={demonstration} />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl px-4 pt-6 pb-16 focus:outline-none sm:px-6 sm:pt-9"
        >
          {children}
        </main>
        <Footer operator={operator} demonstration={demonstration} />
      </body>
    </html>
  );
}
