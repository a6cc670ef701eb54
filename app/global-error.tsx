"use client";
import { useEffect, useState } from "react";
import { inter, nastaliq } from "@/app/fonts";
import { faultWords } from "@/components/session/faultWords";
import { buttonClass } from "@/components/ui/tones";
import "@/app/globals.css";

type Props = { error: Error & { digest?: string } };

/** Where even the frame of the page failed, and nothing of it can be relied on: in the language of the address. */
export default function GlobalFault({ error }: Props) {
  const [locale, setLocale] = useState<"en" | "ur">("en");
  useEffect(() => {
    if (/^\/ur(\/|$)/.test(window.location.pathname)) setLocale("ur");
  }, []);
  const t = faultWords[locale];
  return (
    <html lang={locale} dir={locale === "ur" ? "rtl" : "ltr"} className={`${inter.variable} ${nastaliq.variable}`}>
      <head>
        <title>{t.title}</title>
      </head>
      <body className="bg-paper text-ink">
        <main className="mx-auto max-w-3xl px-4 py-12" role="alert">
          <h1 className="text-2xl">{t.title}</h1>
          <p className="mt-3 text-lg text-muted">{t.text}</p>
          <p className="mt-7 flex flex-wrap gap-3">
            <button type="button" onClick={() => window.location.reload()} className={buttonClass("primary")}>
              {t.again}
            </button>
            <a href="/verify" className={buttonClass("quiet")}>
              {locale === "ur" ? "لائسنس جانچیں" : "Check a licence"}
            </a>
          </p>
          {error.digest && (
            <p className="mt-6 text-sm text-muted">
              {t.reference}: <bdi className="font-mono">{error.digest}</bdi>
            </p>
          )}
        </main>
      </body>
    </html>
  );
}
