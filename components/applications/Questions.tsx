import { getTranslations } from "next-intl/server";
import { RadioGroup, TextArea, TextField } from "@/components/ui";
import type { ApplicationView } from "@/lib/applications/queries";
import { dataSensitivities, type Question, questions, seatsAsked } from "@/lib/applications/rules";

/** The fields of an application, with what was saved so far. */
export async function Questions({ application }: { application: ApplicationView }) {
  const t = await getTranslations("applications");
  const { answers, seats, institution } = application;
  const written = (key: Question, rows: number) => {
    const words = key === "readiness" ? (`readiness.${institution.sector}` as const) : (`questions.${key}` as const);
    return (
      <TextArea
        name={`answers.${key}`}
        label={t(`${words}.label`)}
        hint={t(`${words}.hint`, questions[key])}
        rows={rows}
        maxLength={questions[key].most}
        defaultValue={answers[key]}
      />
    );
  };
  return (
    <>
      <TextField
        name="seats"
        label={t("seats.label")}
        hint={t("seats.hint", { most: seatsAsked.most })}
        type="number"
        inputMode="numeric"
        min={seatsAsked.least}
        max={seatsAsked.most}
        defaultValue={seats}
      />
      {written("purpose", 6)}
      {written("builders", 4)}
      {written("projects", 6)}
      {written("readiness", 5)}
      <RadioGroup
        name="answers.dataSensitivity"
        legend={t("dataSensitivity.label")}
        defaultValue={answers.dataSensitivity}
        options={dataSensitivities.map((value) => ({
          value,
          label: t(`dataSensitivity.options.${value}`),
          hint: t(`dataSensitivity.hints.${value}`),
        }))}
      />
      <TextField
        name="answers.supportName"
        label={t("support.name")}
        hint={t("support.nameHint")}
        maxLength={120}
        defaultValue={answers.supportName}
      />
      <TextField
        name="answers.supportEmail"
        label={t("support.email")}
        type="email"
        maxLength={254}
        defaultValue={answers.supportEmail}
      />
    </>
  );
}
