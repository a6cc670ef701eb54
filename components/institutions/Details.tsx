import { getLocale, getTranslations } from "next-intl/server";
import { DateTime, Identifier, SummaryList, Written } from "@/components/ui";
import type { InstitutionView } from "@/lib/institutions/queries";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { answersOf } from "./answers";

/** What is registered about an institution. */
export async function Details({ institution }: { institution: InstitutionView }) {
  const t = await getTranslations("institutions");
  const sectors = await getTranslations("common.sectors");
  const locale = await getLocale();
  const none = <span className="text-muted">{t("status.none")}</span>;
  const { district, focalName, focalTitle, focalPhone, termsVersion, termsAcceptedAt } = institution;
  return (
    <SummaryList
      items={[
        { term: t("kind"), detail: t(`kinds.${institution.kind}`) },
        { term: t("sector"), detail: sectors(institution.sector) },
        { term: t("identity.name"), detail: <Written>{institution.name}</Written> },
        { term: t("identity.nameUr"), detail: institution.nameUr ? <bdi lang="ur">{institution.nameUr}</bdi> : none },
        { term: t("status.domain"), detail: institution.domain ? <Identifier>{institution.domain}</Identifier> : none },
        ...(await answersOf(institution)),
        {
          term: t("status.district"),
          detail: district
            ? `${inLanguage(locale, district.nameEn, district.nameUr)}${locale === "ur" ? "، " : ", "}${inLanguage(locale, district.provinceEn, district.provinceUr)}`
            : none,
        },
        {
          term: t("status.focal"),
          detail: focalName ? (
            <>
              <span className="block">
                <Written>{focalName}</Written>
              </span>
              {focalTitle && (
                <span className="block">
                  <Written>{focalTitle}</Written>
                </span>
              )}
              {focalPhone && <Identifier>{focalPhone}</Identifier>}
            </>
          ) : (
            none
          ),
        },
        ...(institution.submittedAt
          ? [{ term: t("status.submittedAt"), detail: <DateTime at={institution.submittedAt} style="datetime" /> }]
          : []),
        ...(termsVersion && termsAcceptedAt
          ? [
              {
                term: t("terms.accepted"),
                detail: t.rich("terms.acceptedOn", {
                  v: () => <Identifier>{termsVersion}</Identifier>,
                  at: () => <DateTime at={termsAcceptedAt} style="datetime" />,
                }),
              },
            ]
          : []),
        ...(institution.verifiedAt
          ? [{ term: t("status.verifiedAt"), detail: <DateTime at={institution.verifiedAt} style="datetime" /> }]
          : []),
      ]}
    />
  );
}
