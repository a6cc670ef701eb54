import { getLocale, getTranslations } from "next-intl/server";
import { InstitutionTag } from "@/components/institutions/InstitutionTag";
import { DataTable, EmptyState, LinkButton, Page, Written } from "@/components/ui";
import { myInstitutions } from "@/lib/institutions/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";

export async function generateMetadata() {
  return { title: (await getTranslations("institutions"))("title") };
}

export default async function InstitutionsPage() {
  const actor = await requirePerson("/institutions");
  const [t, locale, institutions] = await Promise.all([
    getTranslations("institutions"),
    getLocale(),
    myInstitutions(actor),
  ]);
  const register = <LinkButton href="/institutions/new">{t("register")}</LinkButton>;
  return (
    <Page title={t("title")} lead={t("lead")} actions={institutions.length > 0 && register}>
      <DataTable
        caption={t("title")}
        columns={[
          { key: "name", label: t("name") },
          { key: "kind", label: t("kind") },
          { key: "state", label: t("stateLabel") },
        ]}
        rows={institutions.map(({ id, name, nameUr, kind, state }) => ({
          key: id,
          href: `/institutions/${id}`,
          cells: {
            name: <Written>{inLanguage(locale, name, nameUr)}</Written>,
            kind: t(`kinds.${kind}`),
            state: <InstitutionTag state={state} />,
          },
        }))}
        empty={
          <EmptyState title={t("none")} action={register}>
            {t("noneText")}
          </EmptyState>
        }
      />
    </Page>
  );
}
