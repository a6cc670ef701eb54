import { getTranslations } from "next-intl/server";
import { ActionForm, Checkbox, Disclosure, RadioGroup, TextArea, TextField } from "@/components/ui";
import type { FormState } from "@/lib/platform/forms";
import type { Criterion } from "@/lib/programmes/schema";
import type { RubricDetail } from "@/lib/reviews/rubrics/queries";
import { criteriaAtMost } from "@/lib/reviews/rubrics/rules";

type Props = { rubric: RubricDetail; save: (state: FormState, data: FormData) => Promise<FormState> };

/** Every criterion of a draft, and an empty place for one more: saving brings the next. */
export async function RubricEditor({ rubric, save }: Props) {
  const t = await getTranslations("rubrics");
  const { id, revision, criteria } = rubric;
  const places: (Criterion | undefined)[] = criteria.length < criteriaAtMost ? [...criteria, undefined] : criteria;
  return (
    <ActionForm key={revision} id="rubric" action={save} submit={t("save")} hidden={{ rubricId: id, revision }}>
      {places.map((criterion, index) => (
        <Place key={criterion?.code ?? "new"} index={index} criterion={criterion} />
      ))}
      <TextField
        name="spread"
        label={t("spread")}
        hint={t("spreadHint")}
        type="number"
        inputMode="numeric"
        min={1}
        max={100}
        defaultValue={Math.round(rubric.spread / 100)}
        required
      />
      <RadioGroup
        name="applicant"
        legend={t("applicant")}
        options={[
          { value: "shown", label: t("applicants.shown") },
          { value: "hidden", label: t("applicants.hidden"), hint: t("applicants.hiddenHint") },
        ]}
        defaultValue={rubric.blind ? "hidden" : "shown"}
      />
    </ActionForm>
  );
}

async function Place({ index, criterion }: { index: number; criterion: Criterion | undefined }) {
  const t = await getTranslations("rubrics");
  const name = (field: string) => `criteria.${index}.${field}`;
  const required = criterion !== undefined;
  return (
    <fieldset className="flex flex-col gap-4 rounded-md border border-line bg-surface p-4 sm:p-5">
      <legend className="px-1 font-semibold">{criterion ? t("place", { number: index + 1 }) : t("newPlace")}</legend>
      <TextField name={name("en")} label={t("en")} defaultValue={criterion?.en} maxLength={200} required={required} />
      <TextField name={name("ur")} label={t("ur")} defaultValue={criterion?.ur} maxLength={200} required={required} />
      <TextField
        name={name("code")}
        label={t("code")}
        hint={t("codeHint")}
        defaultValue={criterion?.code}
        maxLength={31}
        dir="ltr"
        required={required}
      />
      <TextField
        name={name("weight")}
        label={t("weightField")}
        type="number"
        inputMode="numeric"
        min={1}
        max={100}
        defaultValue={criterion?.weight}
        required={required}
      />
      <TextField
        name={name("max")}
        label={t("maxField")}
        type="number"
        inputMode="numeric"
        min={1}
        max={100}
        defaultValue={criterion?.max}
        required={required}
      />
      <Disclosure quiet title={t("helpFields")}>
        <div className="flex flex-col gap-4">
          {(["helpEn", "helpUr", "lowEn", "lowUr", "highEn", "highUr"] as const).map((field) => (
            <TextArea
              key={field}
              name={name(field)}
              label={t(field)}
              rows={2}
              maxLength={600}
              required={false}
              defaultValue={criterion?.[field]}
            />
          ))}
        </div>
      </Disclosure>
      {criterion && <Checkbox name={name("remove")} label={t("removePlace")} />}
    </fieldset>
  );
}
