import { checkFile, dropFile, keepFile } from "../../documents/steps.ts";
import { ownedBy } from "../../institutions/owner.ts";
import { command, done, rawId } from "../../platform/command.ts";
import { fail } from "../../platform/errors/result.ts";
import { attachmentsOf } from "../attachments.ts";
import { applicationOwner } from "../owner.ts";
import { allows } from "../rules.ts";
import { AttachFile, RemoveAttachment } from "../schema.ts";
import { lockApplication } from "../steps.ts";

/**
 * Puts a file beside a question of a draft. The same bytes beside the same question are kept once: a repeated upload answers with
 * the first. Errors: fileEmpty, fileTooLarge, fileTypeRefused, wrongState, invalidInput (the question takes none), tooManyDocuments.
 */
export const attachFile = command({
  action: "applications.attach",
  schema: AttachFile,
  owner: applicationOwner,
  run: async ({ tx, actor, input, now }) => {
    const { applicationId, question } = input;
    const file = checkFile(input);
    if (!file.ok) return file;
    const { state, institutionId } = await lockApplication(tx, applicationId);
    if (!allows(state, "applications.attach")) return fail("wrongState");
    const { sector } = await tx.institution.findUniqueOrThrow({ where: { id: institutionId } });
    const rule = attachmentsOf(question, sector);
    if (!rule) return fail("invalidInput", { fields: { question: "invalidInput" } });
    const kept = await keepFile(tx, file.value, {
      ...{ institutionId, applicationId, purpose: question, uploadedById: actor.userId, now },
      ...{ most: rule.most, of: question },
    });
    if (!kept.ok) return kept;
    const { id, repeated } = kept.value;
    const size = file.value.bytes.length;
    return done(
      { documentId: id },
      { kind: "document", id },
      repeated ? { repeated } : { applicationId, question, size },
    );
  },
});

/**
 * Takes a file away from a draft. Its bytes go; that it was there stays on record.
 * Errors: wrongState, alreadyDone.
 */
export const removeAttachment = command({
  action: "applications.removeAttachment",
  schema: RemoveAttachment,
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "attachmentId");
    const where = { id: id ?? "", applicationId: { not: null } };
    const found = id && (await db.document.findFirst({ where, select: { institutionId: true } }));
    return found ? ownedBy(actor, "applications.read", found.institutionId) : undefined;
  },
  run: async ({ tx, input, now }) => {
    const { attachmentId: id } = input;
    const { applicationId } = await tx.document.findUniqueOrThrow({ where: { id }, select: { applicationId: true } });
    if (applicationId === null) return fail("notFound");
    const { state } = await lockApplication(tx, applicationId);
    if (!allows(state, "applications.removeAttachment")) return fail("wrongState");
    const dropped = await dropFile(tx, id, now);
    return dropped.ok ? done({ applicationId }, { kind: "document", id }, { applicationId }) : dropped;
  },
});
