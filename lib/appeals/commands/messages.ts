import { addMessage, markRead, sideOf, tellOfMessage } from "../../desk/thread.ts";
import { ownedBy } from "../../institutions/owner.ts";
import { institutionRecipients } from "../../institutions/steps.ts";
import { command, done, rawId } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { appealAllows } from "../rules.ts";
import { MarkAppealRead, SendAppealMessage } from "../schema.ts";
import { lockAppeal, obstacleToJudging, panelOf } from "../steps.ts";

const whose = { select: { application: { select: { institutionId: true } } } } as const;

/**
 * Writes to the other side of an appeal while it is open; it stays as written. An owner or editor writes for the institution; for
 * the desk whoever could judge it, and nobody who took part in what was decided. The same `key` again gives the first message.
 * Errors: notFound, wrongState, conflictOfInterest, scorerMayNotDecide, decidedBefore, tooManyMessages.
 */
export const sendAppealMessage = command({
  action: "appeals.sendMessage",
  schema: SendAppealMessage,
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "appealId");
    const row = id && (await db.appeal.findUnique({ where: { id }, ...whose }));
    return row ? ownedBy(actor, "appeals.readMessages", row.application.institutionId) : undefined;
  },
  run: async ({ tx, actor, input, now }) => {
    const { appealId, key, text } = input;
    const appeal = await lockAppeal(tx, appealId);
    if (!appeal) return fail("notFound");
    const {
      id: applicationId,
      receipt,
      institution,
    } = await tx.application.findUniqueOrThrow({
      where: { id: appeal.applicationId },
      include: { institution: true },
    });
    const found = await sideOf(tx, actor, institution.id, now);
    if (!found.ok) return found;
    const side = found.value;
    const isFromDesk = side === "DESK";
    const obstacle = isFromDesk ? await obstacleToJudging(tx, actor, applicationId) : null;
    if (obstacle) return fail(obstacle);
    if (!appealAllows(appeal.state, "appeals.sendMessage")) return fail("wrongState");
    const added = await addMessage(tx, { of: { appealId }, side, userId: actor.userId, key, text, now });
    if (!added.ok) return added;
    const { messageId, repeated } = added.value;
    const subject = { kind: "appeal" as const, id: appealId };
    if (repeated) return done({ messageId }, subject, { repeated });
    const recipients = isFromDesk
      ? await institutionRecipients(tx, institution.id)
      : await panelOf(tx, applicationId, now);
    const path = `${isFromDesk ? `/applications/${applicationId}` : `/desk/appeals/${appealId}`}#appeal-messages`;
    await tellOfMessage(tx, recipients, { about: "appeal", side, text, receipt, institution, path });
    return done({ messageId }, subject, { messageId, side });
  },
});

/** Notes that somebody has read the messages about an appeal up to one of them. */
export const markAppealRead = command({
  action: "appeals.markMessagesRead",
  schema: MarkAppealRead,
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "appealMessageId");
    const row = id ? await db.caseMessage.findUnique({ where: { id }, select: { appeal: whose } }) : null;
    return row?.appeal ? ownedBy(actor, "appeals.readMessages", row.appeal.application.institutionId) : undefined;
  },
  run: async ({ tx, actor, input }) => {
    const { appealId, at } = await tx.caseMessage.findUniqueOrThrow({ where: { id: input.appealMessageId } });
    if (appealId === null) return fail("notFound");
    await markRead(tx, { appealId }, actor.userId, at);
    return done({ appealId }, { kind: "appeal", id: appealId });
  },
});
