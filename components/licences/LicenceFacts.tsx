import { getLocale, getTranslations } from "next-intl/server";
import { DataTable, DateTime, Identifier, Section, StatusTag, SummaryList, Written } from "@/components/ui";
import type { findLicence } from "@/lib/licences/history";
import { Link } from "@/lib/platform/i18n/navigation";
import { localePath } from "@/lib/platform/i18n/routing";
import { LicenceEnd } from "./LicenceEnd";
import { LicenceTag } from "./LicenceTag";
import { institutionName, titleOf } from "./names";

/** A licence as the desk sees it. */
export type DeskLicence = NonNullable<Awaited<ReturnType<typeof findLicence>>>;

/** What a licence is, where it comes from and with whom it is. */
export async function LicenceFacts({ licence }: { licence: DeskLicence }) {
  const [t, sectors, locale] = [
    await getTranslations("licences"),
    await getTranslations("common.sectors"),
    await getLocale(),
  ];
  const [account] = licence.accounts;
  const holders = licence.seats.filter(({ state }) => state !== "RELEASED" || licence.state === "REVOKED");

  return (
    <>
      <Section
        title={t("facts")}
        aside={
          licence.number && (
            // Outside the framework: a full page load.
            <a href={localePath(`/verify/${licence.number}`, locale)}>{t("verify")}</a>
          )
        }
      >
        <SummaryList
          items={[
            { term: t("state"), detail: <LicenceTag state={licence.state} /> },
            {
              term: t("institution"),
              detail: (
                <Link href={`/desk/institutions/${licence.institution.id}`}>
                  <Written>{institutionName(licence.institution, locale)}</Written>
                </Link>
              ),
            },
            { term: t("sector"), detail: sectors(licence.sector) },
            { term: t("programme"), detail: titleOf(licence.programme, locale) },
            { term: t("phase"), detail: titleOf(licence.phase, locale) },
            {
              term: t("application"),
              detail: (
                <Link href={`/desk/applications/${licence.application.id}`}>
                  <Identifier>{licence.application.receipt}</Identifier>
                </Link>
              ),
            },
            {
              term: t("batch"),
              detail: (
                <Link href={`/desk/batches/${licence.batch.id}`}>
                  <Identifier>{licence.batch.code}</Identifier>
                </Link>
              ),
            },
            ...(licence.issuedAt
              ? [{ term: t("issued"), detail: <DateTime at={licence.issuedAt} style="datetime" /> }]
              : []),
            ...(licence.block === null
              ? []
              : [{ term: t("block"), detail: <Identifier>{String(licence.block)}</Identifier> }]),
            ...(licence.validFrom
              ? [{ term: t("validFrom"), detail: <DateTime at={licence.validFrom} style="datetime" /> }]
              : []),
            ...(licence.validUntil ? [{ term: t("validUntil"), detail: <LicenceEnd licence={licence} /> }] : []),
            {
              term: t("account"),
              detail: account
                ? t(`accountStates.${account.state === "ACTIVE" ? "ACTIVE" : "SUSPENDED"}`)
                : t("accountStates.none"),
            },
          ]}
        />
      </Section>
      <Section title={t("holders")}>
        <DataTable
          caption={t("holders")}
          columns={[
            { key: "state", label: t("state") },
            { key: "offered", label: t("holderOffered") },
            { key: "since", label: t("holderSince") },
            { key: "active", label: t("holderActive") },
          ]}
          rows={holders.map((seat) => ({
            key: seat.id,
            cells: {
              state: (
                <StatusTag tone={seat.state === "BOUND" ? "good" : "neutral"}>
                  {t(`seatStates.${seat.state}`)}
                </StatusTag>
              ),
              offered: <DateTime at={seat.offeredAt} />,
              since: seat.boundAt ? <DateTime at={seat.boundAt} /> : "–",
              active: seat.activatedAt ? <DateTime at={seat.activatedAt} /> : "–",
            },
          }))}
          empty={t("noHolder")}
        />
      </Section>
    </>
  );
}
