import { addMessage, answering, markRead, sideOf, tellOfMessage } from "../../desk/thread.ts";
import { command, done, rawId } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { institutionOwner, ownedBy } from "../owner.ts";
import { allows } from "../rules.ts";
import { MarkRegistrationRead, SendRegistrationMessage } from "../schema.ts";
import { institutionRecipients, lockInstitution } from "../steps.ts";

/**
 * Writes to the other side of a registration that was handed in and is not decided; it stays as written. An owner or editor writes
 * for the institution, any administrator who never belonged to it for the desk. The same `key` again gives the first message.
 * Errors: notFound, wrongState, conflictOfInterest, tooManyMessages.
 */
export const sendRegistrationMessage = command({
  action: "institutions.sendMessage",
  schema: SendRegistrationMessage,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, key, text } = input;
    const institution = await lockInstitution(tx, institutionId);
    if (!institution) return fail("notFound");
    const found = await sideOf(tx, actor, institutionId, now);
    if (!found.ok) return found;
    const side = found.value;
    if (!allows(institution.state, "institutions.sendMessage")) return fail("wrongState");
    const added = await addMessage(tx, { of: { institutionId }, side, userId: actor.userId, key, text, now });
    if (!added.ok) return added;
    const { messageId, repeated } = added.value;
    const subject = { kind: "institution" as const, id: institutionId };
    if (repeated) return done({ messageId }, subject, { repeated });
    const isFromDesk = side === "DESK";
    const recipients = isFromDesk ? await institutionRecipients(tx, institutionId) : await answering(tx, institutionId);
    const path = `${isFromDesk ? "/institutions" : "/desk/institutions"}/${institutionId}#messages`;
    await tellOfMessage(tx, recipients, { about: "registration", side, text, receipt: null, institution, path });
    return done({ messageId }, subject, { messageId, side });
  },
});

/** Notes that somebody has read the messages about a registration up to one of them. */
export const markRegistrationRead = command({
  action: "institutions.markMessagesRead",
  schema: MarkRegistrationRead,
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "registrationMessageId");
    const row = id ? await db.caseMessage.findUnique({ where: { id }, select: { institutionId: true } }) : null;
    return row?.institutionId ? ownedBy(actor, "institutions.readMessages", row.institutionId) : undefined;
  },
  run: async ({ tx, actor, input }) => {
    const { institutionId, at } = await tx.caseMessage.findUniqueOrThrow({
      where: { id: input.registrationMessageId },
    });
    if (institutionId === null) return fail("notFound");
    await markRead(tx, { institutionId }, actor.userId, at);
    return done({ institutionId }, { kind: "institution", id: institutionId });
  },
});
