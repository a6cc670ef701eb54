import { getTranslations } from "next-intl/server";
import { FreshlyConfirmed } from "@/components/people/FreshlyConfirmed";
import { Signatures } from "@/components/signing/Signatures";
import { SignedForm } from "@/components/signing/SignedForm";
import { ActionForm, Notice, Section, Select, Stack } from "@/components/ui";
import type { findRenewal } from "@/lib/licences/renewals/deskRenewal";
import { renewalReasons } from "@/lib/licences/rules";
import type { Person } from "@/lib/platform/auth/actor";
import type { FormState } from "@/lib/platform/forms";

type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Props = {
  actor: Person;
  renewal: NonNullable<Awaited<ReturnType<typeof findRenewal>>>;
  actions: { propose: Action; approve: Action; sign: Action; decline: Action };
};

/** Who has signed a renewal, and what an approver can do about it now; why not, where not. */
export async function RenewalDecision({ actor, renewal, actions }: Props) {
  const [t, signing, licences] = [
    await getTranslations("licences.renewals"),
    await getTranslations("signing"),
    await getTranslations("licences"),
  ];
  const { id: renewalId, version, state, role, operation, contentHash, act } = renewal;
  const { needed } = renewal.signing;
  const signed = {
    actor,
    ...{ subject: { kind: "act" as const, operation, act }, page: `/desk/licences/renewals/${renewalId}` },
  };
  const hidden = { renewalId, version };
  const proposal = {
    ...{ id: "propose", action: actions.propose, submit: t("propose"), confirm: t("confirm") },
    hidden: { ...hidden, contentHash },
  };
  const approval = { id: "approve", action: actions.approve, submit: t("approve"), confirm: t("confirm"), hidden };
  return (
    <>
      {state !== "ASKED" && (
        <Signatures actor={actor} signing={renewal.signing} owed={signing("owedAct", { needed })}>
          <SignedForm {...signed} id="sign" action={actions.sign} submit={signing("sign")} hidden={{ renewalId }} />
        </Signatures>
      )}
      {role === "close" && <Notice tone="warning">{t("own")}</Notice>}
      {(role === "proposer" || role === "approver") && <Notice tone="neutral">{t("mine")}</Notice>}
      {role === "open" && state === "ASKED" && renewal.licences.length > 0 && (
        <Section title={t("propose")}>
          <Stack>
            <p className="max-w-prose">{t("proposeText")}</p>
            {needed > 0 ? <SignedForm {...signed} {...proposal} /> : <ActionForm {...proposal} />}
          </Stack>
        </Section>
      )}
      {role === "open" && state === "PROPOSED" && (
        <Section title={t("approve")}>
          <Stack>
            <p className="max-w-prose">{t("approveText")}</p>
            <FreshlyConfirmed actor={actor} action="licences.approveRenewal" act={hidden} id="approve">
              {needed > 0 ? <SignedForm {...signed} {...approval} /> : <ActionForm {...approval} />}
            </FreshlyConfirmed>
          </Stack>
        </Section>
      )}
      {(role === "open" || role === "proposer" || role === "approver") && (
        <Section title={t("declineTitle")}>
          <ActionForm id="decline" action={actions.decline} submit={t("decline")} tone="danger" hidden={hidden}>
            <Select
              name="reason"
              label={licences("reason")}
              options={renewalReasons.map((reason) => ({ value: reason, label: t(`reasons.${reason}`) }))}
            />
          </ActionForm>
        </Section>
      )}
    </>
  );
}
