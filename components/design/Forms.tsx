import { getTranslations } from "next-intl/server";
import {
  ActionForm,
  Checkbox,
  FileField,
  RadioGroup,
  Section,
  Select,
  TextArea,
  TextField,
  TypeAhead,
} from "@/components/ui";
import type { FormState } from "@/lib/platform/forms";

const sectors = ["EDUCATION", "STARTUPS", "GOVERNMENT", "PRIVATE"] as const;

/** Every field, empty, filled and at fault. */
export async function Forms({ action }: { action: (state: FormState, data: FormData) => Promise<FormState> }) {
  const t = await getTranslations("design");
  const common = await getTranslations("common");
  return (
    <Section title={t("form")}>
      <p className="mb-5 text-muted">{t("formText")}</p>
      <ActionForm action={action} submit={t("primary")} confirm={t("confirm")} id="design-form">
        <TypeAhead name="name" label={t("name")} hint={t("nameHint")} endpoint="/api/directory" />
        <TextField name="email" type="email" label={t("email")} autoComplete="email" />
        <TextField name="seats" type="number" label={t("seats")} min={1} max={500} />
        <TextArea name="purpose" label={t("purpose")} rows={3} required={false} />
        <Select
          name="sector"
          label={t("sector")}
          options={sectors.map((value) => ({ value, label: common(`sectors.${value}`) }))}
        />
        <RadioGroup
          name="kind"
          legend={t("kind")}
          options={[
            { value: "owner", label: t("owner"), hint: t("ownerHint") },
            { value: "deputy", label: t("deputy") },
          ]}
        />
        <FileField name="file" label={t("file")} hint={common("fileHint")} accept=".pdf,.png,.jpg" />
        <Checkbox name="accept" label={t("accept")} />
      </ActionForm>
    </Section>
  );
}
