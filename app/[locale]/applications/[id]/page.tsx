import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Appeal } from "@/components/appeals/Appeal";
import { Answers } from "@/components/applications/Answers";
import { ApplicationTag } from "@/components/applications/ApplicationTag";
import { Messages } from "@/components/applications/Messages";
import { Missing } from "@/components/applications/Missing";
import { Requests } from "@/components/applications/Requests";
import { Way } from "@/components/applications/Way";
import { Decision } from "@/components/batches/Decision";
import { KeepForOffline } from "@/components/session/KeepForOffline";
import {
  ActionForm,
  Card,
  DateTime,
  Identifier,
  LinkButton,
  Notice,
  Page,
  Section,
  TextArea,
  Written,
} from "@/components/ui";
import { WaitingPlace } from "@/components/waitlist/WaitingPlace";
import type { ApplicationView } from "@/lib/applications/queries";
import { type ApplicationAction, missing } from "@/lib/applications/rules";
import { findWaitingPlace } from "@/lib/batches/queries";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { isPhaseOpen, lastInstant } from "@/lib/programmes/rules";
import { markRead, reply, send, submit, withdraw } from "../actions";
import { applicationOf } from "./application";

type Props = { params: Promise<{ locale: string; id: string }> };
type PartProps = { application: ApplicationView; available: readonly ApplicationAction[] };

export async function generateMetadata({ params }: Props) {
  const { application } = await applicationOf(params);
  const t = await getTranslations("applications");
  return { title: application.receipt ?? t("check.title") };
}

async function ApplicationPage({ params }: Props) {
  const { actor, application, available, locale } = await applicationOf(params);
  const t = await getTranslations("applications");
  const { state, institution, programme, phase, requests } = application;
  const isDraft = state === "DRAFT";
  return (
    <Page
      title={isDraft ? t("check.title") : <Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>}
      lead={[
        isDraft && inLanguage(locale, institution.name, institution.nameUr),
        inLanguage(locale, programme.nameEn, programme.nameUr),
        inLanguage(locale, phase.nameEn, phase.nameUr),
      ]
        .filter(Boolean)
        .join(" · ")}
      back={{ href: "/applications", label: t("back") }}
      actions={<ApplicationTag state={state} />}
    >
      <KeepForOffline />
      {application.receipt && (
        <Card deed>
          <h2 className="text-lg">{t("receipt")}</h2>
          <p className="text-xl">
            <Identifier>{application.receipt}</Identifier>
          </p>
          <p className="text-sm text-muted">{t("receiptText")}</p>
        </Card>
      )}
      <Reply application={application} available={available} />
      {isDraft ? (
        <Submit application={application} available={available} />
      ) : (
        <Section title={t("way")}>
          <Way application={application} />
          {state === "AWARDED" && (
            <p className="mt-5">
              <LinkButton href={`/institutions/${institution.id}/seats`}>{t("toSeats")}</LinkButton>
            </p>
          )}
        </Section>
      )}
      <WaitingPlace place={await findWaitingPlace(actor, application.id)} />
      <Decision actor={actor} applicationId={application.id} mayApply={application.isMember} />
      <Appeal actor={actor} applicationId={application.id} />
      <Requests requests={requests.filter((request) => request.repliedAt !== null)} />
      <Messages actor={actor} application={application} send={send} markRead={markRead} />
      <Section
        title={isDraft ? t("answersDraft") : t("answers")}
        aside={
          available.includes("applications.save") && (
            <LinkButton tone="quiet" href={`/applications/${application.id}/edit`}>
              {t("check.change")}
            </LinkButton>
          )
        }
      >
        <Answers application={application} />
      </Section>
      <Withdraw application={application} available={available} />
    </Page>
  );
}

async function Submit({ application, available }: PartProps) {
  const t = await getTranslations("applications.check");
  const { id, version, phase, institution } = application;
  if (!isPhaseOpen(phase, institution.sector, new Date())) return <Notice tone="warning">{t("closed")}</Notice>;
  if (!available.includes("applications.submit")) return <Notice>{t("viewer")}</Notice>;
  const fields = Object.keys(missing(application));
  if (fields.length > 0) return <Missing application={application} fields={fields} />;
  return (
    <div className="flex flex-col gap-5">
      <p>{t.rich("lead", { by: () => <DateTime at={lastInstant(phase)} /> })}</p>
      <ActionForm
        id="submit"
        action={submit}
        submit={t("submit")}
        confirm={t("confirm")}
        hidden={{ applicationId: id, version }}
      />
    </div>
  );
}

async function Reply({ application, available }: PartProps) {
  const open = application.requests.find((request) => request.repliedAt === null);
  if (!open || !available.includes("applications.reply")) return null;
  const t = await getTranslations("applications.request");
  const { id, version } = application;
  return (
    <Section title={t("title")}>
      <div className="flex flex-col gap-5">
        <Notice tone="warning" title={<Written className="whitespace-pre-line">{open.question}</Written>}>
          <p className="text-sm">{t.rich("asked", { at: () => <DateTime at={open.askedAt} style="datetime" /> })}</p>
        </Notice>
        <ActionForm
          id="reply"
          action={reply}
          submit={t("send")}
          hidden={{ applicationId: id, version, requestId: open.id }}
        >
          <TextArea name="reply" label={t("reply")} hint={t("replyHint")} rows={6} maxLength={4000} />
        </ActionForm>
      </div>
    </Section>
  );
}

async function Withdraw({ application, available }: PartProps) {
  if (!available.includes("applications.withdraw")) return null;
  const t = await getTranslations("applications.withdraw");
  return (
    <details className="border-t border-line pt-4">
      <summary className="min-h-6 cursor-pointer">{t("title")}</summary>
      <p className="mt-3 mb-4 max-w-2xl">{t("text")}</p>
      <ActionForm
        id="withdraw"
        action={withdraw}
        submit={t("submit")}
        tone="danger"
        confirm={t("confirm")}
        hidden={{ applicationId: application.id, version: application.version }}
      />
    </details>
  );
}

export default orNotFound(ApplicationPage);
