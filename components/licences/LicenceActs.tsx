import { getTranslations } from "next-intl/server";
import { ActionForm, Card, Notice, Section, Select, Stack } from "@/components/ui";
import { changeReasons, changesAllowed, type LicenceChange } from "@/lib/licences/rules";
import type { Actor } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import type { FormState } from "@/lib/platform/forms";
import type { DeskLicence } from "./LicenceFacts";

type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Props = { actor: Actor; licence: DeskLicence & { isConcerned: boolean }; actions: Record<LicenceChange, Action> };

/** What the reader may do with the licence now: the table of states and the table of permissions both say yes. */
export async function LicenceActs({ actor, licence, actions }: Props) {
  const t = await getTranslations("licences");
  const reasons = await getTranslations("licences.reasons");
  const changes = changesAllowed(licence.state).filter((change) => may(actor, `licences.${change}`));
  if (changes.length === 0) return null;
  if (licence.isConcerned)
    return (
      <Section title={t("act")}>
        <Notice tone="warning">{(await getTranslations("errors"))("conflictOfInterest")}</Notice>
      </Section>
    );
  return (
    <Section title={t("act")}>
      <Stack>
        {changes.map((change) => (
          <Card key={change} title={t(`acts.${change}.title`)}>
            <p className="max-w-xl">{t(`acts.${change}.text`)}</p>
            <ActionForm
              id={change}
              action={actions[change]}
              submit={t(`acts.${change}.submit`)}
              confirm={t(`acts.${change}.confirm`)}
              tone={change === "reinstate" ? "primary" : "danger"}
              hidden={{ licenceId: licence.id, version: licence.version }}
            >
              <Select
                name="reason"
                label={t("reason")}
                hint={t("reasonHint")}
                required
                options={changeReasons[change].map((reason) => ({ value: reason, label: reasons(reason) }))}
              />
            </ActionForm>
          </Card>
        ))}
      </Stack>
    </Section>
  );
}
