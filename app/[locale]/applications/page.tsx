import { getLocale, getTranslations } from "next-intl/server";
import { ApplicationTag } from "@/components/applications/ApplicationTag";
import {
  DataTable,
  DateTime,
  EmptyState,
  Identifier,
  LinkButton,
  Page,
  StatusTag,
  Tabs,
  Written,
} from "@/components/ui";
import { mostApplications, myApplications, unreadMessages } from "@/lib/applications/queries";
import { requirePerson } from "@/lib/platform/auth/session";
import { formatNumber } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";

export async function generateMetadata() {
  return { title: (await getTranslations("applications"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ApplicationsPage({ searchParams }: Props) {
  const actor = await requirePerson("/applications");
  const isFiltered = (await searchParams).unread === "1";
  const [t, locale, all, unread] = await Promise.all([
    getTranslations("applications"),
    getLocale(),
    myApplications(actor),
    unreadMessages(actor),
  ]);
  const applications = isFiltered ? all.filter(({ id }) => unread.has(id)) : all;
  const start = <LinkButton href="/applications/new">{t("start")}</LinkButton>;
  return (
    <Page title={t("title")} lead={t("lead")} actions={all.length > 0 && start} width="wide">
      {(unread.size > 0 || isFiltered) && (
        <Tabs
          label={t("title")}
          items={[
            { href: "/applications", label: t("all"), count: all.length, current: !isFiltered },
            { href: "/applications?unread=1", label: t("desk.unread"), count: unread.size, current: isFiltered },
          ]}
        />
      )}
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
          isFiltered ? (
            <EmptyState title={t("noneUnread")}>{t("noneUnreadText")}</EmptyState>
          ) : (
            <EmptyState title={t("none")} action={start}>
              {t("noneText")}
            </EmptyState>
          )
        }
      />
      {all.length >= mostApplications && <p>{t("onlyNewest", { most: mostApplications })}</p>}
    </Page>
  );
}
