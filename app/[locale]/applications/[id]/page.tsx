import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Appeal } from "@/components/appeals/Appeal";
import { Answers } from "@/components/applications/Answers";
import { ApplicationTag } from "@/components/applications/ApplicationTag";
import { Draft } from "@/components/applications/Draft";
import { Messages } from "@/components/applications/Messages";
import { Requests } from "@/components/applications/Requests";
import { Way } from "@/components/applications/Way";
import { Withdraw } from "@/components/applications/Withdraw";
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
import type { ApplicationAction } from "@/lib/applications/rules";
import { findWaitingPlace } from "@/lib/batches/queries";
import { may } from "@/lib/platform/auth/permissions";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { markRead, reply, send, withdraw } from "../actions";
import { accept, decline, markAboutAppeal, sendAboutAppeal } from "./actions";
import { applicationOf } from "./application";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};
type PartProps = { application: ApplicationView; available: readonly ApplicationAction[] };

export async function generateMetadata({ params }: Pick<Props, "params">) {
  const { application } = await applicationOf(params);
  const t = await getTranslations("applications");
  return { title: application.receipt ?? t("application") };
}

async function ApplicationPage({ params, searchParams }: Props) {
  const { problem } = await searchParams;
  const { actor, application, available, locale } = await applicationOf(params);
  const t = await getTranslations("applications");
  const { state, institution, programme, phase, requests } = application;
  const isDraft = state === "DRAFT";
  const isDiscarded = state === "WITHDRAWN" && application.receipt === null;
  return (
    <Page
      title={<Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>}
      lead={`${inLanguage(locale, programme.nameEn, programme.nameUr)} · ${inLanguage(locale, phase.nameEn, phase.nameUr)}`}
      back={{ href: "/applications", label: t("back") }}
      actions={<ApplicationTag state={state} receipt={application.receipt} />}
    >
      <KeepForOffline />
      {isDiscarded && (
        <Notice title={t("discard.done")}>
          <p>{t("discard.again")}</p>
          <p>
            <LinkButton href="/applications/new" tone="quiet">
              {t("start")}
            </LinkButton>
          </p>
        </Notice>
      )}
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
      <WaitingPlace
        place={await findWaitingPlace(actor, application.id)}
        reader={{
          answer: may(actor, "batches.acceptPlaces", application)
            ? { applicationId: application.id, accept, decline }
            : null,
        }}
      />
      {isDraft ? (
        <Draft application={application} mayEdit={available.includes("applications.save")} />
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
      <Decision actor={actor} applicationId={application.id} mayApply={application.isMember} />
      <Appeal
        actor={actor}
        applicationId={application.id}
        institution={institution}
        send={sendAboutAppeal.bind(null, application.id)}
        markRead={markAboutAppeal.bind(null, application.id)}
      />
      <Requests requests={requests.filter((request) => request.repliedAt !== null)} />
      <Messages actor={actor} application={application} send={send} markRead={markRead} problem={problem} />
      {!isDraft && (
        <Section title={isDiscarded ? t("answersDraft") : t("answers")}>
          <Answers application={application} />
        </Section>
      )}
      {available.includes("applications.withdraw") && <Withdraw application={application} withdraw={withdraw} />}
    </Page>
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
        <Notice tone="warning" title={<Written className="block whitespace-pre-line">{open.question}</Written>}>
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

export default orNotFound(ApplicationPage);
