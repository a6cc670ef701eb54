import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { UploadForm } from "@/components/documents/UploadForm";
import { ActionForm, DateTime, Disclosure, Section, StatusTag, TextArea, Written } from "@/components/ui";
import { formTexts } from "@/components/ui/formTexts";
import { type ApplicationView, type Message, messagesOf } from "@/lib/applications/queries";
import { allows } from "@/lib/applications/rules";
import { largestDocument } from "@/lib/documents/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { type ErrorCode, errorCodes } from "@/lib/platform/errors/codes";
import type { FormState } from "@/lib/platform/forms";
import { formatSize } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { languageOf } from "@/lib/platform/i18n/languageOf";

type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Props = {
  actor: Person;
  application: ApplicationView;
  send: Action;
  markRead: Action;
  /** What was wrong with a file that was sent, by the address of the page. */
  problem?: string | string[] | undefined;
};

/** What the institution and the desk wrote to each other about a case, and where to write on. */
export async function Messages({ actor, application, send, markRead, problem }: Props) {
  const messages = await messagesOf(actor, application.id);
  if (!messages || application.receipt === null) return null;
  const t = await getTranslations("applications.messages");
  const { id, state, isMember, institutionId } = application;
  const unread = messages.filter(({ isNew }) => isNew);
  const writes = allows(state, "applications.sendMessage") && may(actor, "applications.sendMessage", { institutionId });
  const last = messages.at(-1);
  return (
    <div id="messages">
      <Section
        title={t("title")}
        aside={unread.length > 0 && <StatusTag tone="progress">{t("unread", { count: unread.length })}</StatusTag>}
      >
        <div className="flex flex-col gap-5">
          <p className="max-w-prose text-muted">{t(isMember ? "text" : "deskText")}</p>
          {messages.length > 0 && (
            <ol className="flex flex-col gap-4">
              {messages.map((message) => (
                <One key={message.id} message={message} application={application} />
              ))}
            </ol>
          )}
          {unread.length > 0 && last && may(actor, "applications.markMessagesRead", { institutionId }) && (
            <ActionForm
              id="messages-read"
              action={markRead}
              submit={t("markRead")}
              tone="quiet"
              hidden={{ applicationId: id, messageId: last.id }}
            />
          )}
          {writes && (
            <ActionForm id="message" action={send} submit={t("send")} hidden={{ applicationId: id, key: randomUUID() }}>
              <TextArea
                name="text"
                label={t(isMember ? "toDesk" : "toInstitution")}
                hint={t("hint")}
                rows={4}
                maxLength={4000}
                required
              />
            </ActionForm>
          )}
          {writes && <SendingFile applicationId={id} isMember={isMember} problem={problem} />}
        </div>
      </Section>
    </div>
  );
}

/** A file instead of words; its form is a plain one, so that a file that is too large is refused with a sentence. */
async function SendingFile({
  applicationId,
  isMember,
  problem,
}: {
  applicationId: string;
  isMember: boolean;
  problem: Props["problem"];
}) {
  const [t, documents, common, texts, locale] = await Promise.all([
    getTranslations("applications.messages"),
    getTranslations("documents"),
    getTranslations("common"),
    formTexts(),
    getLocale(),
  ]);
  const found = (Object.keys(errorCodes) as ErrorCode[]).find((code) => code === problem);
  const address = new URLSearchParams({ application: applicationId, message: randomUUID(), locale });
  if (!isMember) address.set("desk", "1");
  return (
    <Disclosure title={t("file")} open={found !== undefined}>
      <p className="mb-4 max-w-prose text-muted">{t("fileText")}</p>
      <UploadForm
        // A refused file starts the form anew, with what was wrong.
        key={found}
        address={`/api/documents?${address}`}
        formId="message-file"
        largest={largestDocument}
        problem={found}
        texts={{
          ...texts,
          file: t("fileLabel"),
          hint: common("fileHint"),
          upload: t("fileSend"),
          uploading: documents("uploading"),
        }}
      />
    </Disclosure>
  );
}

async function One({ message, application }: { message: Message; application: ApplicationView }) {
  const [t, locale] = [await getTranslations("applications.messages"), await getLocale()];
  const { side, from, text, file, at, isNew } = message;
  const { institution, isMember } = application;
  const isOwn = (side === "INSTITUTION") === isMember;
  return (
    <li className={`max-w-prose border-s-4 ps-4 ${isOwn ? "border-line" : "border-brand"}`}>
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-muted">
        <span className="font-semibold text-ink">
          {side === "DESK" ? t("desk") : <Written>{inLanguage(locale, institution.name, institution.nameUr)}</Written>}
          {from && (
            <>
              {" · "}
              <Written>{from}</Written>
            </>
          )}
        </span>
        <DateTime at={at} style="datetime" />
        {isNew && <StatusTag tone="progress">{t("new")}</StatusTag>}
      </p>
      {file ? (
        <p className="mt-1">
          <a href={`/api/documents/${file.id}`} download className="font-semibold break-words">
            <Written>{file.fileName}</Written>
          </a>{" "}
          <span className="text-sm text-muted">({formatSize(file.size, locale)})</span>
        </p>
      ) : (
        <p dir="auto" lang={languageOf(text)} className="mt-1 break-words whitespace-pre-line">
          {text}
        </p>
      )}
    </li>
  );
}
