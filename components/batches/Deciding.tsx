import { getTranslations } from "next-intl/server";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { SignedForm } from "@/components/signing/SignedForm";
import { ActionForm, DateTime, LinkButton, Notice, Section, Stack, TextArea } from "@/components/ui";
import type { BatchDetail } from "@/lib/batches/queries";
import { batchAllows } from "@/lib/batches/rules";
import type { Person } from "@/lib/platform/auth/actor";
import type { FormState } from "@/lib/platform/forms";
import { Excluding } from "./Excluding";
import { PassedReason } from "./PassedOver";
import { signedUnder } from "./signedUnder";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

type Props = {
  actor: Person;
  batch: BatchDetail;
  undoSeconds: number;
  actions: { propose: Action; approve: Action; reject: Action; cancel: Action; exclude: Action };
};

/** What an approver can do with the batch now, in the state it is in; why not, where not. */
export async function Deciding({ actor, batch, undoSeconds, actions }: Props) {
  const t = await getTranslations("batches");
  const errors = await getTranslations("errors");
  const hidden = { batchId: batch.id, version: batch.version };
  const approved = { ...hidden, planHash: batch.planHash ?? "" };
  const isOwn = batch.mayNotDecide === "sameOfficer";
  const signed = signedUnder(batch);

  if (batchAllows(batch.state, "batches.propose") && batch.items.length > 0)
    return (
      <Section title={t("propose")}>
        <Stack>
          <p>
            {t("proposeText")} {t("needs", { needed: batch.needed })}
          </p>
          {batch.mayNotTakePart ? (
            <Notice tone="warning" title={t("mayNot")}>
              {errors(batch.mayNotTakePart)}
            </Notice>
          ) : (
            <ActionForm
              id="propose"
              action={actions.propose}
              submit={t("propose")}
              hidden={hidden}
              confirm={t("proposeConfirm")}
            >
              {batch.claims.length > 0 && <PassedReason />}
            </ActionForm>
          )}
        </Stack>
      </Section>
    );

  if (batchAllows(batch.state, "batches.approve") && batch.mayNotTakePart)
    return (
      <Notice tone="warning" title={t("mayNot")}>
        {errors(batch.mayNotTakePart)}
      </Notice>
    );

  if (batchAllows(batch.state, "batches.approve"))
    return (
      <Stack gap="large">
        {!isOwn && batch.hasApproved && (
          <Notice tone="good" title={t("youApproved")}>
            {t("youApprovedText")}
          </Notice>
        )}
        {!isOwn && !batch.hasApproved && batch.unopened.length > 0 && (
          <Notice tone="warning" title={t("unopened", { count: batch.unopened.length })}>
            <p>{t("unopenedText")}</p>
            <p>
              <LinkButton href={`/desk/batches/${batch.id}/read`}>{t("read")}</LinkButton>
            </p>
          </Notice>
        )}
        {!isOwn && !batch.hasApproved && batch.unopened.length === 0 && (
          <Section title={t("approve")}>
            <Stack>
              <p>{t("approveText", { minutes: Math.floor(undoSeconds / 60) })}</p>
              <FreshlyConfirmed actor={actor} action="batches.approve" act={approved} id="approve">
                {signed ? (
                  <SignedForm
                    id="approve"
                    actor={actor}
                    {...signed}
                    action={actions.approve}
                    submit={t("approve")}
                    hidden={approved}
                    confirm={t("approveConfirm")}
                  />
                ) : (
                  <ActionForm
                    id="approve"
                    action={actions.approve}
                    submit={t("approve")}
                    hidden={approved}
                    confirm={t("approveConfirm")}
                  />
                )}
              </FreshlyConfirmed>
            </Stack>
          </Section>
        )}
        {batch.items.length > 1 && <Excluding batch={batch} action={actions.exclude} />}
        <Section title={isOwn ? t("withdraw") : t("reject")}>
          <Stack>
            <p>{isOwn ? t("withdrawText") : t("rejectText")}</p>
            <ActionForm
              id="reject"
              action={actions.reject}
              submit={isOwn ? t("withdraw") : t("reject")}
              hidden={hidden}
              tone="danger"
            >
              <TextArea name="reason" label={t("rejectReason")} rows={3} maxLength={1000} />
            </ActionForm>
          </Stack>
        </Section>
      </Stack>
    );

  if (batchAllows(batch.state, "batches.repropose") && batch.items.length > 1 && !batch.mayNotTakePart)
    return <Excluding batch={batch} action={actions.exclude} />;

  if (batchAllows(batch.state, "batches.cancel") && batch.releaseAt && batch.releaseAt > new Date())
    return (
      <Section title={t("cancel")}>
        <Stack>
          <p>
            {t.rich("cancelText", { at: () => batch.releaseAt && <DateTime at={batch.releaseAt} style="datetime" /> })}
          </p>
          <ActionForm
            id="cancel"
            action={actions.cancel}
            submit={t("cancel")}
            hidden={hidden}
            confirm={t("cancelConfirm")}
            tone="danger"
          />
        </Stack>
      </Section>
    );

  return null;
}
