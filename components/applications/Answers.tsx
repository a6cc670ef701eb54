import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DocumentList } from "@/components/documents/DocumentList";
import { Identifier } from "@/components/ui";
import type { DraftField } from "@/lib/applications/merge";
import type { ApplicationView } from "@/lib/applications/queries";
import type { Question } from "@/lib/applications/rules";
import { fieldsOf, sections } from "@/lib/applications/sections";
import { formatNumber } from "@/lib/platform/i18n/format";
import { languageOf } from "@/lib/platform/i18n/languageOf";
import { Link } from "@/lib/platform/i18n/navigation";
import { sectionTitle } from "./sectionTitle";

const contact = ["answers.supportName", "answers.supportEmail"] as const satisfies readonly DraftField[];

type Props = {
  application: ApplicationView;
  /** Each answer leads to where it is changed. */
  mayChange?: boolean;
};

/** Every question of an application with its answer, part by part. */
export async function Answers({ application, mayChange = false }: Props) {
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
  const ofQuestion = (key: Question) => ({
    question: key === "readiness" ? t(`readiness.${institution.sector}.label`) : t(`questions.${key}.label`),
    answer: (
      <>
        {written(answers[key])}
        <Files documents={application.documents.filter(({ purpose }) => purpose === key)} />
      </>
    ),
  });
  const all: Record<DraftField, { question: string; answer: ReactNode }> = {
    seats: { question: t("seats.label"), answer: seats === null ? none : formatNumber(seats, locale) },
    "answers.purpose": ofQuestion("purpose"),
    "answers.builders": ofQuestion("builders"),
    "answers.projects": ofQuestion("projects"),
    "answers.readiness": ofQuestion("readiness"),
    "answers.dataSensitivity": {
      question: t("dataSensitivity.label"),
      answer: answers.dataSensitivity ? t(`dataSensitivity.options.${answers.dataSensitivity}`) : none,
    },
    "answers.supportName": { question: t("support.name"), answer: written(answers.supportName) },
    "answers.supportEmail": {
      question: t("support.email"),
      answer: answers.supportEmail ? <Identifier>{answers.supportEmail}</Identifier> : none,
    },
  };
  // The page of a blind review says that the contact person is withheld: it is not that nobody was named.
  const shown = (section: (typeof sections)[number]) =>
    fieldsOf(section).filter((field) => !(application.isBlind && contact.some((one) => one === field)));
  return (
    <div className="flex flex-col gap-7">
      {sections
        .filter((section) => shown(section).length > 0)
        .map((section) => (
          <section key={section}>
            <h3 className="mb-3 text-lg">{t(sectionTitle(section, institution.sector))}</h3>
            <dl className="flex flex-col gap-5">
              {shown(section).map((field) => {
                const { question, answer } = all[field];
                return (
                  <div key={field} className="border-t border-line pt-3">
                    <dt className="font-semibold">{question}</dt>
                    <dd className="mt-1 max-w-prose">{answer}</dd>
                    {mayChange && (
                      <dd className="mt-1 text-sm">
                        <Link
                          href={`/applications/${application.id}/${section}?from=check#draft-${field}`}
                          className="inline-flex min-h-6 items-center"
                        >
                          {t("check.change")}
                          <span className="sr-only">{` ${question}`}</span>
                        </Link>
                      </dd>
                    )}
                  </div>
                );
              })}
            </dl>
          </section>
        ))}
    </div>
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
