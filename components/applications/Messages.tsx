import { randomUUID } from "node:crypto";
import { getLocale, getTranslations } from "next-intl/server";
import { ActionForm, DateTime, Section, StatusTag, TextArea, Written } from "@/components/ui";
import { type ApplicationView, type Message, messagesOf } from "@/lib/applications/queries";
import { allows } from "@/lib/applications/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";
import type { FormState } from "@/lib/platform/forms";
import { inLanguage } from "@/lib/platform/i18n/inLanguage";
import { languageOf } from "@/lib/platform/i18n/languageOf";

type Action = (state: FormState, data: FormData) => Promise<FormState>;
type Props = { actor: Person; application: ApplicationView; send: Action; markRead: Action };

/** What the institution and the desk wrote to each other about a case, and where to write on. */
export async function Messages({ actor, application, send, markRead }: Props) {
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
        </div>
      </Section>
    </div>
  );
}

async function One({ message, application }: { message: Message; application: ApplicationView }) {
  const [t, locale] = [await getTranslations("applications.messages"), await getLocale()];
  const { side, from, text, at, isNew } = message;
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
      <p dir="auto" lang={languageOf(text)} className="mt-1 break-words whitespace-pre-line">
        {text}
      </p>
    </li>
  );
}
