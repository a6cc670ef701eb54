import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Answers } from "@/components/applications/Answers";
import { ApplicationTag } from "@/components/applications/ApplicationTag";
import { Messages } from "@/components/applications/Messages";
import { Requests } from "@/components/applications/Requests";
import { Way } from "@/components/applications/Way";
import { Decision } from "@/components/batches/Decision";
import { Lease } from "@/components/desk/cases/Lease";
import { Panes } from "@/components/desk/Panes";
import { ReviewScores } from "@/components/desk/ReviewScores";
import { DocumentList } from "@/components/documents/DocumentList";
import { Reviewers } from "@/components/reviews/assign";
import { Differences } from "@/components/reviews/Differences";
import { DateTime, Identifier, Notice, Page, Section, SummaryList, Written } from "@/components/ui";
import { findApplication } from "@/lib/applications/queries";
import { decisionDue } from "@/lib/applications/timeline";
import { caseLease } from "@/lib/desk/queries";
import { isOpenCase } from "@/lib/desk/rules";
import { findInstitution } from "@/lib/institutions/queries";
import { may } from "@/lib/platform/auth/permissions";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { Link } from "@/lib/platform/i18n/navigation";
import { markRead, send } from "./actions";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Pick<Props, "params">) {
  return { title: (await subject(params)).application.receipt };
}

async function ApplicationDeskPage({ params, searchParams }: Props) {
  const { problem } = await searchParams;
  const { actor, application } = await subject(params);
  const [t, errors, panes, reviews, papers, institutions, common, locale, lease] = await Promise.all([
    getTranslations("applications"),
    getTranslations("errors"),
    getTranslations("desk.panes"),
    getTranslations("reviews"),
    findInstitution(actor, application.institutionId),
    getTranslations("institutions"),
    getTranslations("common.sectors"),
    getLocale(),
    caseLease(actor, { applicationId: application.id }),
  ]);
  const { institution, programme, phase, state, requests } = application;
  const due = decisionDue(application, new Date());
  const isClose = papers?.isClose ?? application.isMember;
  return (
    <Page
      title={<Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>}
      back={{ href: "/desk/applications", label: t("desk.title") }}
      actions={<ApplicationTag state={state} desk />}
      width="wide"
    >
      <Lease
        lease={lease}
        of={{ applicationId: application.id }}
        isOpen={isOpenCase({ application: state }) && !isClose}
      />
      {isClose && may(actor, "reviews.assign") && <Notice tone="warning">{errors("conflictOfInterest")}</Notice>}
      <Panes
        toSecond={panes("toSecond", { pane: reviews("reviewSide") })}
        keys={panes("keys")}
        first={{
          label: reviews("application"),
          content: (
            <>
              <SummaryList
                items={[
                  { term: t("receipt"), detail: <Identifier>{application.receipt}</Identifier> },
                  { term: institutions("kind"), detail: institutions(`kinds.${institution.kind}`) },
                  { term: institutions("sector"), detail: common(institution.sector) },
                  {
                    term: t("programme"),
                    detail: `${inLanguage(locale, programme.nameEn, programme.nameUr)} · ${inLanguage(locale, phase.nameEn, phase.nameUr)}`,
                  },
                  ...(due ? [{ term: t("desk.due"), detail: <DateTime at={due} /> }] : []),
                  ...(may(actor, "institutions.readQueue")
                    ? [
                        {
                          term: t("institution"),
                          detail: <Link href={`/desk/institutions/${institution.id}`}>{t("desk.registration")}</Link>,
                        },
                      ]
                    : []),
                ]}
              />
              <Section title={t("answers")}>
                <Answers application={application} />
              </Section>
              <Requests requests={requests} />
              <Messages actor={actor} application={application} send={send} markRead={markRead} problem={problem} />
              {papers && (
                <Section title={reviews("documents")}>
                  <DocumentList documents={papers.documents} />
                </Section>
              )}
            </>
          ),
        }}
        second={{
          label: reviews("reviewSide"),
          content: (
            <>
              <Reviewers actor={actor} application={application} readOnly={isClose || lease?.held === "other"} />
              <Differences actor={actor} application={application} readOnly={isClose} />
              <ReviewScores actor={actor} applicationId={application.id} />
              <Decision actor={actor} applicationId={application.id} atDesk />
              <Section title={t("way")}>
                <Way application={application} atDesk />
              </Section>
            </>
          ),
        }}
      />
    </Page>
  );
}

async function subject(params: Props["params"]) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/applications/${id}`);
  if (!z.uuid().safeParse(id).success) notFound();
  const application = await findApplication(actor, id);
  // A blind reviewer reads it with the review, and nowhere else.
  if (!application || application.isBlind || !may(actor, "desk.open")) notFound();
  return { actor, application };
}

export default orNotFound(ApplicationDeskPage);
