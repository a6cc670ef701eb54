import type { Actor } from "../platform/auth/actor.ts";
import { may } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";

/** A document as lists show it. */
type DocumentLine = {
  id: string;
  purpose: string;
  fileName: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  createdAt: Date;
};

/** A document with its bytes, or null when there is none, it was removed, or the actor may not read it. */
export async function findDocument(
  actor: Actor,
  id: string,
): Promise<(DocumentLine & { bytes: Uint8Array<ArrayBuffer> }) | null> {
  const row = await db().document.findUnique({
    where: { id, removedAt: null },
    include: { content: true, institution: { select: { state: true } } },
  });
  if (actor?.kind !== "person" || !row?.content) return null;
  const { institutionId, institution } = row;
  if (!may(actor, "documents.read", { institutionId })) return null;
  // A draft is its members' alone.
  const isMember = actor.memberships.some((membership) => membership.institutionId === institutionId);
  if (!isMember && institution.state === "DRAFT") return null;
  const { purpose, fileName, mediaType, size, createdAt, content } = row;
  return { id, purpose, fileName, mediaType, size, createdAt, bytes: content.bytes };
}
