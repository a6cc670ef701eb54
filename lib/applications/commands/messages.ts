import { addMessage, answering, markRead, sideOf, tellOfMessage } from "../../desk/thread.ts";
import { checkFile, keepFile } from "../../documents/steps.ts";
import { institutionRecipients } from "../../institutions/steps.ts";
import type { Person } from "../../platform/auth/actor.ts";
import { command, done } from "../../platform/command.ts";
import type { Tx } from "../../platform/db/client.ts";
import type { MessageSide } from "../../platform/db/generated/enums.ts";
import { fail, ok, type Result } from "../../platform/errors/result.ts";
import { applicationOwner } from "../owner.ts";
import { allows, filesInMessages } from "../rules.ts";
import { MarkMessagesRead, SendFile, SendMessage } from "../schema.ts";
import { lockApplication } from "../steps.ts";

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
    const { applicationId, text } = input;
    const written = await write(tx, { actor, now, ...input });
    if (!written.ok) return written;
    const { messageId, side, repeated } = written.value;
    const subject = { kind: "application" as const, id: applicationId };
    if (repeated) return done({ messageId }, subject, { repeated });
    await tell(tx, { applicationId, side, text });
    return done({ messageId }, subject, { messageId, side });
  },
});

/**
 * Sends a file to the other side of a case, as a message of its own that is called as the file is. Who may is as for words, and
 * whoever reads the messages reads it; reviewers do not. The same `key` again gives the first message.
 * Errors: fileEmpty, fileTooLarge, fileTypeRefused, wrongState, conflictOfInterest, tooManyMessages, tooManyDocuments.
 */
export const sendFile = command({
  action: "applications.sendMessage",
  schema: SendFile,
  owner: applicationOwner,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId, key } = input;
    const file = checkFile(input);
    if (!file.ok) return file;
    const text = file.value.fileName;
    const written = await write(tx, { actor, now, applicationId, key, text });
    if (!written.ok) return written;
    const { messageId, side, repeated } = written.value;
    const subject = { kind: "application" as const, id: applicationId };
    if (repeated) return done({ messageId }, subject, { repeated });
    const { institutionId } = await tx.application.findUniqueOrThrow({ where: { id: applicationId } });
    if ((await tx.document.count({ where: { applicationId, messageId: { not: null } } })) >= filesInMessages)
      return fail("tooManyDocuments");
    // The same file sent twice is two messages, each with its own.
    const kept = await keepFile(tx, file.value, {
      ...{ institutionId, applicationId, purpose: `message:${messageId}`, uploadedById: actor.userId, now },
      ...{ most: 1, of: `message:${messageId}` },
    });
    if (!kept.ok) return kept;
    await tx.document.update({ where: { id: kept.value.id }, data: { messageId } });
    await tell(tx, { applicationId, side, text });
    const size = file.value.bytes.length;
    return done({ messageId }, subject, { messageId, side, documentId: kept.value.id, size });
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
    await markRead(tx, { applicationId }, actor.userId, message.at);
    return done({ applicationId }, { kind: "application", id: applicationId });
  },
});

/** Puts a message into the thread. Errors: as for whoever calls. */
async function write(
  tx: Tx,
  message: { actor: Person; now: Date; applicationId: string; key: string; text: string },
): Promise<Result<{ messageId: string; side: MessageSide; repeated?: true }>> {
  const { actor, now, applicationId, key, text } = message;
  const application = await lockApplication(tx, applicationId);
  if (application.receipt === null || !allows(application.state, "applications.sendMessage")) return fail("wrongState");
  const side = await sideOf(tx, actor, application.institutionId, now);
  if (!side.ok) return side;
  const of = { applicationId };
  const added = await addMessage(tx, { of, side: side.value, userId: actor.userId, key, text, now });
  return added.ok ? ok({ ...added.value, side: side.value }) : added;
}

/** A letter to everybody on the other side: owner and editors, or the administrators who may answer. */
async function tell(tx: Tx, message: { applicationId: string; side: MessageSide; text: string }): Promise<void> {
  const { applicationId: id, ...said } = message;
  const { receipt, institution } = await tx.application.findUniqueOrThrow({
    where: { id },
    include: { institution: true },
  });
  const isFromDesk = said.side === "DESK";
  const recipients = isFromDesk ? await institutionRecipients(tx, institution.id) : await answering(tx, institution.id);
  const path = `${isFromDesk ? "/applications" : "/desk/applications"}/${id}#messages`;
  await tellOfMessage(tx, recipients, { about: "application", ...said, receipt, institution, path });
}
