import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { appealTone } from "@/components/appeals/tone";
import { DueTag } from "@/components/desk/DueTag";
import { DataTable, DateTime, EmptyState, Identifier, Page, StatusTag, Written } from "@/components/ui";
import { appeals } from "@/lib/appeals/queries";
import { grounds } from "@/lib/appeals/rules";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";

export async function generateMetadata() {
  return { title: (await getTranslations("appeals"))("title") };
}

async function AppealsPage() {
  const actor = await requirePerson("/desk/appeals");
  if (!may(actor, "appeals.read")) notFound();
  const [t, locale, rows] = await Promise.all([getTranslations("appeals"), getLocale(), appeals(actor)]);
  const now = new Date();
  return (
    <Page title={t("title")} lead={t("lead")} width="wide">
      <DataTable
        caption={t("caption")}
        columns={[
          { key: "receipt", label: t("receipt") },
          { key: "institution", label: t("institution") },
          { key: "ground", label: t("ground") },
          { key: "due", label: t("due") },
          { key: "state", label: t("state") },
        ]}
        rows={rows.map(({ id, state, dueAt, decidedAt, application, ...appeal }) => {
          const ground = grounds.find((known) => known === appeal.ground);
          const { name, nameUr } = application.institution;
          return {
            key: id,
            href: `/desk/appeals/${id}`,
            cells: {
              receipt: <Identifier>{application.receipt}</Identifier>,
              institution: <Written>{inLanguage(locale, name, nameUr)}</Written>,
              ground: ground && t(`grounds.${ground}`),
              due: decidedAt ? (
                "–"
              ) : (
                <>
                  <DateTime at={dueAt} />
                  <DueTag dueAt={dueAt} now={now} />
                </>
              ),
              state: <StatusTag tone={appealTone[state]}>{t(`states.${state}`)}</StatusTag>,
            },
          };
        })}
        empty={<EmptyState title={t("empty")}>{t("emptyText")}</EmptyState>}
      />
    </Page>
  );
}

export default orNotFound(AppealsPage);
