import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DocumentList } from "@/components/documents/DocumentList";
import { Identifier } from "@/components/ui";
import type { ApplicationView } from "@/lib/applications/queries";
import { questionKeys } from "@/lib/applications/rules";
import { formatNumber } from "@/lib/platform/i18n/format";
import { languageOf } from "@/lib/platform/i18n/languageOf";

/** Every question of an application with its answer. */
export async function Answers({ application }: { application: ApplicationView }) {
  const t = await getTranslations("applications");
  const locale = await getLocale();
  const { answers, seats, institution } = application;
  const none = <span className="text-muted">{t("check.noAnswer")}</span>;
  const written = (text: string | undefined) =>
    text?.trim() ? (
      <p dir="auto" lang={languageOf(text.trim())} className="break-words whitespace-pre-line">
        {text.trim()}
      </p>
    ) : (
      none
    );
  const items: { key: string; question: string; answer: ReactNode }[] = [
    { key: "seats", question: t("seats.label"), answer: seats === null ? none : formatNumber(seats, locale) },
    ...questionKeys.map((key) => ({
      key,
      question: key === "readiness" ? t(`readiness.${institution.sector}.label`) : t(`questions.${key}.label`),
      answer: (
        <>
          {written(answers[key])}
          <Files documents={application.documents.filter(({ purpose }) => purpose === key)} />
        </>
      ),
    })),
    {
      key: "dataSensitivity",
      question: t("dataSensitivity.label"),
      answer: answers.dataSensitivity ? t(`dataSensitivity.options.${answers.dataSensitivity}`) : none,
    },
    {
      key: "support",
      question: t("support.name"),
      answer: (
        <>
          {written(answers.supportName)}
          {answers.supportEmail && <Identifier>{answers.supportEmail}</Identifier>}
        </>
      ),
    },
  ];
  return (
    <dl className="flex flex-col gap-5">
      {items.map(({ key, question, answer }) => (
        <div key={key} className="border-t border-line pt-3">
          <dt className="font-semibold">{question}</dt>
          <dd className="mt-1 max-w-prose">{answer}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What was attached to an answer. */
function Files({ documents }: { documents: ApplicationView["documents"] }) {
  if (documents.length === 0) return null;
  return (
    <div className="mt-3">
      <DocumentList documents={documents} showPurpose={false} />
    </div>
  );
}
