import { institutionOwner, ownedBy } from "../institutions/owner.ts";
import { allows, documentsExpected } from "../institutions/rules.ts";
import { lockInstitution, touchRegistration } from "../institutions/steps.ts";
import { command, done, rawId } from "../platform/command.ts";
import { fail } from "../platform/errors/result.ts";
import { documentsOfInstitution } from "./rules.ts";
import { RemoveDocument, UploadDocument } from "./schema.ts";
import { checkFile, dropFile, keepFile } from "./steps.ts";

/**
 * Puts a document beside an institution that is still being registered. The same bytes for the same purpose are kept once:
 * a repeated upload answers with the first.
 * Errors: fileEmpty, fileTooLarge, fileTypeRefused, wrongState, tooManyDocuments, invalidInput (the kind brings no such document).
 */
export const uploadDocument = command({
  action: "documents.upload",
  schema: UploadDocument,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, purpose } = input;
    const file = checkFile(input);
    if (!file.ok) return file;
    const institution = await lockInstitution(tx, institutionId);
    if (!institution || !allows(institution.state, "documents.upload")) return fail("wrongState");
    if (!documentsExpected(institution).some((expected) => expected.purpose === purpose))
      return fail("invalidInput", { fields: { purpose: "invalidInput" } });
    const kept = await keepFile(tx, file.value, {
      ...{ institutionId, applicationId: null, purpose, uploadedById: actor.userId, now },
      most: documentsOfInstitution,
    });
    if (!kept.ok) return kept;
    await touchRegistration(tx, institutionId, now);
    const { id, repeated } = kept.value;
    const size = file.value.bytes.length;
    return done({ documentId: id }, { kind: "document", id }, repeated ? { repeated } : { purpose, size });
  },
});

/**
 * Takes a document away from a registration that may still be edited. Its bytes go; that it was there stays on record.
 * Errors: wrongState, alreadyDone.
 */
export const removeDocument = command({
  action: "documents.remove",
  schema: RemoveDocument,
  owner: async (db, raw, actor) => {
    const id = rawId(raw, "documentId");
    const found =
      id && (await db.document.findFirst({ where: { id, applicationId: null }, select: { institutionId: true } }));
    return found ? ownedBy(actor, "documents.read", found.institutionId) : undefined;
  },
  run: async ({ tx, input, now }) => {
    const { documentId: id } = input;
    const { institutionId } = await tx.document.findUniqueOrThrow({ where: { id }, select: { institutionId: true } });
    const institution = await lockInstitution(tx, institutionId);
    if (!institution || !allows(institution.state, "documents.remove")) return fail("wrongState");
    const dropped = await dropFile(tx, id, now);
    if (!dropped.ok) return dropped;
    await touchRegistration(tx, institutionId, now);
    return done({ institutionId }, { kind: "document", id });
  },
});
