import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ActionForm, DateTime, Section, StatusTag, TextArea, Written } from "@/components/ui";
import type { Message } from "@/lib/desk/thread";
import type { FormState } from "@/lib/platform/forms";
import { formatSize } from "@/lib/platform/i18n/format";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { languageOf } from "@/lib/platform/i18n/languageOf";

/** What a form of a thread does. */
export type ThreadAction = (state: FormState, data: FormData) => Promise<FormState>;

type Form = { action: ThreadAction; hidden: Record<string, string> };

type Props = {
  /** Where on its page the thread stands: a letter leads there. */
  id: string;
  title: string;
  /** Who answers, and who reads along. */
  text: string;
  /** What a member's own message is called, where it does not go to the desk as a whole. */
  answering?: string;
  messages: readonly Message[];
  isMember: boolean;
  institution: { name: string; nameUr: string | null };
  /** Null for whoever may not write now. */
  send: Form | null;
  /** Null for whoever has nothing to mark. */
  markRead: Form | null;
  children?: ReactNode;
};

/** What an institution and the desk wrote to each other about a case, and where to write on. */
export async function Thread(props: Props) {
  const { id, title, text, answering, messages, isMember, institution, send, markRead, children } = props;
  const t = await getTranslations("applications.messages");
  const unread = messages.filter(({ isNew }) => isNew);
  return (
    <div id={id}>
      <Section
        title={title}
        aside={unread.length > 0 && <StatusTag tone="progress">{t("unread", { count: unread.length })}</StatusTag>}
      >
        <div className="flex flex-col gap-5">
          <p className="max-w-prose text-muted">{text}</p>
          {messages.length > 0 && (
            <ol className="flex flex-col gap-4">
              {messages.map((message) => (
                <One key={message.id} message={message} isMember={isMember} institution={institution} />
              ))}
            </ol>
          )}
          {unread.length > 0 && markRead && (
            <ActionForm
              id={`${id}-read`}
              action={markRead.action}
              submit={t("markRead")}
              tone="quiet"
              hidden={markRead.hidden}
            />
          )}
          {send && (
            <ActionForm
              id={id === "messages" ? "message" : `${id}-send`}
              action={send.action}
              submit={t("send")}
              hidden={{ ...send.hidden, key: randomUUID() }}
            >
              <TextArea
                name="text"
                label={isMember ? (answering ?? t("toDesk")) : t("toInstitution")}
                hint={t("hint")}
                rows={4}
                maxLength={4000}
                required
              />
            </ActionForm>
          )}
          {children}
        </div>
      </Section>
    </div>
  );
}

async function One({ message, isMember, institution }: { message: Message } & Pick<Props, "isMember" | "institution">) {
  const [t, locale] = [await getTranslations("applications.messages"), await getLocale()];
  const { side, from, text, file, at, isNew } = message;
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
