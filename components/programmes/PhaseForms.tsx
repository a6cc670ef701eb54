import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, Checkbox, CheckboxGroup, Select, Stack, TextArea, TextField } from "@/components/ui";
import type { FormState } from "@/lib/platform/forms";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { freeCode, questionsAtMost } from "@/lib/programmes/changes/questions";
import type { PhaseRow, ProgrammeDetail } from "@/lib/programmes/queries";
import { sectors as sectorsInOrder } from "@/lib/programmes/rules";
import type { EligibilityQuestion } from "@/lib/programmes/schema";

type Action = (state: FormState, data: FormData) => Promise<FormState>;

async function Reason() {
  const t = await getTranslations("programmes");
  return <TextArea name="reason" label={t("reason")} hint={t("reasonHint")} rows={2} maxLength={500} required />;
}

/** A phase that there is not yet. */
export async function NewPhaseForm({ programme, action }: { programme: ProgrammeDetail; action: Action }) {
  const [t, sectors] = [await getTranslations("programmes"), await getTranslations("common.sectors")];
  const hidden = { programmeId: programme.id, kind: "NEW_PHASE" };
  return (
    <ActionForm id="new-phase" action={action} submit={t("submit")} hidden={hidden}>
      <TextField
        name="code"
        label={t("phaseCode")}
        hint={t("phaseCodeHint")}
        maxLength={10}
        dir="ltr"
        autoComplete="off"
        required
      />
      <TextField name="nameEn" label={t("phaseNameEn")} maxLength={120} required />
      <TextField name="nameUr" label={t("phaseNameUr")} maxLength={120} required />
      <CheckboxGroup
        name="sectors[]"
        legend={t("phaseSectors")}
        options={sectorsInOrder.map((sector) => ({ value: sector, label: sectors(sector) }))}
      />
      <div className="grid max-w-xl gap-4 sm:grid-cols-2">
        <TextField name="opens" type="date" label={t("opens")} dir="ltr" required />
        <TextField name="closes" type="date" label={t("closes")} dir="ltr" required />
      </div>
      <Select
        name="rubric"
        label={t("phaseRubric")}
        hint={t("phaseRubricHint")}
        options={[
          { value: "", label: t("phaseRubricNewest") },
          ...programme.rubricVersions.map((version) => ({
            value: String(version),
            label: t("rubricVersion", { version }),
          })),
        ]}
        required={false}
      />
      <Reason />
    </ActionForm>
  );
}

/** What each phase asks before the long form; where somebody has applied, it stays as it is. */
export async function QuestionForms({ programme, action }: { programme: ProgrammeDetail; action: Action }) {
  const [t, locale] = [await getTranslations("programmes"), await getLocale()];
  return (
    <>
      {programme.phases.map((phase) => (
        <Stack key={phase.id}>
          <h3 className="text-lg text-ink">{inLanguage(locale, phase.nameEn, phase.nameUr)}</h3>
          {phase.submitted > 0 ? (
            <p>{t("questionsFrozen")}</p>
          ) : (
            <QuestionsForm programmeId={programme.id} phase={phase} action={action} />
          )}
        </Stack>
      ))}
    </>
  );
}

async function QuestionsForm({ programmeId, phase, action }: { programmeId: string; phase: PhaseRow; action: Action }) {
  const t = await getTranslations("programmes");
  const { eligibility } = phase;
  const places: (EligibilityQuestion | undefined)[] =
    eligibility.length < questionsAtMost ? [...eligibility, undefined] : eligibility;
  const free = freeCode(eligibility.map(({ code }) => code));
  return (
    <ActionForm
      id={`questions-${phase.code}`}
      action={action}
      submit={t("submit")}
      hidden={{ programmeId, kind: "ELIGIBILITY", phaseId: phase.id }}
    >
      {places.map((question, place) => {
        const name = (field: string) => `questions.${place}.${field}`;
        const field = (key: "en" | "ur" | "doEn" | "doUr", label: string, most: number) => (
          <TextArea
            name={name(key)}
            label={label}
            rows={2}
            maxLength={most}
            defaultValue={question?.[key]}
            required={question !== undefined}
          />
        );
        return (
          <fieldset
            key={question?.code ?? free}
            className="flex flex-col gap-4 rounded-md border border-line bg-surface p-4 text-ink sm:p-5"
          >
            <legend className="px-1 font-semibold">
              {question ? t("question", { number: place + 1 }) : t("newQuestion")}
            </legend>
            <input type="hidden" name={name("code")} value={question?.code ?? free} />
            {field("en", t("questionEn"), 200)}
            {field("ur", t("questionUr"), 200)}
            {field("doEn", t("doEn"), 300)}
            {field("doUr", t("doUr"), 300)}
            {question && <Checkbox name={name("remove")} label={t("removeQuestion")} />}
          </fieldset>
        );
      })}
      <Reason />
    </ActionForm>
  );
}
