import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Became } from "@/components/licences/Became";
import { CertificateSheet } from "@/components/licences/CertificateSheet";
import { Naming, Notice, Page } from "@/components/ui";
import { buttonClass } from "@/components/ui/tones";
import { findCertificate } from "@/lib/licences/certificates/certificate";
import { paperOf } from "@/lib/licences/certificates/paper";
import type { Person } from "@/lib/platform/auth/actor";
import { requirePerson } from "@/lib/platform/auth/session";
import { config } from "@/lib/platform/config";
import { localePath } from "@/lib/platform/i18n/routing";

type Props = { params: Promise<{ number: string }> };

async function load({ params }: Props) {
  const { number } = await params;
  const actor = await requirePerson(`/certificate/${number}`);
  const certificate = await findCertificate(actor, number);
  if (!certificate?.number) notFound();
  return { actor, certificate: { ...certificate, number: certificate.number } };
}

export async function generateMetadata(props: Props) {
  const [{ certificate }, t] = [await load(props), await getTranslations("certificate")];
  return { title: t("pageTitle", { number: certificate.number }), robots: { index: false } };
}

async function CertificatePage(props: Props) {
  const [{ actor, certificate }, t, locale] = [
    await load(props),
    await getTranslations("certificate"),
    await getLocale(),
  ];
  const { number, state } = certificate;
  const isClosed = state === "SUSPENDED" || state === "REVOKED" || state === "EXPIRED";
  const { site } = config().network;
  const title = <Naming text={t("pageTitle", { number })} identifier={number} />;
  const back = wayBack(actor, certificate);
  const file = (as: string) => `/api/certificates/${number}?as=${as}&locale=${locale}`;
  const paper = isClosed ? null : await paperOf(number);

  return (
    <>
      <div className="no-print">
        <Page title={title} lead={t("lead")} back={{ href: back.href, label: t(back.label) }}>
          <Became became={certificate.became} />
          {isClosed && site !== undefined && (
            <p>
              {/* On the sheet, where there is one. Outside the portal: the registry's own page, which needs none. */}
              <a href={new URL(localePath(`/verify/${number}`, locale), site).href}>{t("toRegistry")}</a>
            </p>
          )}
          {isClosed ? (
            <Notice tone="warning" title={t("closed")}>
              <p>{t("closedText", { state: t(`states.${state}`) })}</p>
              <p>
                {/* Outside the framework: a full page load. */}
                <a href={localePath(`/verify/${number}`, locale)}>{t("toCheck")}</a>
              </p>
            </Notice>
          ) : (
            <>
              <Notice title={t("how")}>{t("howText")}</Notice>
              {paper ? (
                <Notice title={t("take")}>
                  <p>{t("takeText")}</p>
                  <p className="mt-2 flex flex-wrap gap-3">
                    <a href={file("pdf")} download className={buttonClass("primary")}>
                      {t("pdf")}
                    </a>
                    <a href={file("wallet")} download className={buttonClass("quiet")}>
                      {t("wallet")}
                    </a>
                  </p>
                </Notice>
              ) : (
                <Notice tone="warning" title={t("noProof")}>
                  {t("noProofText")}
                </Notice>
              )}
            </>
          )}
        </Page>
      </div>
      {!isClosed && <CertificateSheet certificate={certificate} paper={paper} />}
    </>
  );
}

function wayBack(actor: Person, { isHolder, institutionId }: { isHolder: boolean; institutionId: string }) {
  if (isHolder) return { href: "/seat", label: "back" } as const;
  return actor.memberships.some((membership) => membership.institutionId === institutionId)
    ? ({ href: `/institutions/${institutionId}/seats`, label: "backSeats" } as const)
    : ({ href: "/desk/licences", label: "backDesk" } as const);
}

export default orNotFound(CertificatePage);
