import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import {
  ActionForm,
  CheckboxGroup,
  Notice,
  Page,
  RadioGroup,
  Section,
  Select,
  Stack,
  TextArea,
  TextField,
} from "@/components/ui";
import { findDecision } from "@/lib/batches/queries";
import { facts } from "@/lib/batches/reasons";
import { reasonCodes } from "@/lib/batches/rules";
import { requirePerson } from "@/lib/platform/auth/session";
import { decide, remove } from "../actions";

type Props = { params: Promise<{ id: string; applicationId: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("batches"))("decide") };
}

async function DecisionPage({ params }: Props) {
  const { id, applicationId } = await params;
  const actor = await requirePerson(`/desk/batches/${id}/${applicationId}`);
  const decision = await findDecision(actor, id, applicationId);
  if (!decision) notFound();
  const t = await getTranslations("batches");
  const { batch, application, item } = decision;
  const most = application.held ?? application.seats;
  const hidden = { batchId: batch.id, version: batch.version, applicationId };
  return (
    <Page
      title={t.rich("decideTitle", { receipt: () => <bdi className="whitespace-nowrap">{application.receipt}</bdi> })}
      lead={t("decideLead", { institution: application.institution, asked: application.seats })}
      back={{ href: `/desk/batches/${batch.id}`, label: t("batch", { code: batch.code }) }}
    >
      {application.held !== null && <Notice>{t("held", { held: application.held })}</Notice>}
      <ActionForm id="decision" action={decide} submit={t("save")} hidden={hidden}>
        <RadioGroup
          name="outcome"
          legend={t("outcome")}
          options={[
            { value: "AWARD", label: t("award"), hint: t("awardHint") },
            ...(application.held === null
              ? [{ value: "WAITLIST", label: t("waitlist"), hint: t("waitlistHint") }]
              : []),
            { value: "DECLINE", label: t("decline"), hint: t("declineHint") },
          ]}
          defaultValue={item?.outcome ?? "AWARD"}
        />
        <TextField
          name="seats"
          label={t("seatsField")}
          hint={t("seatsHint", { asked: most })}
          type="number"
          inputMode="numeric"
          min={0}
          max={most}
          defaultValue={item?.outcome === "AWARD" ? item.seats : most}
        />
        <Select
          name="reason"
          label={t("reasonField")}
          hint={t("reasonHint")}
          options={[
            { value: "", label: t("reasonNone") },
            ...reasonCodes.less.map((code) => ({
              value: code,
              label: t("reasonLess", { title: t(`reasons.${code}.title`) }),
            })),
            ...reasonCodes.decline.map((code) => ({
              value: code,
              label: t("reasonDecline", { title: t(`reasons.${code}.title`) }),
            })),
          ]}
          defaultValue={item?.reason ?? ""}
        />
        <CheckboxGroup
          name="evidence[]"
          legend={t("evidenceField")}
          hint={t("evidenceHint")}
          options={facts.map((fact) => ({ value: fact, label: t(`facts.${fact}`) }))}
          defaultValues={item?.evidence ?? []}
        />
        <TextArea
          name="note"
          label={t("note")}
          hint={t("noteHint")}
          rows={4}
          maxLength={1000}
          required={false}
          defaultValue={item?.note}
        />
      </ActionForm>
      {item && (
        <Section title={t("remove")}>
          <Stack>
            <ActionForm id="remove" action={remove} submit={t("remove")} hidden={hidden} tone="danger" />
          </Stack>
        </Section>
      )}
    </Page>
  );
}

export default orNotFound(DecisionPage);
