import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DocumentList } from "@/components/documents/DocumentList";
import { Details } from "@/components/institutions/Details";
import { InstitutionTag } from "@/components/institutions/InstitutionTag";
import { Over } from "@/components/institutions/Over";
import { RegistrationMessages } from "@/components/institutions/RegistrationMessages";
import { Returned } from "@/components/institutions/Returned";
import { type Task, TaskList } from "@/components/institutions/TaskList";
import { documentsMissing, isDone, isReadyForTerms } from "@/components/institutions/tasks";
import { DateTime, LinkButton, Notice, Page, Section, SummaryList, Written } from "@/components/ui";
import { registeredAlready, registrationsBeside } from "@/lib/institutions/alike/queries";
import { type InstitutionView, institutionMembers } from "@/lib/institutions/queries";
import { actionsAvailable, officersNeeded, sections } from "@/lib/institutions/rules";
import { isReportAsked } from "@/lib/outcomes/queries";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import { markRead, send } from "./actions";
import { institutionOf } from "./institution";

type Props = { params: Promise<{ locale: string; id: string }> };

export async function generateMetadata({ params }: Props) {
  const { institution, locale } = await institutionOf(params);
  return { title: inLanguage(locale, institution.name, institution.nameUr) };
}

async function InstitutionPage({ params }: Props) {
  const { actor, institution, locale } = await institutionOf(params);
  const t = await getTranslations("institutions");
  const documents = await getTranslations("documents");
  const available = actionsAvailable(institution.state, (action) =>
    may(actor, action, { institutionId: institution.id }),
  );
  const isEditing = available.includes("institutions.edit");
  const members = await institutionMembers(actor, institution.id);
  return (
    <Page
      title={<Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>}
      back={{ href: "/institutions", label: t("status.back") }}
      actions={<InstitutionTag state={institution.state} />}
    >
      {isEditing && <RegisteredAlready actor={actor} institutionId={institution.id} />}
      <WhatIsNext actor={actor} institution={institution} mayApply={available.includes("applications.start")} />
      {isEditing ? (
        <Section title={t("tasks.title")} aside={<Progress institution={institution} />}>
          <p className="mb-4 max-w-2xl text-muted">{t("tasks.lead")}</p>
          <TaskList tasks={await tasks(institution, actor)} />
        </Section>
      ) : (
        <>
          <Section title={t("status.details")}>
            <Details institution={institution} />
          </Section>
          <Section title={documents("title")}>
            <DocumentList documents={institution.documents} />
          </Section>
        </>
      )}
      {(institution.state === "VERIFIED" || institution.state === "SUSPENDED") && institution.isMember && (
        <Outcomes institutionId={institution.id} isAsked={await isReportAsked(actor, institution.id)} />
      )}
      <RegistrationMessages actor={actor} institution={institution} send={send} markRead={markRead} />
      <Section
        title={t("status.members")}
        aside={
          institution.isMember && (
            <LinkButton href={`/institutions/${institution.id}/members`} tone="quiet">
              {(await getTranslations("members"))("manage")}
            </LinkButton>
          )
        }
      >
        <SummaryList
          items={members.map(({ role, name, email }) => ({
            term: t(`memberRoles.${role}`),
            detail: (
              <>
                <Written>{name}</Written>
                {email && (
                  <span className="block text-sm text-muted">
                    <bdi>{email}</bdi>
                  </span>
                )}
              </>
            ),
          }))}
        />
      </Section>
    </Page>
  );
}

async function tasks(institution: InstitutionView, actor: Person): Promise<Task[]> {
  const t = await getTranslations("institutions.tasks");
  const purposes = await getTranslations("documents.purposes");
  const separator = (await getTranslations("institutions"))("listSeparator");
  const isOwner = may(actor, "institutions.submit", { institutionId: institution.id });
  const needed = documentsMissing(institution).map((purpose) => purposes(purpose));
  return sections.map((section) => ({
    section,
    href: `/institutions/${institution.id}/${section}`,
    state: isDone(institution, section)
      ? ("done" as const)
      : section === "terms" && !(isOwner && isReadyForTerms(institution))
        ? ("wait" as const)
        : ("todo" as const),
    note:
      section === "terms" && !isOwner
        ? t("termsOwner")
        : section === "documents" && needed.length > 0 && t("needed", { documents: needed.join(separator) }),
  }));
}

