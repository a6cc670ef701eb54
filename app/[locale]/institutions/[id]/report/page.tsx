import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { EntryList } from "@/components/outcomes/EntryList";
import { OwnLadder } from "@/components/outcomes/OwnLadder";
import { ActionForm, EmptyState, LinkButton, Notice, Page, Section } from "@/components/ui";
import { findReport } from "@/lib/outcomes/queries";
import { may } from "@/lib/platform/auth/permissions";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { institutionOf } from "../institution";
import { confirm } from "./actions";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const notices = ["added", "corrected", "removed", "confirmed"] as const;

export async function generateMetadata() {
  return { title: (await getTranslations("outcomes"))("title") };
}

async function ReportPage({ params, searchParams }: Props) {
  const { actor, institution, locale } = await institutionOf(params, "/report");
  const t = await getTranslations("outcomes");
  const report = (await findReport(actor, institution.id)) ?? notFound();
  const { done } = await searchParams;
  const notice = notices.find((one) => one === done);
  const mayWrite = may(actor, "outcomes.add", { institutionId: institution.id });
  const name = inLanguage(locale, institution.name, institution.nameUr);
  const { entries, programmes, ladder, isDue } = report;
  const projects = entries.filter(({ kind }) => kind === "PROJECT");
  const trainings = entries.filter(({ kind }) => kind === "TRAINING");
  const adding = (kind: "project" | "training", label: string) =>
    mayWrite &&
    programmes.length > 0 && (
      <LinkButton href={`/institutions/${institution.id}/report/new?kind=${kind}`} tone="quiet">
        {label}
      </LinkButton>
    );
  return (
    <Page
      title={t("title")}
      lead={t("lead", { institution: name })}
      back={{ href: `/institutions/${institution.id}`, label: name }}
    >
      {notice && <Notice tone="good" live title={t(`done.${notice}`)} />}
      {isDue && mayWrite && (
        <Notice tone="progress" title={t("dueTitle")}>
          <p>{t("dueText")}</p>
          <ActionForm
            id="confirm"
            action={confirm}
            submit={t("confirm")}
            tone="quiet"
            hidden={{ institutionId: institution.id }}
          />
        </Notice>
      )}
      {programmes.length === 0 && entries.length === 0 ? (
        <EmptyState title={t("noLicences")}>{t("noLicencesText")}</EmptyState>
      ) : (
        <>
          <Section title={t("projects")} aside={adding("project", t("addProject"))}>
            {projects.length > 0 ? (
              <EntryList entries={projects} mayWrite={mayWrite} />
            ) : (
              <EmptyState title={t("noProjects")}>{t("noProjectsText")}</EmptyState>
            )}
          </Section>
          <Section title={t("trainings")} aside={adding("training", t("addTraining"))}>
            {trainings.length > 0 ? (
              <EntryList entries={trainings} mayWrite={mayWrite} />
            ) : (
              <EmptyState title={t("noTrainings")}>{t("noTrainingsText")}</EmptyState>
            )}
          </Section>
          <Section title={t("seats")}>
            <p className="mb-4 max-w-2xl text-muted">{t("seatsText")}</p>
            <OwnLadder ladder={ladder} />
          </Section>
        </>
      )}
    </Page>
  );
}

export default orNotFound(ReportPage);
