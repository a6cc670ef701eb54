import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Standing } from "@/components/institutions/Standing";
import { ActionForm, LinkButton, Notice, Page, Section, TextArea, Written } from "@/components/ui";
import { findInstitution } from "@/lib/institutions/queries";
import { allows } from "@/lib/institutions/rules";
import { institutionStanding } from "@/lib/licences/standing";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { suspend } from "../../actions";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("institutions.suspend"))("title") };
}

/** What a suspension would stop and what it would leave, before anybody asks for it. */
async function SuspendInstitutionPage({ params }: Props) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/institutions/${id}/suspend`);
  const institution = await findInstitution(actor, id);
  if (!institution || !may(actor, "institutions.suspend")) notFound();
  const standing = (await institutionStanding(actor, id)) ?? notFound();
  const [t, locale] = [await getTranslations("institutions.suspend"), await getLocale()];
  const name = inLanguage(locale, institution.name, institution.nameUr);
  return (
    <Page
      title={t("title")}
      lead={<Written>{name}</Written>}
      back={{ href: `/desk/institutions/${id}`, label: <Written>{name}</Written> }}
    >
      <Section title={t("happens")}>
        <ul className="flex max-w-2xl list-disc flex-col gap-2 ps-6">
          <li>{t("stops")}</li>
          <li>{t("offersStay", { count: standing.offers })}</li>
          <li>{t("licencesStay", { count: standing.inForce })}</li>
          <li>{t("applicationsStay", { count: standing.applications })}</li>
          <li>{t("told")}</li>
        </ul>
      </Section>
      <Section title={t("standing")}>
        <Standing standing={standing} />
        <p className="mt-5 mb-3 max-w-2xl">{t("licencesText")}</p>
        <div>
          <LinkButton href={`/desk/licences?${new URLSearchParams({ q: institution.name.slice(0, 80) })}`} tone="quiet">
            {t("licences")}
          </LinkButton>
        </div>
      </Section>
      {institution.isClose ? (
        <Notice tone="warning">{t("own")}</Notice>
      ) : !allows(institution.state, "institutions.suspend") ? (
        <Notice>{t("notNow")}</Notice>
      ) : (
        <ActionForm
          id="suspend"
          action={suspend}
          submit={t("submit")}
          tone="danger"
          hidden={{ institutionId: id, version: institution.version, confirmed: "yes" }}
          confirm={t("confirm")}
        >
          <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={3} maxLength={500} />
        </ActionForm>
      )}
    </Page>
  );
}

export default orNotFound(SuspendInstitutionPage);
