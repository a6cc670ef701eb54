import { getTranslations } from "next-intl/server";
import { orNotFound } from "@/app/[locale]/orNotFound";
import { DocumentList } from "@/components/documents/DocumentList";
import { UploadForm } from "@/components/documents/UploadForm";
import { documentsMissing } from "@/components/institutions/tasks";
import { ActionForm, LinkButton, Notice, Page, Section, StatusTag } from "@/components/ui";
import { formTexts } from "@/components/ui/formTexts";
import { largestDocument } from "@/lib/documents/rules";
import { documentsExpected } from "@/lib/institutions/rules";
import { type ErrorCode, errorCodes } from "@/lib/platform/errors/codes";
import { remove } from "../../actions";
import { editableInstitution } from "../institution";

type Props = {
  params: Promise<{ locale: string; id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata() {
  return { title: (await getTranslations("documents"))("title") };
}

async function DocumentsPage({ params, searchParams }: Props) {
  const { institution, locale } = await editableInstitution(params, "/documents");
  const { problem, purpose: at, stored } = await searchParams;
  const [t, institutions, tasks, common, ofForms] = await Promise.all([
    getTranslations("documents"),
    getTranslations("institutions"),
    getTranslations("institutions.tasks"),
    getTranslations("common"),
    formTexts(),
  ]);
  const found = (Object.keys(errorCodes) as ErrorCode[]).find((code) => code === problem);
  const texts = {
    ...ofForms,
    hint: common("fileHint"),
    upload: t("upload"),
    uploading: t("uploading"),
  };
  const needed = documentsMissing(institution).map((purpose) => t(`purposes.${purpose}`));
  const remaining =
    needed.length > 0 ? tasks("needed", { documents: needed.join(institutions("listSeparator")) }) : t("complete");
  const expected = documentsExpected(institution);
  const unexpected = institution.documents.filter(
    (document) => !expected.some(({ purpose }) => purpose === document.purpose),
  );
  const removal = (document: (typeof institution.documents)[number]) => (
    <ActionForm
      id={`remove-${document.id}`}
      action={remove}
      tone="quiet"
      submit={
        <>
          <span aria-hidden="true">{t("remove")}</span>
          <span className="sr-only">{t("removeFile", { name: document.fileName })}</span>
        </>
      }
      hidden={{ documentId: document.id }}
    />
  );
  return (
    <Page title={t("title")} lead={t("lead")} back={{ href: `/institutions/${institution.id}`, label: tasks("title") }}>
      {stored ? (
        <Notice tone="good" live>
          {t("stored")} {remaining}
        </Notice>
      ) : (
        needed.length > 0 && <Notice>{remaining}</Notice>
      )}
      {expected.map(({ purpose, required }) => {
        const documents = institution.documents.filter((document) => document.purpose === purpose);
        const tag =
          documents.length > 0 ? (
            <StatusTag tone="good">{t("attached")}</StatusTag>
          ) : (
            <StatusTag tone={required ? "progress" : "neutral"}>{required ? t("required") : t("optional")}</StatusTag>
          );
        const address = new URLSearchParams({ institution: institution.id, purpose, locale });
        return (
          <Section key={purpose} title={t(`purposes.${purpose}`)} aside={tag}>
            <p className="mb-4 max-w-2xl text-muted">{t(`hints.${purpose}`)}</p>
            {documents.length > 0 && (
              <div className="mb-5">
                <DocumentList documents={documents} showPurpose={false} action={removal} />
              </div>
            )}
            <UploadForm
              // A refused file starts the form anew, with what was wrong.
              key={`${problem}-${stored}`}
              address={`/api/documents?${address}`}
              formId={`upload-${purpose}`}
              largest={largestDocument}
              problem={at === purpose ? found : undefined}
              texts={{
                ...texts,
                file: t(documents.length > 0 ? "another" : "file", { purpose: t(`purposes.${purpose}`) }),
              }}
            />
          </Section>
        );
      })}
      {unexpected.length > 0 && (
        <Section title={t("unexpected")}>
          <p className="mb-4 max-w-2xl text-muted">{t("unexpectedText")}</p>
          <DocumentList documents={unexpected} action={removal} />
        </Section>
      )}
      <div>
        <LinkButton href={`/institutions/${institution.id}/terms`}>{t("continue")}</LinkButton>
      </div>
    </Page>
  );
}

export default orNotFound(DocumentsPage);
