import { revealing, shownTo } from "../institutions/shown.ts";
import type { Actor } from "../platform/auth/actor.ts";
import { may, readsForReviewsOnly } from "../platform/auth/permissions.ts";
import { db } from "../platform/db/client.ts";
import { reading } from "../platform/reading.ts";

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

/**
 * A document with its bytes, or null when there is none, it was removed, or the actor may not read it: what is attached to an
 * application is read by whoever may read the application and know whose it is, and a file within the messages of a case by whoever
 * reads those.
 */
export const findDocument = reading(
  "documents.read",
  "document",
  async (actor: Actor, id: string): Promise<(DocumentLine & { bytes: Uint8Array<ArrayBuffer> }) | null> => {
    if (actor?.kind !== "person") return null;
    const own = actor.memberships.map((membership) => membership.institutionId);
    const asked = revealing(actor.userId);
    const row = await db().document.findFirst({
      where: {
        id,
        removedAt: null,
        OR: [
          { institutionId: { in: own } },
          { applicationId: null, institution: shownTo(actor) },
          {
            messageId: null,
            application: { receipt: { not: null }, ...(readsForReviewsOnly(actor) && { reviews: { some: asked } }) },
          },
          ...(may(actor, "applications.readMessages")
            ? [{ messageId: { not: null }, application: { receipt: { not: null } } }]
            : []),
        ],
      },
      include: { content: true },
    });
    if (!row?.content || !may(actor, "documents.read", { institutionId: row.institutionId })) return null;
    const { purpose, fileName, mediaType, size, createdAt, content } = row;
    return { id, purpose, fileName, mediaType, size, createdAt, bytes: content.bytes };
  },
);
