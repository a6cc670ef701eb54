import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { Thread, type ThreadAction } from "@/components/desk/Thread";
import { UploadForm } from "@/components/documents/UploadForm";
import { Disclosure } from "@/components/ui";
import { formTexts } from "@/components/ui/formTexts";
import { type ApplicationView, messagesOf } from "@/lib/applications/queries";
import { allows } from "@/lib/applications/rules";
import { largestDocument } from "@/lib/documents/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import { type ErrorCode, errorCodes } from "@/lib/platform/errors/codes";

type Props = {
  actor: Person;
  application: ApplicationView;
  send: ThreadAction;
  markRead: ThreadAction;
  /** What was wrong with a file that was sent, by the address of the page. */
  problem?: string | string[] | undefined;
};

/** What the institution and the desk wrote to each other about an application, and where to write on. */
export async function Messages({ actor, application, send, markRead, problem }: Props) {
  const messages = await messagesOf(actor, application.id);
  if (!messages || application.receipt === null) return null;
  const t = await getTranslations("applications.messages");
  const { id, state, isMember, institutionId, institution } = application;
  const writes = allows(state, "applications.sendMessage") && may(actor, "applications.sendMessage", { institutionId });
  const marks = may(actor, "applications.markMessagesRead", { institutionId });
  const last = messages.at(-1);
  return (
    <Thread
      id="messages"
      title={t("title")}
      text={t(isMember ? "text" : "deskText")}
      messages={messages}
      isMember={isMember}
      institution={institution}
      send={writes ? { action: send, hidden: { applicationId: id } } : null}
      markRead={marks && last ? { action: markRead, hidden: { applicationId: id, messageId: last.id } } : null}
    >
      {writes && <SendingFile applicationId={id} isMember={isMember} problem={problem} />}
    </Thread>
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
