import { getTranslations } from "next-intl/server";
import { SignedForm } from "@/components/signing/SignedForm";
import { ActionForm, Card, LinkButton, Notice, Section, Select, Stack } from "@/components/ui";
import { changeReasons, changesAllowed, changeToSign, isJoint, type LicenceChange } from "@/lib/licences/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import type { FormState } from "@/lib/platform/forms";
import type { DeskLicence } from "./LicenceFacts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Props = { actor: Person; licence: DeskLicence; actions: { suspend: Action; propose: Action } };

/**
 * What the reader may do with the licence now: the table of states and the table of permissions both say yes. While a decision waits for
 * approvers, only the brake; while that waits for its officer's signature, nothing.
 */
export async function LicenceActs({ actor, licence, actions }: Props) {
  const t = await getTranslations("licences");
  const { proposed, suspending } = licence;
  const changes = changesAllowed(licence.state).filter(
    (change) =>
      may(actor, isJoint(change) ? "licences.proposeChange" : "licences.suspend") &&
      !(suspending || (proposed && isJoint(change))),
  );
  if (changes.length === 0 && !proposed && !suspending) return null;
  return (
    <Section title={t("act")}>
      <Stack>
        {suspending && (
          <Notice tone="bad" title={t("unsigned.title")}>
            <p>{t("unsigned.text")}</p>
            <p>
              <LinkButton href={`/desk/licences/decisions/${suspending.id}`}>{t("unsigned.look")}</LinkButton>
            </p>
          </Notice>
        )}
        {proposed && (
          <Notice tone="warning" title={t(`decisions.proposed.${proposed.kind}`)}>
            <p>{t("decisions.proposedText")}</p>
            <p>
              <LinkButton href={`/desk/licences/decisions/${proposed.id}`}>{t("decisions.look")}</LinkButton>
            </p>
          </Notice>
        )}
        {changes.length > 0 && licence.isConcerned && (
          <Notice tone="warning">{(await getTranslations("errors"))("conflictOfInterest")}</Notice>
        )}
        {!licence.isConcerned &&
          changes.map((change) => (
            <Card key={change} title={t(`acts.${change}.title`)}>
              <p className="max-w-xl">{t(`acts.${change}.text`)}</p>
              <ChangeForm actor={actor} licence={licence} change={change} actions={actions} />
            </Card>
          ))}
      </Stack>
    </Section>
  );
}

/** The form of a change, which whoever asks for it signs where the registry asks for signatures. */
async function ChangeForm({ actor, licence, change, actions }: Props & { change: LicenceChange }) {
  const [t, reasons] = [await getTranslations("licences"), await getTranslations("licences.reasons")];
  const { id: licenceId, version, registered } = licence;
  const form = {
    ...{ id: change, submit: t(`acts.${change}.submit`), confirm: t(`acts.${change}.confirm`) },
    tone: change === "reinstate" ? ("primary" as const) : ("danger" as const),
    children: (
      <Select
        name="reason"
        label={t("reason")}
        hint={t("reasonHint")}
        required
        options={changeReasons[change].map((reason) => ({ value: reason, label: reasons(reason) }))}
      />
    ),
  };
  const sent = {
    ...form,
    action: isJoint(change) ? actions.propose : actions.suspend,
    hidden: { licenceId, version, ...(isJoint(change) && { change }) },
  };
  if (licence.signaturesAsked === 0 || registered === null) return <ActionForm {...sent} />;
  const toSign = changeToSign(change, { id: licenceId, version, number: registered, reason: "" });
  const page = `/desk/licences/${licenceId}`;
  return <SignedForm {...sent} actor={actor} subject={{ kind: "act", ...toSign }} page={page} />;
}
