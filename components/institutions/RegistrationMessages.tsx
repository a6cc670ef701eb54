import { getTranslations } from "next-intl/server";
import { Thread, type ThreadAction } from "@/components/desk/Thread";
import { type InstitutionView, registrationMessages } from "@/lib/institutions/queries";
import { allows } from "@/lib/institutions/rules";
import type { Person } from "@/lib/platform/auth/actor";
import { may } from "@/lib/platform/auth/permissions";

type Props = { actor: Person; institution: InstitutionView; send: ThreadAction; markRead: ThreadAction };

/** What an institution and the desk wrote to each other about its registration; nothing where nobody wrote, or can write. */
export async function RegistrationMessages({ actor, institution, send, markRead }: Props) {
  const { id: institutionId, state, isMember, isClose } = institution;
  const messages = await registrationMessages(actor, institutionId);
  const writes =
    allows(state, "institutions.sendMessage") &&
    may(actor, "institutions.sendMessage", { institutionId }) &&
    (isMember || !isClose);
  if (!messages || (messages.length === 0 && !writes)) return null;
  const t = await getTranslations("applications.messages");
  const marks = may(actor, "institutions.markMessagesRead", { institutionId });
  const last = messages.at(-1);
  return (
    <Thread
      id="messages"
      title={t("title")}
      text={t(isMember ? "registrationText" : "registrationDeskText")}
      messages={messages}
      isMember={isMember}
      institution={institution}
      send={writes ? { action: send, hidden: { institutionId } } : null}
      markRead={marks && last ? { action: markRead, hidden: { registrationMessageId: last.id } } : null}
    />
  );
}
