import { institutionRecipients } from "../../institutions/steps.ts";
import { linkTo } from "../../notifications/link.ts";
import { notify } from "../../notifications/steps.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { MessageSide } from "../../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { inLanguage } from "../../platform/i18n/inLanguage.ts";
import { applicationOwner } from "../owner.ts";
import { allows, messagesADay } from "../rules.ts";
import { MarkMessagesRead, SendMessage } from "../schema.ts";
import { lockApplication } from "../steps.ts";

const day = 24 * 3_600_000;

/**
 * Writes to the other side of a case, before or after its decision; it stays as written. An owner or editor writes for the
 * institution, any administrator who never belonged to it for the desk. The same `key` again gives the first message.
 * Errors: wrongState, conflictOfInterest, tooManyMessages.
 */
export const sendMessage = command({
  action: "applications.sendMessage",
  schema: SendMessage,
  owner: applicationOwner,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId, key, text } = input;
    const application = await lockApplication(tx, applicationId);
    if (application.receipt === null || !allows(application.state, "applications.sendMessage"))
      return fail("wrongState");
    const side = await sideOf(tx, actor, application.institutionId);
    if (!side.ok) return side;
    const sent = await tx.caseMessage.findUnique({ where: { applicationId_key: { applicationId, key } } });
    if (sent) return done({ messageId: sent.id }, { kind: "application", id: applicationId }, { repeated: true });
    const recent = await tx.caseMessage.count({
      where: { applicationId, side: side.value, at: { gt: new Date(now.getTime() - day) } },
    });
    if (recent >= messagesADay) return fail("tooManyMessages", { values: { most: messagesADay } });
    const { id } = await tx.caseMessage.create({
      data: { applicationId, side: side.value, authorId: actor.userId, text, key, at: now },
      select: { id: true },
    });
    await markRead(tx, applicationId, actor.userId, now);
    await tell(tx, { applicationId, side: side.value, text });
    return done({ messageId: id }, { kind: "application", id: applicationId }, { messageId: id, side: side.value });
  },
});

/** Notes that somebody has read the messages of a case up to one of them. Errors: notFound (no such message of the case). */
export const markMessagesRead = command({
  action: "applications.markMessagesRead",
  schema: MarkMessagesRead,
  owner: applicationOwner,
  run: async ({ tx, actor, input }) => {
    const { applicationId, messageId } = input;
    const message = await tx.caseMessage.findFirst({ where: { id: messageId, applicationId } });
    if (!message) return fail("notFound");
    await markRead(tx, applicationId, actor.userId, message.at);
    return done({ applicationId }, { kind: "application", id: applicationId });
  },
});

/** For whom the person writes. Whoever belongs to the institution, or did, is no neutral officer. */
async function sideOf(tx: Tx, { userId, memberships }: Person, institutionId: string): Promise<Result<MessageSide>> {
  const own = memberships.find((membership) => membership.institutionId === institutionId);
  if (own) return own.role === "VIEWER" ? fail("conflictOfInterest") : ok("INSTITUTION");
  return (await tx.membership.count({ where: { userId, institutionId } })) > 0
    ? fail("conflictOfInterest")
    : ok("DESK");
}

/** Never earlier than before: of two pages the older one takes nothing back. */
async function markRead(tx: Tx, applicationId: string, userId: string, readAt: Date): Promise<void> {
  await tx.caseReading.createMany({ data: { applicationId, userId, readAt }, skipDuplicates: true });
  await tx.caseReading.updateMany({ where: { applicationId, userId, readAt: { lt: readAt } }, data: { readAt } });
}

/** A letter to everybody on the other side: owner and editors, or the administrators who may answer. */
async function tell(tx: Tx, message: { applicationId: string; side: MessageSide; text: string }): Promise<void> {
  const { applicationId: id, side, text } = message;
  const { receipt, institution } = await tx.application.findUniqueOrThrow({
    where: { id },
    include: { institution: true },
  });
  const isFromDesk = side === "DESK";
  const recipients = isFromDesk ? await institutionRecipients(tx, institution.id) : await desk(tx, institution.id);
  for (const { to, locale } of recipients)
    await notify(tx, {
      ...{ to, locale, letter: isFromDesk ? "messageFromDesk" : "messageFromInstitution" },
      values: (locale) => ({
        ...{ receipt: receipt ?? "", text },
        institution: inLanguage(locale, institution.name, institution.nameUr),
        link: linkTo(`${isFromDesk ? "/applications" : "/desk/applications"}/${id}#messages`, locale),
      }),
    });
}

/** The administrators in office now who never belonged to the institution. */
async function desk(tx: Tx, institutionId: string) {
  const now = new Date();
  const users = await tx.user.findMany({
    where: {
      email: { not: null },
      grants: { some: { role: "ADMINISTRATOR", endedAt: null, OR: [{ endsAt: null }, { endsAt: { gt: now } }] } },
      memberships: { none: { institutionId } },
    },
    select: { email: true, locale: true },
    take: 50,
  });
  return users.flatMap(({ email, locale }) => (email ? [{ to: email, locale }] : []));
}
