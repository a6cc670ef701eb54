import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { inter, nastaliq } from "@/app/fonts";
import { Attendant } from "@/components/session/Attendant";
import { KeptWords } from "@/components/session/KeptWords";
import { DemoBanner } from "@/components/shell/DemoBanner";
import { FocusKeeper } from "@/components/shell/FocusKeeper";
import { Footer } from "@/components/shell/Footer";
import { Header } from "@/components/shell/Header";
import { Nonce } from "@/components/shell/Nonce";
import { Notice } from "@/components/ui/Notice";
import { Toasts } from "@/components/ui/Toasts";
import type { Actor } from "@/lib/platform/auth/actor";
import { pathOfKept } from "@/lib/platform/auth/failed";
import { findKeptWords } from "@/lib/platform/auth/kept";
import { currentActor } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { direction, isLocale, localePath } from "@/lib/platform/i18n/routing";
import { type Theme, themeCookie, themeOf } from "@/lib/platform/web/theme";
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
    manifest: localePath("/manifest.webmanifest", locale),
  };
}

const bars = { light: "#ffffff", dark: "#18201c" };

export async function generateViewport(): Promise<Viewport> {
  const theme = await chosenTheme();
  if (theme === "light" || theme === "dark") return { themeColor: bars[theme] };
  return {
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: bars.light },
      { media: "(prefers-color-scheme: dark)", color: bars.dark },
    ],
  };
}

async function chosenTheme(): Promise<Theme> {
  return themeOf((await cookies()).get(themeCookie.name)?.value);
}

/** What the person had typed on this page when their session ended, where they came back for it. */
async function keptWords(actor: Actor) {
  const path = await pathOfKept();
  const values = path && (await findKeptWords(actor, path));
  return path && values ? { path, values } : null;
}

export default async function Layout({ children, params }: Props) {
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  // Awaiting the headers makes every page dynamic, which the nonce needs.
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const { demonstration, operator } = config();
  const [actor, theme] = await Promise.all([currentActor(), chosenTheme()]);
  const t = await getTranslations("common");
  const kept = await keptWords(actor);
  return (
    <html
      lang={locale}
      dir={direction(locale)}
      data-theme={theme === "system" ? undefined : theme}
      className={`${inter.variable} ${nastaliq.variable}`}
    >
      <head>
        <Nonce nonce={nonce} />
      </head>
      <body className="flex flex-col overflow-x-clip">
        <a
          href="#content"
          className="sr-only bg-brand px-4 py-3 text-on-brand focus:not-sr-only focus:absolute focus:z-20"
        >
          {t("skip")}
        </a>
        <Attendant actor={actor} />
        <Header actor={actor} demonstration={demonstration} />
        {demonstration && <DemoBanner />}
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-6xl px-4 pt-6 pb-16 focus:outline-none sm:px-6 sm:pt-9"
        >
          <KeptWords kept={kept}>
            {kept && (
              <div className="mb-6 max-w-3xl">
                <Notice live>{(await getTranslations("states.session"))("restored")}</Notice>
              </div>
            )}
            {children}
          </KeptWords>
        </main>
        <Footer operator={operator} demonstration={demonstration} theme={theme} />
        <Toasts close={t("close")} />
        <FocusKeeper />
      </body>
    </html>
  );
}
