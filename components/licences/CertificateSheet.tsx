import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";
import { Identifier } from "@/components/ui";
import type { Certificate } from "@/lib/licences/certificate";
import { lastDay } from "@/lib/licences/rules";
import { config, portalOrigin } from "@/lib/platform/config";
import { formatDate } from "@/lib/platform/i18n/format";
import { localePath } from "@/lib/platform/i18n/routing";
import { StarBand, Watermark } from "./CertificateOrnament";
import { institutionName, titleOf } from "./names";
import { QrCode } from "./QrCode";
import "./certificate.css";

/** The certificate of a licence in force: one sheet of A4 in both languages, the same for every reader. */
export async function CertificateSheet({
  certificate,
  now = new Date(),
}: {
  certificate: Certificate & { number: string };
  now?: Date;
}) {
  const en = await getTranslations({ locale: "en", namespace: "certificate.sheet" });
  const ur = await getTranslations({ locale: "ur", namespace: "certificate.sheet" });
  const sectorEn = await getTranslations({ locale: "en", namespace: "common.sectors" });
  const sectorUr = await getTranslations({ locale: "ur", namespace: "common.sectors" });
  const { demonstration, operator } = config();
  const { number, institution, programme, sector, validFrom, validUntil, issuedAt } = certificate;
  const [givenTo] = certificate.became;
  const isDemonstration = demonstration || certificate.demonstration;
  const check = portalOrigin() + localePath(`/verify/${number}`, await getLocale());
  const address = `${portalOrigin().replace(/^https?:\/\//, "")}/verify`;
  const date = (at: Date | null) => (at ? ([formatDate(at, "en"), formatDate(at, "ur")] as const) : undefined);

  const facts = [
    { key: "institution", values: [institutionName(institution, "en"), institutionName(institution, "ur")] },
    {
      // What a check shows.
      key: "givenTo",
      values: givenTo && [institutionName(givenTo.from, "en"), institutionName(givenTo.from, "ur")],
    },
    { key: "sector", values: [sectorEn(sector), sectorUr(sector)] },
    { key: "programme", values: [titleOf(programme, "en"), titleOf(programme, "ur")] },
    { key: "validFrom", values: date(validFrom) },
    { key: "validUntil", values: date(validUntil && lastDay(validUntil)) },
    { key: "issued", values: date(issuedAt) },
    {
      key: "issuer",
      values: isDemonstration ? [en("demoIssuer"), ur("demoIssuer")] : [operator, operator],
    },
  ] as const;

  return (
    <article className="certificate" aria-labelledby="certificate-title" lang="en" dir="ltr">
      <StarBand />
      <div className="certificate-body">
        <header className="grid grid-cols-[1fr_auto_1fr] items-center gap-4">
          <English>
            <p className="text-lg font-bold">{en("name")}</p>
            <p className="text-sm text-muted">{en("tagline")}</p>
          </English>
          <Mark className="size-14 sm:size-16" />
          <Urdu>
            <p className="text-lg">{ur("name")}</p>
            <p className="text-sm text-muted">{ur("tagline")}</p>
          </Urdu>
        </header>

        <h2 id="certificate-title" className="text-center">
          <span lang="en" className="block text-2xl">
            {en("title")}
          </span>
          <span lang="ur" dir="rtl" className="block text-xl font-normal text-brand">
            {ur("title")}
          </span>
        </h2>

        <div className="grid gap-x-10 gap-y-2 sm:grid-cols-2 print:grid-cols-2">
          <English>
            <p>{en("says")}</p>
          </English>
          <Urdu>
            <p>{ur("says")}</p>
          </Urdu>
        </div>

        <div className="border-y-2 border-brand py-3 text-center">
          <p className="flex justify-between gap-4 text-sm text-muted">
            <span lang="en">{en("number")}</span>
            <span lang="ur" dir="rtl">
              {ur("number")}
            </span>
          </p>
          <p className="text-[clamp(1.25rem,5.5vw,2rem)] leading-tight font-bold print:text-[2rem]">
            <Identifier>{number}</Identifier>
          </p>
        </div>

        <dl>
          {facts.map(({ key, values }) =>
            values ? (
              <div key={key} className="certificate-fact">
                <dt lang="en">{en(key)}</dt>
                <dd lang="en" className="font-semibold">
                  <bdi>{values[0]}</bdi>
                </dd>
                {values[1] !== values[0] && (
                  <dd lang="ur" dir="rtl">
                    <bdi>{values[1]}</bdi>
                  </dd>
                )}
                <dt lang="ur" dir="rtl">
                  {ur(key)}
                </dt>
              </div>
            ) : null,
          )}
        </dl>

        <section className="certificate-check">
          <div className="relative z-1 mx-auto w-36 [&>svg]:size-full">
            <QrCode text={check} label={en("qr", { number })} />
          </div>
          <English>
            <h3 className="text-base">{en("check")}</h3>
            <p className="text-sm">{en("checkText")}</p>
          </English>
          <Urdu>
            <h3 className="text-base">{ur("check")}</h3>
            <p className="text-sm">{ur("checkText")}</p>
          </Urdu>
          <p className="certificate-address text-center font-semibold">
            <Identifier>{address}</Identifier>
          </p>
        </section>

        <footer className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-xs text-muted">
          <p lang="en">
            {isDemonstration && <strong>{en("demonstration")} </strong>}
            {en("printed", { date: formatDate(now, "en") })}
          </p>
          <p lang="ur" dir="rtl" className="ms-auto">
            {isDemonstration && <strong>{ur("demonstration")} </strong>}
            {ur("printed", { date: formatDate(now, "ur") })}
          </p>
        </footer>
      </div>
      <StarBand />
      {isDemonstration && <Watermark english={en("watermark")} urdu={ur("watermark")} />}
    </article>
  );
}

function English({ children }: { children: ReactNode }) {
  return (
    <div lang="en" dir="ltr" className="min-w-0">
      {children}
    </div>
  );
}

function Urdu({ children }: { children: ReactNode }) {
  return (
    <div lang="ur" dir="rtl" className="min-w-0">
      {children}
    </div>
  );
}
