import { createHash } from "node:crypto";
import { institutionOwner, ownedBy } from "../institutions/owner.ts";
import { allows } from "../institutions/rules.ts";
import { lockInstitution } from "../institutions/steps.ts";
import { command, done, rawId } from "../platform/command.ts";
import { fail } from "../platform/errors/result.ts";
import { documentsOfInstitution, fileNameOf, largestDocument, mediaTypeOf } from "./rules.ts";
import { RemoveDocument, UploadDocument } from "./schema.ts";

/**
 * Puts a document beside an institution that is still being registered. The same bytes for the same purpose are kept once:
 * a repeated upload answers with the first.
 * Errors: fileEmpty, fileTooLarge, fileTypeRefused, wrongState, tooManyDocuments.
 */
export const uploadDocument = command({
  action: "documents.upload",
  schema: UploadDocument,
  owner: institutionOwner,
  run: async ({ tx, actor, input, now }) => {
    const { institutionId, purpose, fileName } = input;
    const bytes = new Uint8Array(input.bytes);
    if (bytes.length === 0) return fail("fileEmpty");
    if (bytes.length > largestDocument) return fail("fileTooLarge");
    const mediaType = mediaTypeOf(bytes);
    if (!mediaType) return fail("fileTypeRefused");
    const institution = await lockInstitution(tx, institutionId);
    if (!institution || !allows(institution.state, "documents.upload")) return fail("wrongState");
    const sha256 = new Uint8Array(createHash("sha256").update(bytes).digest());
    const standing = await tx.document.findMany({
      where: { institutionId, removedAt: null },
      select: { id: true, purpose: true, sha256: true },
    });
    const same = standing.find((one) => one.purpose === purpose && Buffer.compare(one.sha256, sha256) === 0);
    if (same) return done({ documentId: same.id }, { kind: "document", id: same.id }, { repeated: true });
    if (standing.length >= documentsOfInstitution) return fail("tooManyDocuments");
    const document = await tx.document.create({
      data: {
        institutionId,
        purpose,
        fileName: fileNameOf(fileName, mediaType),
        mediaType,
        size: bytes.length,
        sha256,
        uploadedById: actor.userId,
        createdAt: now,
        content: { create: { bytes } },
      },
      select: { id: true },
    });
    return done({ documentId: document.id }, { kind: "document", id: document.id }, { purpose, size: bytes.length });
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
    const found = id && (await db.document.findUnique({ where: { id }, select: { institutionId: true } }));
    return found ? ownedBy(actor, "documents.read", found.institutionId) : undefined;
  },
  run: async ({ tx, input, now }) => {
    const { documentId: id } = input;
    const { institutionId } = await tx.document.findUniqueOrThrow({ where: { id }, select: { institutionId: true } });
    const institution = await lockInstitution(tx, institutionId);
    if (!institution || !allows(institution.state, "documents.remove")) return fail("wrongState");
    const { count } = await tx.document.updateMany({ where: { id, removedAt: null }, data: { removedAt: now } });
    if (count === 0) return fail("alreadyDone");
    await tx.documentContent.deleteMany({ where: { documentId: id } });
    return done({ institutionId }, { kind: "document", id });
  },
});
