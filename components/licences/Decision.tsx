import { getTranslations } from "next-intl/server";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { Signatures } from "@/components/signing/Signatures";
import { SignedForm } from "@/components/signing/SignedForm";
import { ActionForm, Notice, Section, Stack, TextArea } from "@/components/ui";
import { isJoint } from "@/lib/licences/rules";
import type { Person } from "@/lib/platform/auth/actor";
import type { FormState } from "@/lib/platform/forms";
import type { DeskChange } from "./DecisionFacts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Props = { actor: Person; change: DeskChange; actions: { approve: Action; sign: Action; reject: Action } };

/** Who has signed a decision on a licence, or a suspension, and what an approver can do about it now; why not, where not. */
export async function Decision({ actor, change, actions }: Props) {
  const [t, signing] = [await getTranslations("licences.decisions"), await getTranslations("signing")];
  const { id: licenceChangeId, kind, role, operation, act } = change;
  const { needed } = change.signing;
  const isMine = role === "proposer";
  const signed = {
    ...{
      actor,
      subject: { kind: "act" as const, operation, act },
      page: `/desk/licences/decisions/${licenceChangeId}`,
    },
    hidden: { licenceChangeId },
  };
  const approval = { id: "approve", action: actions.approve, submit: t("approve") };
  const sign = <SignedForm {...signed} id="sign" action={actions.sign} submit={signing("sign")} />;
  const reject = (
    <ActionForm
      id="reject"
      action={actions.reject}
      submit={isMine || !isJoint(kind) ? t("withdraw") : t("reject")}
      hidden={{ licenceChangeId }}
      tone="danger"
    >
      <TextArea name="reason" label={t("rejectReason")} rows={3} maxLength={1000} required />
    </ActionForm>
  );
  if (!isJoint(kind)) {
    const mayTakeBack = (isMine || role === "open") && !change.isSigned;
    return (
      <>
        <Signatures actor={actor} signing={change.signing} owed={t("alone.owed")}>
          {sign}
        </Signatures>
        {role === "concerned" && <Notice tone="warning">{t("own")}</Notice>}
        {mayTakeBack && (
          <Section title={t("withdraw")}>
            <Stack>
              <p className="max-w-prose">{t("alone.withdrawText")}</p>
              {reject}
            </Stack>
          </Section>
        )}
      </>
    );
  }
  const confirm = t(`approveConfirm.${kind}`);
  return (
    <>
      <Signatures actor={actor} signing={change.signing} owed={signing("owedAct", { needed })}>
        {sign}
      </Signatures>
      {role === "concerned" && <Notice tone="warning">{t("own")}</Notice>}
      {isMine && <Notice tone="neutral">{t("mine")}</Notice>}
      {role === "approver" && <Notice tone="good">{t("done")}</Notice>}
      {role === "open" && (
        <Section title={t("approve")}>
          <Stack>
            <p className="max-w-prose">{t("approveText")}</p>
            <FreshlyConfirmed actor={actor} action="licences.approveChange" act={{ licenceChangeId }} id="approve">
              {needed > 0 ? (
                <SignedForm {...signed} {...approval} confirm={confirm} />
              ) : (
                <ActionForm {...approval} confirm={confirm} hidden={{ licenceChangeId }} />
              )}
            </FreshlyConfirmed>
          </Stack>
        </Section>
      )}
      {(role === "open" || isMine || role === "approver") && (
        <Section title={isMine ? t("withdraw") : t("reject")}>
          <Stack>
            <p className="max-w-prose">{t("rejectText")}</p>
            {reject}
          </Stack>
        </Section>
      )}
    </>
  );
}
