import { getTranslations } from "next-intl/server";
import {
  ActionForm,
  Checkbox,
  CheckboxGroup,
  FileField,
  RadioGroup,
  Select,
  Stack,
  TextArea,
  TextField,
  TypeAhead,
} from "@/components/ui";
import { formTexts } from "@/components/ui/formTexts";
import type { FormState } from "@/lib/platform/forms";
import { Specimen } from "./Chapter";
import { FailedFields } from "./FailedFields";

const sectors = ["EDUCATION", "STARTUPS", "GOVERNMENT", "PRIVATE"] as const;
const parts = ["TextField", "TextArea", "Select", "RadioGroup", "Checkbox", "CheckboxGroup", "FileField", "TypeAhead"];

/** Every field: empty in a form that can be sent, filled and long, and at fault. */
export async function Forms({ action }: { action: (state: FormState, data: FormData) => Promise<FormState> }) {
  const t = await getTranslations("design");
  const common = await getTranslations("common");
  const options = sectors.map((value) => ({ value, label: common(`sectors.${value}`) }));
  const kinds = [
    { value: "owner", label: t("owner"), hint: t("ownerHint") },
    { value: "deputy", label: t("deputy") },
  ];
  const texts = await formTexts();
  return (
    <>
      <Specimen title={t("emptyForm")} parts={["ActionForm", "ErrorSummary", ...parts]} says={t("formText")}>
        <ActionForm action={action} submit={t("primary")} confirm={t("confirm")} id="design-form">
          <TypeAhead name="name" label={t("name")} hint={t("nameHint")} endpoint="/api/directory" />
          <TextField name="email" type="email" label={t("email")} autoComplete="email" />
          <TextField name="seats" type="number" label={t("seats")} min={1} max={500} />
          <TextArea name="purpose" label={t("purpose")} rows={3} required={false} />
          <Select name="sector" label={t("sector")} options={options} />
          <RadioGroup name="kind" legend={t("kind")} options={kinds} />
          <CheckboxGroup name="kinds[]" legend={t("kind")} options={kinds} />
          <FileField name="file" label={t("file")} hint={common("fileHint")} accept=".pdf,.png,.jpg" />
          <Checkbox name="accept" label={t("accept")} />
        </ActionForm>
      </Specimen>
      <div className="grid gap-10 lg:grid-cols-2">
        <Specimen title={t("filledForm")}>
          <Stack>
            <TextField name="filled-name" label={t("name")} defaultValue={t("longText")} />
            <TextArea name="filled-purpose" label={t("purpose")} defaultValue={t("longText")} rows={3} />
            <fieldset disabled className="flex flex-col gap-5">
              <legend className="sr-only">{t("disabled")}</legend>
              <TextField name="disabled-email" label={t("email")} defaultValue="focal@demo.example" dir="ltr" />
              <Select name="disabled-sector" label={t("sector")} options={options} defaultValue="EDUCATION" />
              <Checkbox name="disabled-accept" label={t("accept")} defaultChecked />
            </fieldset>
          </Stack>
        </Specimen>
        <Specimen title={t("failedForm")}>
          <FailedFields names={["failed-name", "failed-sector", "failed-kind", "failed-accept"]} texts={texts}>
            <Stack>
              <TextField name="failed-name" label={t("name")} hint={t("nameHint")} />
              <Select name="failed-sector" label={t("sector")} options={options} />
              <RadioGroup name="failed-kind" legend={t("kind")} options={kinds} />
              <Checkbox name="failed-accept" label={t("accept")} />
            </Stack>
          </FailedFields>
        </Specimen>
      </div>
    </>
  );
}
