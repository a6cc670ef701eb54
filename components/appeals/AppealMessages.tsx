import { getTranslations } from "next-intl/server";
import { Thread, type ThreadAction } from "@/components/desk/Thread";
import { appealMessages } from "@/lib/appeals/queries";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";

type Props = {
  actor: Person;
  appealId: string;
  institution: { id: string; name: string; nameUr: string | null };
  /** Is the appeal open, and does nothing keep the reader from writing about it? */
  mayWrite: boolean;
  send: ThreadAction;
  markRead: ThreadAction;
};

/** What an institution and those who judge its appeal wrote to each other; nothing where nobody wrote, or can write. */
export async function AppealMessages({ actor, appealId, institution, mayWrite, send, markRead }: Props) {
  const messages = await appealMessages(actor, appealId);
  const owned = { institutionId: institution.id };
  const writes = mayWrite && may(actor, "appeals.sendMessage", owned);
  if (!messages || (messages.length === 0 && !writes)) return null;
  const t = await getTranslations("applications.messages");
  const isMember = actor.memberships.some(({ institutionId }) => institutionId === institution.id);
  const last = messages.at(-1);
  const marks = last && may(actor, "appeals.markMessagesRead", owned);
  return (
    <Thread
      id="appeal-messages"
      title={t("appealTitle")}
      text={t(isMember ? "appealText" : "appealDeskText")}
      answering={t("toPanel")}
      messages={messages}
      isMember={isMember}
      institution={institution}
      send={writes ? { action: send, hidden: { appealId } } : null}
      markRead={marks ? { action: markRead, hidden: { appealMessageId: last.id } } : null}
    />
  );
}
