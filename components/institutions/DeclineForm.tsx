import { getTranslations } from "next-intl/server";
import { ActionForm, RadioGroup, Section, TextArea } from "@/components/ui";
import { declineReasons } from "@/lib/institutions/declining/rules";
import type { FormState } from "@/lib/platform/forms";

/** Where an officer proposes that a registration is refused for good. */
export async function DeclineForm({
  institution,
  decline,
}: {
  institution: { id: string; version: number };
  decline: (state: FormState, data: FormData) => Promise<FormState>;
}) {
  const t = await getTranslations("institutions");
  const { id, version } = institution;
  return (
    <Section title={t("decline.title")}>
      <p className="mb-4 max-w-2xl">{t("decline.lead")}</p>
      <ActionForm
        id="decline"
        action={decline}
        submit={t("decline.propose")}
        tone="danger"
        hidden={{ institutionId: id, version }}
      >
        <RadioGroup
          name="reason"
          legend={t("decline.reason")}
          options={declineReasons.map((reason) => ({
            value: reason,
            label: t(`declines.${reason}.label`),
            hint: t(`declines.${reason}.criterion`),
          }))}
        />
        <TextArea
          name="evidence"
          label={t("decline.evidence")}
          hint={t("decline.evidenceHint")}
          rows={4}
          maxLength={1000}
        />
      </ActionForm>
    </Section>
  );
}
