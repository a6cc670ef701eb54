import { createHash } from "node:crypto";
import type { Tx } from "../platform/db/client.ts";
import { fail, ok, type Result } from "../platform/errors/result.ts";
import { fileNameOf, largestDocument, type MediaType, mediaTypeOf } from "./rules.ts";

/** A file that may be kept: its type by its content, its name made safe, and the hash of its bytes. */
export type CheckedFile = {
  bytes: Uint8Array<ArrayBuffer>;
  mediaType: MediaType;
  fileName: string;
  sha256: Uint8Array<ArrayBuffer>;
};

/** Looks at a file before anything is locked for it. Errors: fileEmpty, fileTooLarge, fileTypeRefused. */
export function checkFile(file: { bytes: Uint8Array; fileName: string }): Result<CheckedFile> {
  const bytes = new Uint8Array(file.bytes);
  if (bytes.length === 0) return fail("fileEmpty");
  if (bytes.length > largestDocument) return fail("fileTooLarge");
  const mediaType = mediaTypeOf(bytes);
  if (!mediaType) return fail("fileTypeRefused");
  const sha256 = new Uint8Array(createHash("sha256").update(bytes).digest());
  return ok({ bytes, mediaType, fileName: fileNameOf(file.fileName, mediaType), sha256 });
}

/**
 * Keeps a file beside what it belongs to, whose row the caller has locked. The same bytes for the same purpose are kept once: then
 * `repeated` is true and the first one's id is given. Errors: tooManyDocuments, when `most` stand already.
 */
export async function keepFile(
  tx: Tx,
  file: CheckedFile,
  as: {
    institutionId: string;
    applicationId: string | null;
    purpose: string;
    uploadedById: string;
    now: Date;
    /** How many may stand, and of which purpose; of all of them together where it is left out. */
    most: number;
    of?: string;
  },
): Promise<Result<{ id: string; repeated: boolean }>> {
  const { institutionId, applicationId, purpose, uploadedById, now, most, of } = as;
  const { bytes, ...found } = file;
  const standing = await tx.document.findMany({
    where: { institutionId, applicationId, removedAt: null },
    select: { id: true, purpose: true, sha256: true },
  });
  const same = standing.find((one) => one.purpose === purpose && Buffer.compare(one.sha256, file.sha256) === 0);
  if (same) return ok({ id: same.id, repeated: true });
  if (standing.filter((one) => of === undefined || one.purpose === of).length >= most) return fail("tooManyDocuments");
  const { id } = await tx.document.create({
    data: {
      ...found,
      ...{ institutionId, applicationId, purpose, uploadedById },
      size: bytes.length,
      createdAt: now,
      content: { create: { bytes } },
    },
    select: { id: true },
  });
  return ok({ id, repeated: false });
}

/** Takes a standing document's bytes away; that it was there stays on record. Errors: alreadyDone. */
export async function dropFile(tx: Tx, id: string, now: Date): Promise<Result<void>> {
  const { count } = await tx.document.updateMany({ where: { id, removedAt: null }, data: { removedAt: now } });
  if (count === 0) return fail("alreadyDone");
  await tx.documentContent.deleteMany({ where: { documentId: id } });
  return ok(undefined);
}
