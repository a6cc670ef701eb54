import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { Words } from "@/components/appeals/Appeal";
import { AppealMessages } from "@/components/appeals/AppealMessages";
import { appealTone } from "@/components/appeals/tone";
import { Decision } from "@/components/batches/Decision";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import {
  ActionForm,
  DateTime,
  LinkButton,
  Naming,
  Notice,
  Page,
  RadioGroup,
  Section,
  Select,
  StatusTag,
  SummaryList,
  TextArea,
  Written,
} from "@/components/ui";
import { findAppeal } from "@/lib/appeals/queries";
import { appealAllows, appealOutcomes, dismissals, grounds } from "@/lib/appeals/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { requirePerson } from "@/lib/platform/auth/session";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { confirm, markRead, propose, send, sendBack } from "./actions";

type Props = { params: Promise<{ id: string }> };
type Found = NonNullable<Awaited<ReturnType<typeof findAppeal>>>;

export async function generateMetadata({ params }: Props) {
  const { appeal } = await subject(params);
  return { title: (await getTranslations("appeals.one"))("title", { receipt: appeal.application.receipt ?? "" }) };
}

async function AppealDeskPage({ params }: Props) {
  const { actor, appeal } = await subject(params);
  const [t, locale] = [await getTranslations("appeals"), await getLocale()];
  const { application, applicationId, state, filedAt, decidedAt, words } = appeal;
  const { institution, receipt } = application;
  const ground = grounds.find((known) => known === appeal.ground);
  return (
    <Page
      title={<Naming text={t("one.title", { receipt: receipt ?? "" })} identifier={receipt ?? ""} />}
      lead={<Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>}
      back={{ href: "/desk/appeals", label: t("title") }}
      actions={<StatusTag tone={appealTone[state]}>{t(`states.${state}`)}</StatusTag>}
    >
      <SummaryList
        items={[
          ...(ground ? [{ term: t("ground"), detail: t(`grounds.${ground}`) }] : []),
          { term: t("one.filed"), detail: <DateTime at={filedAt} /> },
          ...(decidedAt ? [] : [{ term: t("one.due"), detail: <DateTime at={appeal.dueAt} /> }]),
          { term: t("one.words"), detail: <Words>{words}</Words> },
        ]}
      />
      <Section title={t("one.case")}>
        <LinkButton tone="quiet" href={`/desk/applications/${applicationId}`}>
          {t("one.toCase")}
        </LinkButton>
      </Section>
      <Decision actor={actor} applicationId={applicationId} />
      <AppealMessages
        actor={actor}
        appealId={appeal.id}
        institution={institution}
        mayWrite={appealAllows(state, "appeals.sendMessage") && !appeal.obstacle}
        send={send}
        markRead={markRead}
      />
      <Judging actor={actor} appeal={appeal} />
    </Page>
  );
}

/** What was proposed, and what the reader can do about the appeal. */
async function Judging({ actor, appeal }: { actor: Person; appeal: Found }) {
  const t = await getTranslations("appeals");
  const common = await getTranslations("common");
  const errors = await getTranslations("errors");
  const { id, version, outcome, note, proposedBy, confirmedBy, mayPropose, mayConfirm } = appeal;
  const reason = dismissals.find((known) => known === appeal.reason);
  const standing = appealOutcomes.find((known) => known === outcome);
  const obstacle = mayConfirm ? appeal.obstacleToConfirming : mayPropose ? appeal.obstacle : null;
  return (
    <Section title={t("one.judge")}>
      <div className="flex flex-col gap-6">
        {standing && (
          <SummaryList
            items={[
              { term: t("state"), detail: t(`one.${standing}`) },
              ...(reason ? [{ term: t("one.reason"), detail: t(`dismissals.${reason}`) }] : []),
              ...(note ? [{ term: t("one.note"), detail: <Words>{note}</Words> }] : []),
            ]}
          />
        )}
        {proposedBy && (
          <p className="text-muted">
            {confirmedBy
              ? t("one.decided", { proposer: proposedBy, confirmer: confirmedBy })
              : t("one.proposed", { name: proposedBy })}
          </p>
        )}
        {obstacle && (
          <Notice tone="warning" title={t("one.cannot")}>
            {errors(obstacle)}
          </Notice>
        )}
        {mayPropose && !appeal.obstacle && (
          <ActionForm id="propose" action={propose} submit={t("one.submit")} hidden={{ appealId: id, version }}>
            <RadioGroup
              name="outcome"
              legend={t("one.outcome")}
              options={[
                { value: "UPHELD", label: t("one.UPHELD"), hint: t("one.upheldHint") },
                { value: "DISMISSED", label: t("one.DISMISSED"), hint: t("one.dismissedHint") },
              ]}
            />
            <Select
              name="reason"
              label={t("one.reason")}
              options={[
                { value: "", label: common("choose") },
                ...dismissals.map((value) => ({ value, label: t(`dismissals.${value}`) })),
              ]}
            />
            <TextArea name="note" label={t("one.note")} hint={t("one.noteHint")} rows={5} maxLength={2000} />
          </ActionForm>
        )}
        {mayConfirm && !appeal.obstacleToConfirming && (
          <>
            <p className="max-w-prose">{t("one.confirmText")}</p>
            <FreshlyConfirmed actor={actor} action="appeals.confirm" act={{ appealId: id, version }} id="appeal">
              <ActionForm
                id="confirm"
                action={confirm}
                submit={t("one.confirm")}
                confirm={t("one.confirmTick")}
                hidden={{ appealId: id, version }}
              />
            </FreshlyConfirmed>
          </>
        )}
        {mayConfirm && !appeal.obstacle && (
          <ActionForm
            id="send-back"
            action={sendBack}
            submit={t("one.sendBack")}
            tone="quiet"
            hidden={{ appealId: id, version }}
          />
        )}
      </div>
    </Section>
  );
}

async function subject(params: Props["params"]) {
  const { id } = await params;
  const actor = await requirePerson(`/desk/appeals/${id}`);
  if (!z.uuid().safeParse(id).success) notFound();
  return { actor, appeal: (await findAppeal(actor, id)) ?? notFound() };
}

export default orNotFound(AppealDeskPage);
