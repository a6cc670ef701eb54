import { getLocale, getTranslations } from "next-intl/server";
import { ApplicationTag } from "@/components/applications/ApplicationTag";
import { DataTable, DateTime, EmptyState, Identifier, LinkButton, Page, StatusTag, Written } from "@/components/ui";
import { mostApplications, myApplications, unreadMessages } from "@/lib/applications/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";

export async function generateMetadata() {
  return { title: (await getTranslations("applications"))("title") };
}

export default async function ApplicationsPage() {
  const actor = await requirePerson("/applications");
  const [t, locale, applications, unread] = await Promise.all([
    getTranslations("applications"),
    getLocale(),
    myApplications(actor),
    unreadMessages(actor),
  ]);
  const start = <LinkButton href="/applications/new">{t("start")}</LinkButton>;
  return (
    <Page title={t("title")} lead={t("lead")} actions={applications.length > 0 && start} width="wide">
      <DataTable
        caption={t("title")}
        columns={[
          { key: "application", label: t("application") },
          { key: "institution", label: t("institution") },
          { key: "phase", label: t("phase") },
          { key: "seats", label: t("seatsLabel"), align: "end" },
          { key: "at", label: t("saved") },
          { key: "state", label: t("stateLabel") },
        ]}
        rows={applications.map(
          ({ id, receipt, institution, phase, programme, seats, submittedAt, savedAt, state }) => ({
            key: id,
            href: `/applications/${id}`,
            cells: {
              application: receipt ? (
                <Identifier>{receipt}</Identifier>
              ) : (
                t("draftOf", { programme: inLanguage(locale, programme.nameEn, programme.nameUr) })
              ),
              institution: <Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>,
              phase: inLanguage(locale, phase.nameEn, phase.nameUr),
              seats: seats === null ? "–" : formatNumber(seats, locale),
              at: <DateTime at={submittedAt ?? savedAt} />,
              state: (
                <>
                  <ApplicationTag state={state} receipt={receipt} />
                  {unread.has(id) && <StatusTag tone="progress">{t("messages.new")}</StatusTag>}
                </>
              ),
            },
          }),
        )}
        empty={
          <EmptyState title={t("none")} action={start}>
            {t("noneText")}
          </EmptyState>
        }
      />
      {applications.length >= mostApplications && <p>{t("onlyNewest", { most: mostApplications })}</p>}
    </Page>
  );
}
