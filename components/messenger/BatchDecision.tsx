import { getTranslations } from "next-intl/server";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { ActionForm, Card, Notice, Stack, TextArea } from "@/components/ui";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import type { FormState } from "@/lib/platform/forms";
import type { AccountBatch } from "./AccountPlan";

type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Props = { actor: Person; batch: AccountBatch; approve: Action; reject: Action };

/** The second administrator's yes or no; the first one may only take the proposal back. */
export async function BatchDecision({ actor, batch, approve, reject }: Props) {
  const t = await getTranslations("messenger");
  if (!may(actor, "messenger.approve")) return null;
  const approved = { batchId: batch.id, version: batch.version, planHash: batch.planHash ?? "" };
  const isOwn = batch.proposedById === actor.userId;
  return (
    <Stack>
      {isOwn ? (
        <Notice title={t("ownProposal")}>{t("ownProposalText")}</Notice>
      ) : (
        <Card title={t("approve")}>
          <p className="max-w-xl">{t("approveText")}</p>
          <FreshlyConfirmed actor={actor} action="messenger.approve" act={approved} id="approve">
            <ActionForm
              id="approve"
              action={approve}
              submit={t("approveSubmit", { count: batch.accounts.length })}
              hidden={approved}
            />
          </FreshlyConfirmed>
        </Card>
      )}
      <Card title={t("reject")}>
        <p className="max-w-xl">{t("rejectText")}</p>
        <ActionForm
          id="reject"
          action={reject}
          submit={t("rejectSubmit")}
          tone="quiet"
          hidden={{ batchId: batch.id, version: batch.version }}
        >
          <TextArea name="reason" label={t("rejectReasonLabel")} rows={3} required maxLength={500} />
        </ActionForm>
      </Card>
    </Stack>
  );
}
