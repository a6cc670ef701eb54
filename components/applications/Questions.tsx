import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { RadioGroup, TextArea, TextField } from "@/components/ui";
import { attachmentsOf } from "@/lib/applications/attachments";
import type { DraftField } from "@/lib/applications/merge";
import type { ApplicationView } from "@/lib/applications/queries";
import { dataSensitivities, type Question, questionKeys, questions, seatsAsked } from "@/lib/applications/rules";
import { Link } from "@/lib/platform/i18n/navigation";
import { Disputed } from "./Disputed";

type Props = { application: ApplicationView; fields: readonly DraftField[] };

/** Fields of an application, with what was saved so far. */
export async function Questions({ application, fields }: Props) {
  const t = await getTranslations("applications");
  const together = await getTranslations("applications.edit.together");
  const { answers, seats, institution } = application;
  const texts = {
    title: together("title"),
    mine: together("mine"),
    theirs: together("theirs"),
    nothing: together("nothing"),
    which: together("which"),
    takeMine: together("takeMine"),
    takeTheirs: together("takeTheirs"),
    takeBoth: together("takeBoth"),
    tooLong: together("tooLong"),
    arrived: together("arrived"),
  };
  const files = (key: Question) => {
    const rule = attachmentsOf(key, institution.sector);
    if (!rule) return null;
    const count = application.documents.filter(({ purpose }) => purpose === key).length;
    return (
      <p className="mt-2 text-sm">
        <Link href={`/applications/${application.id}/files`} className="inline-flex min-h-6 items-center">
          {t(rule.required && count === 0 ? "files.linkRequired" : "files.link", { count })}
        </Link>
      </p>
    );
  };
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
  const sensitivities = dataSensitivities.map((value) => ({
    value,
    label: t(`dataSensitivity.options.${value}`),
    hint: t(`dataSensitivity.hints.${value}`),
  }));
  const all: Record<DraftField, ReactNode> = {
    seats: (
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
    ),
    "answers.purpose": written("purpose", 6),
    "answers.builders": written("builders", 4),
    "answers.projects": written("projects", 6),
    "answers.readiness": written("readiness", 5),
    "answers.dataSensitivity": (
      <RadioGroup
        name="answers.dataSensitivity"
        legend={t("dataSensitivity.label")}
        defaultValue={answers.dataSensitivity}
        options={sensitivities}
      />
    ),
    "answers.supportName": (
      <TextField
        name="answers.supportName"
        label={t("support.name")}
        hint={t("support.nameHint")}
        maxLength={120}
        defaultValue={answers.supportName}
      />
    ),
    "answers.supportEmail": (
      <TextField
        name="answers.supportEmail"
        label={t("support.email")}
        type="email"
        maxLength={254}
        defaultValue={answers.supportEmail}
      />
    ),
  };
  const names = Object.fromEntries(sensitivities.map(({ value, label }) => [value, label]));
  return fields.map((field) => {
    const question = questionKeys.find((key) => field === `answers.${key}`);
    return (
      <div key={field}>
        {all[field]}
        <Disputed field={field} texts={texts} {...(field === "answers.dataSensitivity" && { names })} />
        {question && files(question)}
      </div>
    );
  });
}