async function Outcomes({ institutionId, isAsked }: { institutionId: string; isAsked: boolean }) {
  const t = await getTranslations("outcomes");
  return (
    <Section
      title={t("section")}
      aside={
        <LinkButton href={`/institutions/${institutionId}/report`} tone="quiet">
          {t("open")}
        </LinkButton>
      }
    >
      {isAsked ? (
        <Notice tone="progress" title={t("dueTitle")}>
          {t("dueText")}
        </Notice>
      ) : (
        <p className="max-w-2xl text-muted">{t("sectionText")}</p>
      )}
    </Section>
  );
}

async function RegisteredAlready({ actor, institutionId }: { actor: Person; institutionId: string }) {
  const [t, found, [first]] = await Promise.all([
    getTranslations("members.alike"),
    registeredAlready(actor, institutionId),
    registrationsBeside(actor, institutionId),
  ]);
  if (found.length === 0 && !first) return null;
  const since = first?.since;
  return (
    <Notice tone="warning" title={found.length > 0 ? t("notice") : t("underWay")}>
      {found.length > 0 && <p>{t("noticeText")}</p>}
      {since && (
        <p>
          {t.rich("underWaySince", { at: () => <DateTime at={since} /> })} {t("underWayText")}
        </p>
      )}
      <p>
        <LinkButton href={`/institutions/${institutionId}/alike`} tone="quiet">
          {t("look")}
        </LinkButton>
      </p>
    </Notice>
  );
}

async function Progress({ institution }: { institution: InstitutionView }) {
  const t = await getTranslations("institutions.tasks");
  return t("progress", {
    done: sections.filter((section) => isDone(institution, section)).length,
    all: sections.length,
  });
}

async function WhatIsNext({
  actor,
  institution,
  mayApply,
}: {
  actor: Person;
  institution: InstitutionView;
  mayApply: boolean;
}) {
  const t = await getTranslations("institutions.status");
  const { id, state, dueAt } = institution;
  if (state === "RETURNED") return <Returned returned={institution.returned} remindedAt={institution.remindedAt} />;
  if (state === "DECLINED" || state === "LAPSED") return <Over actor={actor} institution={institution} />;
  if (state === "SUBMITTED" && dueAt)
    return (
      <Notice tone="progress" title={t("submittedTitle")}>
        <p>
          {t.rich(officersNeeded(institution) === 1 ? "submittedOne" : "submittedTwo", {
            by: () => <DateTime at={dueAt} />,
          })}
        </p>
      </Notice>
    );
  const { suspended } = institution;
  if (state === "SUSPENDED" && suspended)
    return (
      <Notice tone="bad" title={t("suspendedTitle")}>
        <p>{t.rich("suspendedText", { at: () => <DateTime at={suspended.suspendedAt} /> })}</p>
        <p dir="auto" lang={languageOf(suspended.reason)}>
          {suspended.reason}
        </p>
        <p>{t("suspendedNext")}</p>
      </Notice>
    );
  if (state !== "VERIFIED") return null;
  return (
    <Notice tone="good" title={t("verifiedTitle")}>
      <p>{t("verifiedText")}</p>
      {mayApply && (
        <p className="flex flex-wrap gap-3">
          <LinkButton href="/applications/new">{t("apply")}</LinkButton>
          <LinkButton href={`/institutions/${id}/seats`} tone="quiet">
            {t("seats")}
          </LinkButton>
        </p>
      )}
    </Notice>
  );
}

export default orNotFound(InstitutionPage);
