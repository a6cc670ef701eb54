import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";
import { Identifier } from "@/components/ui";
import type { Certificate } from "@/lib/licences/certificates/certificate";
import type { Paper } from "@/lib/licences/certificates/paper";
import { StarBand, Watermark } from "./CertificateOrnament";
import { QrCode } from "./QrCode";
import { sheetText } from "./sheetText";
import "./certificate.css";

/**
 * The certificate of a licence in force: one sheet of A4 in both languages, the same for every reader. With `paper` it carries the
 * codes that prove it without a network.
 */
export async function CertificateSheet({
  certificate,
  paper,
  now = new Date(),
}: {
  certificate: Certificate & { number: string };
  paper: Paper | null;
  now?: Date;
}) {
  const text = await sheetText(certificate, { proofAt: paper?.at ?? null, now, locale: await getLocale() });
  const en = await getTranslations({ locale: "en", namespace: "certificate.sheet" });
  const codes = paper?.codes.length ?? 0;

  return (
    <article className="certificate" aria-labelledby="certificate-title" lang="en" dir="ltr">
      <StarBand />
      <div className="certificate-body">
        <header className="grid grid-cols-[1fr_auto_1fr] items-center gap-4">
          <English>
            <p className="text-lg font-bold">{text.name[0]}</p>
            <p className="text-sm text-muted">{text.tagline[0]}</p>
          </English>
          <Mark className="size-14 sm:size-16" />
          <Urdu>
            <p className="text-lg">{text.name[1]}</p>
            <p className="text-sm text-muted">{text.tagline[1]}</p>
          </Urdu>
        </header>

        <h2 id="certificate-title" className="text-center">
          <span lang="en" className="block text-2xl">
            {text.title[0]}
          </span>
          <span lang="ur" dir="rtl" className="block text-xl font-normal text-brand">
            {text.title[1]}
          </span>
        </h2>

        <div className="grid gap-x-10 gap-y-2 sm:grid-cols-2 print:grid-cols-2">
          <English>
            <p>{text.says[0]}</p>
          </English>
          <Urdu>
            <p>{text.says[1]}</p>
          </Urdu>
        </div>

        <div className="border-y-2 border-brand py-3 text-center">
          <p className="flex justify-between gap-4 text-sm text-muted">
            <span lang="en">{text.numberLabel[0]}</span>
            <span lang="ur" dir="rtl">
              {text.numberLabel[1]}
            </span>
          </p>
          <p className="text-[clamp(1.25rem,5.5vw,2rem)] leading-tight font-bold print:text-[2rem]">
            <Identifier>{text.number}</Identifier>
          </p>
        </div>

        <dl>
          {text.facts.map(({ key, label, values }) => (
            <div key={key} className="certificate-fact">
              <dt lang="en">{label[0]}</dt>
              <dd lang="en" className="font-semibold">
                <bdi>{values[0]}</bdi>
              </dd>
              {values[1] !== values[0] && (
                <dd lang="ur" dir="rtl">
                  <bdi>{values[1]}</bdi>
                </dd>
              )}
              <dt lang="ur" dir="rtl">
                {label[1]}
              </dt>
            </div>
          ))}
        </dl>

        <section className="certificate-check">
          <div className="certificate-codes">
            {paper?.codes.map((code, i) => (
              <figure key={code} className="certificate-code">
                <QrCode text={code} label={en("proofCode", { n: i + 1, count: codes })} className="size-full" />
                <figcaption className="text-xs text-muted">
                  <Identifier>{`${i + 1}/${codes}`}</Identifier>
                </figcaption>
              </figure>
            ))}
            <figure className="certificate-link">
              <QrCode text={text.link} label={en("qr", { number: text.number })} className="size-full" />
              <figcaption className="certificate-address text-sm font-semibold">
                <Identifier>{text.address}</Identifier>
              </figcaption>
            </figure>
          </div>
          {text.site && (
            <p className="flex flex-wrap items-baseline justify-between gap-x-4 text-xs text-muted">
              <span lang="en">{text.site.label[0]}</span>
              <a href={text.site.link} className="min-w-0 font-semibold text-ink">
                <Identifier>{text.site.link}</Identifier>
              </a>
              <span lang="ur" dir="rtl" className="ms-auto">
                {text.site.label[1]}
              </span>
            </p>
          )}
          <div className="grid gap-x-10 gap-y-2 sm:grid-cols-2 print:grid-cols-2">
            <English>
              <h3 className="text-base">{text.check[0]}</h3>
              <p className="text-sm">{text.checkText[0]}</p>
              {text.proofText && <p className="text-sm">{text.proofText[0]}</p>}
            </English>
            <Urdu>
              <h3 className="text-base">{text.check[1]}</h3>
              <p className="text-sm">{text.checkText[1]}</p>
              {text.proofText && <p className="text-sm">{text.proofText[1]}</p>}
            </Urdu>
          </div>
        </section>

        <footer className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 text-xs text-muted">
          <p lang="en">
            {text.demonstration && <strong>{text.demonstration[0]} </strong>}
            {text.printed[0]}
          </p>
          <p lang="ur" dir="rtl" className="ms-auto">
            {text.demonstration && <strong>{text.demonstration[1]} </strong>}
            {text.printed[1]}
          </p>
        </footer>
      </div>
      <StarBand />
      {text.watermark && <Watermark english={text.watermark[0]} urdu={text.watermark[1]} />}
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
