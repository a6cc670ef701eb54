import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DocumentList } from "@/components/documents/DocumentList";
import { UploadForm } from "@/components/documents/UploadForm";
import { ActionForm, LinkButton, Notice, Page, Section, StatusTag } from "@/components/ui";
import { formTexts } from "@/components/ui/formTexts";
import { attachableQuestions, attachmentsOf } from "@/lib/applications/attachments";
import { largestDocument } from "@/lib/documents/rules";
import { type ErrorCode, errorCodes } from "@/lib/platform/errors/codes";
import { redirect } from "@/lib/platform/i18n/navigation";
import { removeFile } from "../../actions";
import { applicationOf } from "../application";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("applications.files"))("title") };
}

/** The files beside the questions of a draft: one question below the other, each file in a form of its own. */
async function FilesPage({ params, searchParams }: Props) {
  const { application, available, locale } = await applicationOf(params, "/files");
  const { id, institution } = application;
  if (!available.includes("applications.attach")) redirect({ href: `/applications/${id}`, locale });
  const { problem, purpose: at, stored } = await searchParams;
  const [t, documents, applications, common, texts] = await Promise.all([
    getTranslations("applications.files"),
    getTranslations("documents"),
    getTranslations("applications"),
    getTranslations("common"),
    formTexts(),
  ]);
  const found = (Object.keys(errorCodes) as ErrorCode[]).find((code) => code === problem);
  const titleOf = (question: (typeof attachableQuestions)[number]) =>
    question === "readiness"
      ? applications(`readiness.${institution.sector}.label`)
      : applications(`questions.${question}.label`);
  return (
    <Page title={t("title")} lead={t("lead")} back={{ href: `/applications/${id}`, label: t("back") }}>
      {stored && (
        <Notice tone="good" live>
          {documents("stored")}
        </Notice>
      )}
      {attachableQuestions.map((question) => {
        const rule = attachmentsOf(question, institution.sector);
        if (!rule) return null;
        const files = application.documents.filter(({ purpose }) => purpose === question);
        const isMissing = rule.required && files.length === 0;
        const tag = files.length > 0 ? "attached" : rule.required ? "required" : "optional";
        return (
          <Section
            key={question}
            title={titleOf(question)}
            aside={
              <StatusTag tone={files.length > 0 ? "good" : isMissing ? "warning" : "neutral"}>
                {documents(tag)}
              </StatusTag>
            }
          >
            <p className="mb-4 max-w-2xl text-muted">
              {question === "readiness" ? t(`hints.readiness.${institution.sector}`) : t(`hints.${question}`)}{" "}
              {t("most", { most: rule.most })}
            </p>
            {files.length > 0 && (
              <div className="mb-5">
                <DocumentList
                  documents={files}
                  showPurpose={false}
                  action={(file) => (
                    <ActionForm
                      id={`remove-${file.id}`}
                      action={removeFile}
                      tone="quiet"
                      submit={
                        <>
                          <span aria-hidden="true">{documents("remove")}</span>
                          <span className="sr-only">{documents("removeFile", { name: file.fileName })}</span>
                        </>
                      }
                      hidden={{ attachmentId: file.id }}
                    />
                  )}
                />
              </div>
            )}
            {files.length < rule.most && (
              <UploadForm
                // A refused file starts the form anew, with what was wrong.
                key={`${problem}-${stored}`}
                address={`/api/documents?${new URLSearchParams({ application: id, purpose: question, locale })}`}
                formId={`upload-${question}`}
                largest={largestDocument}
                problem={at === question ? found : undefined}
                texts={{
                  ...texts,
                  hint: common("fileHint"),
                  upload: documents("upload"),
                  uploading: documents("uploading"),
                  file: files.length > 0 ? t("another") : t("file"),
                }}
              />
            )}
          </Section>
        );
      })}
      <div className="flex flex-wrap gap-3">
        <LinkButton href={`/applications/${id}`}>{t("back")}</LinkButton>
        <LinkButton href={`/applications/${id}/check`} tone="quiet">
          {t("check")}
        </LinkButton>
      </div>
    </Page>
  );
}

export default orNotFound(FilesPage);
